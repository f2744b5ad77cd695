"""G14: durable messages a second on PostgreSQL, 32 at once, against raw asyncpg inserts on 32 connections.

- ``store``: ``Store.apply(PatronWrote(...))`` by 32 callers: deduplicated, decided, journalled.
- ``raw``: the same entry's row by asyncpg, one insert and one commit a message, each connection after its last one.

Both on one server with ``fsync`` on. The statements the store sends are counted: a group shares them.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from typing import Any

import asyncpg

from bench import _goals as goals
from bench._wire import rate
from bench.storage import TEXT, NoWords, SystemClock
from bot.store.engine import Rows, Values
from bot.store.postgres import PostgresEngine
from bot.store.postgres_connection import Connection
from bot.store.store import SqlStore
from replies import events as e
from replies.house import House
from tests.cluster import Cluster, running_cluster

CALLERS = 32
SECONDS = 2.0
ROUNDS = 5
_INSERT = """
    INSERT INTO entry (library_id, conversation, seq, at, kind, by, text, source)
    VALUES ('raw', $1, $2, 1, 'message', 'patron', $3, $4)
"""


class Counting(Connection):
    """A connection that counts how often it waits for the server."""

    trips = 0

    def take_turn(self, writer: str, group: int) -> tuple[int, str]:
        """One."""
        self.trips += 1
        return super().take_turn(writer, group)

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        """One."""
        self.trips += 1
        return super().execute(statement, values)

    def executemany(self, statement: str, values: Iterable[Values], /) -> Rows:
        """One: psycopg sends them all before it waits."""
        self.trips += 1
        return super().executemany(statement, values)


class CountingEngine(PostgresEngine):
    """Remembers its writing connection."""

    writing: Counting

    def connect(self, *, writing: bool) -> Connection:
        """A counting one."""
        connection = Counting(self._url, self._library if writing else None)
        if writing:
            self.writing = connection
        return connection


def run() -> list[goals.Goal]:
    """Print both."""
    with running_cluster(durable=True) as cluster:
        return asyncio.run(_measure(cluster))


async def _measure(cluster: Cluster) -> list[goals.Goal]:
    url = cluster.new_database()
    faster = goals.Goal("G14 messages accepted on PostgreSQL, c=32, against raw asyncpg inserts", "/s", ">= 0.6", 0.8)
    fewer = goals.Goal("G14 round trips a message", "", "<= 1")
    engine = CountingEngine(url, "main")
    store = SqlStore(engine, SystemClock(), House(NoWords()), "main")
    try:
        ids = [secrets.token_hex(16) for _ in range(CALLERS)]
        for cid in ids:
            await store.apply(e.PatronAsked(conversation=cid, channel="chat", lang="en", text=TEXT))
        numbers = iter(range(10**9))

        async def write(caller: int) -> object:
            event = e.PatronWrote(conversation=ids[caller], source=f"web:{next(numbers)}", text=TEXT)
            return await store.apply(event)

        lines = [await asyncpg.connect(url) for _ in range(CALLERS)]

        async def insert(caller: int) -> Any:
            n = next(numbers)
            return await lines[caller].execute(_INSERT, 10**9 + caller, n, TEXT, n.to_bytes(16, "big"))

        for _ in range(ROUNDS):
            before, at = engine.writing.trips, next(numbers)
            faster.ours.append(await rate(CALLERS, SECONDS, write))
            fewer.ours.append((engine.writing.trips - before) / (next(numbers) - at - 1))
            faster.theirs.append(await rate(CALLERS, SECONDS, insert))
        for line in lines:
            await line.close()
    finally:
        await store.close()
    return goals.tell([faster, fewer])
