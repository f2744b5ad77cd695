"""Engines come behind an open desk, and their troubles stay theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.checking.engine_room import EngineRoom
from bot.config.settings import Checks
from bot.live import Live
from bot.parts import behind
from nlp.ports import Engines


def broken() -> None:
    """A dictionary that cannot be read."""
    raise ValueError("not a dictionary")


async def test_a_dictionary_that_cannot_be_read_does_not_close_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replies go unread; the desk stays open."""
    room = EngineRoom(tmp_path, Checks())
    monkeypatch.setattr(room, "_open", broken)
    await room.open(Live(), print, fetch=False)
    assert room.engines() == Engines()


async def test_missing_parts_are_fetched_even_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes may be what was missing."""
    fetched: list[Path] = []

    async def fetch(parts: Path, _say: object) -> None:
        fetched.append(parts)

    room = EngineRoom(tmp_path, Checks())
    monkeypatch.setattr(room, "_open", broken)
    monkeypatch.setattr(behind, "fetch_behind", fetch)
    await room.open(Live(), print, fetch=True)
    assert fetched == [tmp_path]


def test_named_servers_are_asked_instead_of_starting_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With servers named no Java is started, and drafts in LanguageTool's languages are asked of them."""
    room = EngineRoom(tmp_path, Checks(languagetool_servers=("http://127.0.0.1:9",)), languages=())
    monkeypatch.setattr("bot.engines.languagetool.languagetool_here", lambda *_, **__: pytest.fail("started one"))
    room._open()
    grammar = room.engines().grammar
    assert grammar is not None
    assert grammar.reads("sv")
    assert grammar.ask("Hej du.", "sv").result(5) is None
    room.close()
