"""What every process of ours does that waits: it listens at an address, says so, and ends when it is told to."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack
from typing import Final

from aiohttp import web

DRAIN: Final = 2.0
"""Seconds that requests under way get to end at shutdown; deliveries get eight more."""


def told_to_stop() -> asyncio.Event:
    """Set at SIGTERM and Ctrl+C."""
    stop = asyncio.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, stop.set)
    return stop


def announce(line: str) -> None:
    """Say something in the terminal, where a process is opened, at once."""
    print(line, flush=True)  # noqa: T201  the terminal is where it is read


async def listen(closing: AsyncExitStack, runner: web.AppRunner, host: str, port: int) -> str:
    """Accept connections until ``closing``; returns the origin.

    Raises:
        OSError: The address can't be listened on.
    """
    await runner.setup()
    closing.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, host, port, backlog=1024).start()
    bound = runner.addresses[0][1]
    shown_host = f"[{host}]" if ":" in host else host
    return f"http://{shown_host}:{bound}"
