"""A desk brings its LanguageTool up behind it, and takes it away when it closes."""

from __future__ import annotations

import asyncio

import pytest

from bot.checking.engine_room import EngineRoom
from bot.config.settings import Checks
from bot.engines.languagetool import LanguageToolServer, languagetool_here
from bot.live import Live


@pytest.fixture
def installed(fake, monkeypatch):
    """As if the fake were this installation's LanguageTool; keeps the server that the desk starts."""
    servers = []

    def here(_parts, *, memory_mb, warm_up):
        assert memory_mb == 600
        servers.append(LanguageToolServer(fake.command, warm_up=warm_up))
        return servers[-1]

    monkeypatch.setattr("bot.engines.languagetool.languagetool_here", here)
    return servers


async def test_a_desk_reads_with_languagetool_and_ends_it(installed, tmp_path, fake):
    """Opened it warms every language up and answers; opened again it starts no second one; closed it is gone."""
    room = EngineRoom(tmp_path, Checks())
    await room.open(Live(), print, fetch=False)
    await room.open(Live(), print, fetch=False)
    assert len(installed) == 1
    assert await asyncio.to_thread(installed[0].wait_until_up, 15)
    assert fake.asked.count("Hej.") == 4
    assert len(room.engines().grammar.ask("Here is teh book.", "en").result(5)) == 1
    room.close()
    assert installed[0].address() is None
    assert room.engines().grammar.state == "down"


async def test_a_library_may_do_without(installed, tmp_path):
    """Switched off in the settings, nothing is started."""
    room = EngineRoom(tmp_path, Checks(languagetool=False))
    await room.open(Live(), print, fetch=False)
    assert room.engines().grammar is None
    assert installed == []
    room.close()


def test_without_its_jars_there_is_no_server(tmp_path):
    """Nothing is started where nothing is installed."""
    assert languagetool_here(tmp_path) is None
