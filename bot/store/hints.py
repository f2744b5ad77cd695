"""Hints between processes: "somebody has committed something, look". One may be lost; that costs a second.

PostgreSQL's NOTIFY on a connection of its own, twenty times a second at most, never inside a message's transaction:
there it would make every commit wait for every other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, Self

import psycopg
import structlog

PAUSE: Final = 0.05
"""Seconds between two hints of one process."""

AFTER_TROUBLE: Final = 1.0

Wire = psycopg.AsyncConnection[tuple[Any, ...]]

log: Final = structlog.get_logger(__name__)


class Hints:
    """Gives and hears hints; ``async with`` it. It never fails because the server does.

    Args:
        url: The database.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._due = asyncio.Event()
        self._heard: list[Callable[[], None]] = []

    async def __aenter__(self) -> Self:
        """Begin."""
        self._tasks = [
            asyncio.create_task(self._keep_on(work), name=f"hints-{name}")
            for name, work in (("hear", self._hear), ("give", self._give))
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        """End."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def listen(self, heard: Callable[[], None]) -> None:
        """Call it when some process has given a hint, also this one."""
        self._heard.append(heard)

    def give(self) -> None:
        """Something was committed. Returns at once."""
        self._due.set()

    async def _keep_on(self, work: Callable[[Wire], Awaitable[None]]) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, connect_timeout=10, application_name="smiledesk hints"
                ) as connection:
                    await work(connection)
            except (psycopg.Error, OSError) as trouble:
                log.warning("hints interrupted", kind=type(trouble).__name__)
            await asyncio.sleep(AFTER_TROUBLE)

    async def _hear(self, connection: Wire) -> None:
        await connection.execute("LISTEN smiledesk")
        async for _ in connection.notifies():
            for heard in self._heard:
                heard()

    async def _give(self, connection: Wire) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            await connection.execute("NOTIFY smiledesk")
            await asyncio.sleep(PAUSE)
