"""Voikko comes from the system's own packages, without root, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.parts import voikko, voikko_paths
from bot.parts.progress import FetchError, OfflineError, PartState

APT_CACHE = """#!/bin/sh
case "$*" in
  *policy*) echo "  Candidate: 4.3" ;;
  *depends*) echo "  Depends: libhfstospell11" ;;
esac
"""
APT_GET = """#!/bin/sh
echo "$@" >> "$ASKED"
touch libvoikko1.deb voikko-fi.deb libhfstospell11.deb
"""
DPKG_DEB = """#!/bin/sh
mkdir -p "$3/usr/lib/here" "$3/usr/lib/voikko/5/mor-standard"
touch "$3/usr/lib/here/libvoikko.so.1" "$3/usr/lib/here/libhfstospell.so.11"
"""


def ignore(_state: PartState) -> None:
    """Nobody watches."""


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small Debian: programs that do what apt's do, in one folder."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("apt-cache", APT_CACHE), ("apt-get", APT_GET), ("dpkg-deb", DPKG_DEB)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("ASKED", str(tmp_path / "asked"))
    monkeypatch.setattr("bot.parts.places._SYSTEM_LIBRARIES", ())
    return programs


def test_library_dictionary_and_what_they_lean_on_are_unpacked(tmp_path: Path, debian: Path) -> None:
    """The name of the library beneath differs by release, so apt is asked for it."""
    assert debian.exists()
    voikko.fetch(tmp_path / "parts", ignore)
    found = voikko_paths(tmp_path / "parts")
    assert found is not None
    assert [path.name for path in found.preload] == ["libhfstospell.so.11"]
    assert "libvoikko1 voikko-fi libhfstospell11" in (tmp_path / "asked").read_text()


def test_what_is_there_is_not_fetched_again(tmp_path: Path, debian: Path) -> None:
    """Apt is not even asked."""
    assert debian.exists()
    voikko.fetch(tmp_path / "parts", ignore)
    before = (tmp_path / "asked").read_text()
    voikko.fetch(tmp_path / "parts", ignore)
    assert (tmp_path / "asked").read_text() == before


def test_what_a_killed_fetch_left_is_taken_away(tmp_path: Path, debian: Path) -> None:
    """Half a package is no use to anybody."""
    assert debian.exists()
    (tmp_path / "parts" / ".voikko-killed").mkdir(parents=True)
    voikko.fetch(tmp_path / "parts", ignore)
    assert not list((tmp_path / "parts").glob(".voikko-*"))


def test_no_package_server_is_the_quiet_case(tmp_path: Path, debian: Path) -> None:
    """A machine without a network."""
    (debian / "apt-get").write_text("#!/bin/sh\necho 'E: Failed to fetch http://deb.example' >&2\nexit 100\n")
    with pytest.raises(OfflineError):
        voikko.fetch(tmp_path / "parts", ignore)
    assert voikko_paths(tmp_path / "parts") is None


def test_packages_without_a_dictionary_are_refused(tmp_path: Path, debian: Path) -> None:
    """Nothing half is left that would pass for Voikko."""
    (debian / "dpkg-deb").write_text('#!/bin/sh\nmkdir -p "$3/usr/lib"\ntouch "$3/usr/lib/libvoikko.so.1"\n')
    with pytest.raises(FetchError, match="no Finnish dictionary"):
        voikko.fetch(tmp_path / "parts", ignore)
    assert not (tmp_path / "parts" / "voikko").exists()


def test_a_system_without_apt_is_told_who_reads_finnish_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names pyvoikko."""
    monkeypatch.setattr("bot.parts.places._SYSTEM_LIBRARIES", ())
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(FetchError, match="pyvoikko reads Finnish"):
        voikko.fetch(tmp_path / "parts", ignore)
