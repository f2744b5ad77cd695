"""What is said of the parts, while they come and when they cannot be had."""

from __future__ import annotations

import asyncio
import fcntl
from pathlib import Path

import pytest

from bot.parts import behind, get, parts_dir, progress, voikko_paths
from bot.parts.progress import FetchError, OfflineError, PartState, Tell


@pytest.fixture(autouse=True)
def no_system_voikko(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer on every machine."""
    monkeypatch.setattr("bot.parts.places._SYSTEM_LIBRARIES", ())


def test_a_part_that_cannot_be_had_does_not_keep_the_other_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No network for one is a sentence, and the other is fetched all the same."""

    def offline(_parts: Path, tell: Tell) -> None:
        tell(PartState("languagetool", "fetching", 10, 100))
        raise OfflineError("Nothing answered.")

    def comes(_parts: Path, tell: Tell) -> None:
        tell(PartState("voikko", "ready"))

    monkeypatch.setattr(get, "_FETCHES", {"languagetool": offline, "voikko": comes})
    ended = get.get(tmp_path, lambda _state: None)
    assert [(state.part, state.state) for state in ended] == [("languagetool", "failed"), ("voikko", "ready")]
    assert ended[0].why == "Nothing answered."
    assert progress.read_written(tmp_path) == ended


def test_a_second_fetch_leaves_it_to_the_first(tmp_path: Path) -> None:
    """Two desks of one account start at once."""
    with (tmp_path / ".lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(FetchError, match="fetched already"):
            get.get(tmp_path, lambda _state: None)


def test_a_killed_fetch_is_not_shown_as_running(tmp_path: Path) -> None:
    """A state file that says so is believed only while somebody fetches."""
    progress.write_state(tmp_path, PartState("languagetool", "fetching", 50, 100))
    assert get.states(tmp_path)[0].state == "absent"
    with progress.only_one(tmp_path):
        assert get.states(tmp_path)[0] == PartState("languagetool", "fetching", 50, 100)


def test_why_it_failed_is_kept_for_the_console(tmp_path: Path) -> None:
    """The reason outlives the process that met it."""
    progress.write_state(tmp_path, PartState("languagetool", "failed", why="No room left."))
    assert get.states(tmp_path)[0].why == "No room left."


def test_states_of_an_empty_folder_are_absent(tmp_path: Path) -> None:
    """A desk that never fetched anything."""
    assert {state.state for state in get.states(tmp_path / "nowhere")} == {"absent"}


def test_the_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``SMILEDESK_PARTS`` first, then the account's data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("SMILEDESK_PARTS", raising=False)
    assert parts_dir() == tmp_path / "smiledesk" / "parts"
    monkeypatch.setenv("SMILEDESK_PARTS", "/srv/parts")
    assert parts_dir() == Path("/srv/parts")


def test_voikko_counts_only_with_its_dictionary(tmp_path: Path) -> None:
    """A library without words spells nothing."""
    library = tmp_path / "voikko" / "usr" / "lib" / "x86_64-linux-gnu" / "libvoikko.so.1"
    library.parent.mkdir(parents=True)
    library.touch()
    assert voikko_paths(tmp_path) is None
    dictionary = tmp_path / "voikko" / "usr" / "lib" / "voikko" / "5" / "mor-standard"
    dictionary.mkdir(parents=True)
    found = voikko_paths(tmp_path)
    assert found is not None
    assert (found.library, found.dictionary) == (library.parent, dictionary.parents[1])


async def test_a_desk_says_what_is_off_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fetch behind a desk that can do nothing ends in a line each, not in an error."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")  # no apt here
    (tmp_path / ".m2").mkdir()
    (tmp_path / ".m2" / "settings.xml").write_text(
        "<settings><mirrors><mirror><mirrorOf>*</mirrorOf><url>http://127.0.0.1:9</url></mirror></mirrors></settings>"
    )
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    said: list[str] = []
    ended = await asyncio.wait_for(behind.fetch_behind(tmp_path / "parts", said.append), 60)
    assert [state.state for state in ended] == ["failed", "failed"]
    assert said == [
        "LanguageTool is off for now. The network or the Maven repository did not answer.",
        f"Voikko for Finnish is off for now. {ended[1].why}",
    ]
