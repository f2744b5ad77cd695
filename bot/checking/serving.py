"""A checker as a process: its engines, its address, its end."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web

from bot import log
from bot.checking.engine_room import EngineRoom
from bot.checking.proofreader import Reader
from bot.checking.service import Checker
from bot.config import Settings
from bot.config.secrets import checker_secret
from bot.listening import DRAIN, announce, listen, told_to_stop
from bot.live import Live


async def serve(settings: Settings, host: str, port: int, parts: Path) -> None:
    """Answer at once, read as soon as the engines are open, and return when told to stop.

    Raises:
        SettingsError: There is no secret.
        OSError: The address can't be listened on.
    """
    log.set_up()
    stop, leaving, opened = told_to_stop(), False, asyncio.Event()
    secret = checker_secret(settings.checks)
    checks = settings.checks.model_copy(update={"urls": ()})  # it asks nobody else
    async with AsyncExitStack() as closing:
        rooms = EngineRoom(parts, checks, settings.library.languages)
        closing.callback(rooms.close)
        reader = Reader(rooms.engines, checks.budget_ms / 1000)
        closing.callback(reader.close)

        async def ready() -> bool:
            return opened.is_set() and not leaving

        application = Checker(reader, secret, ready).application(frozenset(settings.web.metrics_from))
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=DRAIN)
        announce(f"smiledesk checker ready on {await listen(closing, runner, host, port)}")
        opening = asyncio.create_task(_open(rooms, opened, fetch=checks.fetch_parts))
        await stop.wait()
        leaving = True
        opening.cancel()


async def _open(rooms: EngineRoom, opened: asyncio.Event, *, fetch: bool) -> None:
    """What is here first, so that drafts needn't wait for what is fetched."""
    live = Live()
    await rooms.open_what_is_here(live)
    opened.set()
    if fetch:
        await rooms.fetch(live, announce)
