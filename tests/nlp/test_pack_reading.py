"""A pack that can't be read is refused when it is read, with a sentence that says where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nlp.pack import PackError, read_pack
from nlp.splitting import read_text

RULE = 'code = "command"\nmessage = "It may sound like an order."\n'


def pack_of(folder: Path, lists: str, rule: str = "") -> Path:
    """A folder with these lists, and one rule with what is said of it."""
    (folder / "pack.toml").write_text(f'name = "English"\n[lists]\n{lists}\n', encoding="utf-8")
    (folder / "stiff.toml").write_text(RULE + rule, encoding="utf-8")
    return folder


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


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('[phrases]\nflag = ["you must @gone"]', r"stiff\.toml: in the list 'flag'.*@gone"),
        ('[phrases]\nflag = ["you must (bring|show"]', r"in the list 'flag'.*brackets.*'you must \(bring\|show'"),
        ('[phrases]\nflag = ["you must {a|}"]', r"in the list 'flag'.*empty choice"),
        ('[plain]\n"@gone" = ""', r"in the list 'plain'.*@gone"),
        ('[[confusions]]\ntyped = ["a % {b"]\npairs = {x = "y"}', r"in the list 'typed'.*braces.*'a x {b'"),
        ('[[kinder]]\ntyped = ["{you must} @gone"]\ninstead = "please"', r"in the list 'typed'.*@gone"),
        ('turns = ["orders"]', r"turns\.toml: there is no \[\[orders\]\] here"),
    ],
)
def test_a_slip_anywhere_in_a_rule_is_told_when_the_pack_is_read(tmp_path: Path, rule: str, told: str) -> None:
    """Also behind a phrase's first word, which alone is looked up before a draft has it."""
    with pytest.raises(PackError, match=told):
        read_pack(pack_of(tmp_path, 'day = ["monday"]', rule), "en")


def test_lists_that_name_each_other_in_a_ring_are_refused(tmp_path: Path) -> None:
    """They would never come to an end."""
    with pytest.raises(PackError, match=r"shared list 'day'.*names itself"):
        read_pack(pack_of(tmp_path, 'day = ["monday", "some @week"]\nweek = ["week of @day"]'), "en")


def test_a_rule_means_its_own_list_where_a_shared_one_has_the_same_name(tmp_path: Path) -> None:
    """Also inside a shared list that names it; every other rule still means the shared one."""
    folder = pack_of(tmp_path, 'day = ["monday"]\nsoon = ["by @day"]', '[phrases]\nflag = ["@soon"]\nday = ["noon"]')
    pack = read_pack(folder, "en")
    text = read_text("By Monday, by noon.", "en")
    assert [text.quote(span.start, span.end) for span in pack.rules["stiff"].words("flag").find(text)] == ["by noon"]
    assert [text.quote(span.start, span.end) for span in pack.words("soon").find(text)] == ["By Monday"]


def test_reading_a_pack_looks_up_no_word() -> None:
    """Words are split by spaCy, which takes longer to load than a pack: who only asks for wordings needs neither."""
    asked = "import sys; from nlp.pack import load_pack; load_pack('sv'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
