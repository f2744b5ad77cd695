"""A pack that can't be read is refused when it is read, with a sentence that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.pack import PackError, read_pack


def test_a_slip_in_a_shared_list_is_told_when_the_pack_is_read(tmp_path: Path) -> None:
    """Nobody meets it only at the first reply that needs the list."""
    (tmp_path / "pack.toml").write_text('name = "svenska"\n[lists]\noffer = ["jag|@gone"]\n', encoding="utf-8")
    with pytest.raises(PackError, match=r"offer.*@gone"):
        read_pack(tmp_path, "sv")


def test_a_shared_list_nobody_wrote_is_empty(tmp_path: Path) -> None:
    """A language that needs no list of a name simply leaves it out."""
    (tmp_path / "pack.toml").write_text('name = "svenska"\n[lists]\noffer = ["gärna"]\n', encoding="utf-8")
    pack = read_pack(tmp_path, "sv")
    assert pack.words("offer")
    assert not pack.words("closing")


def test_a_list_in_two_shared_files_is_refused(tmp_path: Path) -> None:
    """Otherwise the later would hide the earlier without a word."""
    for name in ("pack.toml", "promise.toml"):
        (tmp_path / name).write_text('[lists]\noffer = ["gärna"]\n', encoding="utf-8")
    with pytest.raises(PackError, match=r"promise\.toml.*'offer'"):
        read_pack(tmp_path, "sv")
