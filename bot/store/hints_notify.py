"""Hints by PostgreSQL's NOTIFY: nothing more to keep, twenty times a second at most.

Each NOTIFY holds a lock that every other commit with one waits for; inside a message's transaction it would make all
messages wait for each other.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import psycopg

from bot.store.postgres_connection import CUT

_CHANNEL: Final = "smiledesk"


class NotifyLine:
    """See ``bot.store.hints.Line``.

    Args:
        url: The database.
    """

    pause: Final = 0.05
    trouble: Final = (psycopg.Error, OSError)

    def __init__(self, url: str) -> None:
        self._url = url

    @asynccontextmanager
    async def open(self) -> AsyncIterator[_Wire]:
        """See ``bot.store.hints.Line``."""
        async with await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, connect_timeout=10, application_name="smiledesk hints", **CUT
        ) as connection:
            yield _Wire(connection)


class _Wire:
    def __init__(self, connection: psycopg.AsyncConnection[tuple[Any, ...]]) -> None:
        self._connection = connection

    async def hear(self) -> AsyncIterator[str]:
        await self._connection.execute(f"LISTEN {_CHANNEL}")
        async for said in self._connection.notifies():
            yield said.payload

    async def say(self, words: str) -> None:
        await self._connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, words))
