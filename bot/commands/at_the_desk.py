"""Asking the desk from the terminal: the open one through its socket, a closed one by opening it for a moment."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.app import build_desk, house_of
from bot.application import build_application
from bot.checking.engine_room import EngineRoom
from bot.checking.proofreader import Reader
from bot.clock import SystemClock
from bot.commands.backup import TROUBLE
from bot.commands.saying import sorry
from bot.config import Settings, find_settings_file, load_settings
from bot.duties.email_line import account_of
from bot.erasure.memory import Erasures
from bot.home import Home, home_of
from bot.parts.places import parts_dir
from bot.server.desk import Desk
from bot.server.terminal import open_door, somebody_listens


class NoError(Exception):
    """The desk says no; the message is its sentence."""


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """The desk's API, asked as an admin."""

    session: aiohttp.ClientSession

    async def __call__(self, method: str, path: str, body: Any = None) -> Any:
        """Ask.

        Raises:
            NoError: The desk refuses, and why.
        """
        async with self.session.request(method, f"http://desk{path}", json=body) as answer:
            said = await answer.json() if answer.content_length else {}
            if answer.status >= web.HTTPBadRequest.status_code:
                raise NoError(said["message"])
            return said


def ask_desk(data: Path, config: Path | None, work: Callable[[AtTheDesk], Awaitable[int]]) -> int:
    """Do something at the desk; what goes wrong is a sentence and exit code 2."""

    async def whole() -> int:
        settings = load_settings(find_settings_file(data, config))
        async with at_hand(settings, home_of(settings, data)) as desk:
            return await work(desk)

    try:
        return asyncio.run(whole())
    except (NoError, *TROUBLE) as trouble:
        return sorry(str(trouble))


@asynccontextmanager
async def at_hand(settings: Settings, home: Home) -> AsyncIterator[AtTheDesk]:
    """The desk, open or opened for this.

    Raises:
        StoreInUse: It is open, and its socket can't be reached.
    """
    async with AsyncExitStack() as closing:
        path = home.socket
        if not somebody_listens(path):
            path = await _opened(settings, home, closing)
        connector = aiohttp.UnixConnector(str(path))
        session = aiohttp.ClientSession(connector=connector, headers={"Accept-Language": "en"})
        yield AtTheDesk(await closing.enter_async_context(session))


async def _opened(settings: Settings, home: Home, closing: AsyncExitStack) -> Path:
    """Open the desk for the terminal alone: no patron, no channel, nothing is sent; returns its socket."""
    clock = SystemClock()
    house = house_of(settings, clock, writes_mail=False)
    store = await closing.enter_async_context(home.open(clock, house, shared=home.url is not None))
    await closing.enter_async_context(Erasures(store, home.erasures))
    rooms = EngineRoom(parts_dir(), settings.checks, settings.library.languages)
    closing.callback(rooms.close)
    desk = await build_desk(settings, store, clock, rooms, Reader(rooms.engines), home=home, demo=False)
    closing.callback(desk.passwords.close)
    _lend_hands(desk, settings)
    runner = web.AppRunner(build_application(desk), access_log=None)
    await runner.setup()
    closing.push_async_callback(runner.cleanup)
    path = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="smiledesk-"))) / "desk.sock"
    await open_door(runner, path)
    return path


def _lend_hands(desk: Desk, settings: Settings) -> None:
    """What an erasing reaches outside: the mailbox; a chat is reached by an open desk alone, and named otherwise."""
    account = account_of(settings)
    if account:
        from bot.channels.email.take_back import MailboxReach  # noqa: PLC0415 - only where there is a mailbox

        desk.eraser.reach["email"] = MailboxReach(account)
