"""G1 and G2: durable messages a second through the store, against plain sqlite3 and against one commit a message.

Every side commits with synchronous=FULL, and 128 callers wait for their own message to be durable:

- ``store``: ``Store.apply(PatronWrote(...))``: deduplicated, decided, journalled, its conversation kept up to date.
- ``group``: the same rows in the same tables by plain sqlite3: a queue, a thread, executemany, one commit a group;
  nothing is looked up, decided or told.
- ``batch``: the same rows, 128 messages a commit, and nobody waits: what SQLite and the disk can do.
- ``single``: the same rows, one commit a message, each handed to a thread and waited for, as aiosqlite does.
"""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from bench import _goals as goals
from bot import interpreter
from bot.store.migrate import migrate
from bot.store.sqlite import open_store
from replies import events as e
from replies.house import House

CALLERS = 128
MESSAGES = 12_800
SINGLES = 640
ROUNDS = 5
TEXT = "Good morning! I am looking for a book about the birds of the archipelago, for my nephew who is nine."


class SystemClock:
    """The time."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


class NoWords:
    """Lines that are never read."""

    def line(self, key: str, lang: str, /, **_: Any) -> str:
        """The key and the language."""
        return f"{key} {lang}"


async def _callers(messages: int, send: Callable[[int, int], Awaitable[object]]) -> float:
    """Messages a second when every caller waits for each of its own."""

    async def caller(number: int) -> None:
        for turn in range(messages // CALLERS):
            await send(number, turn)

    begun = time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(CALLERS)))
    return messages / (time.perf_counter() - begun)


async def store_side(folder: Path) -> float:
    """The real thing."""
    async with open_store(folder / "store.sqlite3", SystemClock(), House(NoWords())) as store:
        ids = [secrets.token_hex(16) for _ in range(CALLERS)]
        asked = (e.PatronAsked(conversation=cid, channel="chat", lang="en", text=TEXT) for cid in ids)
        await asyncio.gather(*map(store.apply, asked))

        async def send(number: int, turn: int) -> object:
            return await store.apply(
                e.PatronWrote(conversation=ids[number], source=f"web:{number}:{turn}", text=TEXT)
            )

        return await _callers(MESSAGES, send)


def _plain(path: Path) -> sqlite3.Connection:
    migrate(path)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for number in range(CALLERS):
        connection.execute(_OPEN, (number, secrets.token_hex(16)))
    return connection


_OPEN = """
    INSERT INTO conversation (n, id, channel, lang, desk, state, waiting_since)
    VALUES (?, ?, 'chat', 'en', 'main', 'waiting', 1)
"""
_INSERT = """
    INSERT INTO entry (library_id, conversation, seq, at, kind, by, who, text, meta, source)
    VALUES ('main', ?, ?, ?, 'message', 'patron', NULL, ?, NULL, ?)
"""
_UPDATE = "UPDATE conversation SET seq = ?, patron_seq = ?, patron_at = ? WHERE n = ?"
Message = tuple[int, int]
"""A caller and its turn."""


def _commit(connection: sqlite3.Connection, messages: list[Message]) -> None:
    at = time.time_ns() // 1000
    connection.execute("BEGIN IMMEDIATE")
    entries = [(number, turn + 1, at, TEXT, b"%08d%08d" % (number, turn)) for number, turn in messages]
    connection.executemany(_INSERT, entries)
    connection.executemany(_UPDATE, [(turn + 1, turn + 1, at, number) for number, turn in messages])
    connection.execute("COMMIT")


async def group_side(folder: Path) -> float:
    """Plain sqlite3, grouped by a thread as the store does it, and nothing else."""
    connection = _plain(folder / "group.sqlite3")
    loop = asyncio.get_running_loop()
    queue: SimpleQueue[tuple[Message, asyncio.Future[None]] | None] = SimpleQueue()

    def settle(futures: list[asyncio.Future[None]]) -> None:
        for future in futures:
            future.set_result(None)

    def write() -> None:
        while (first := queue.get()) is not None:
            group = [first]
            try:
                while (more := queue.get_nowait()) is not None:
                    group.append(more)
            except Empty:
                pass
            _commit(connection, [row for row, _ in group])
            loop.call_soon_threadsafe(settle, [future for _, future in group])

    def send(number: int, turn: int) -> Awaitable[None]:
        future = loop.create_future()
        queue.put(((number, turn), future))
        return future

    thread = threading.Thread(target=write)
    thread.start()
    rate = await _callers(MESSAGES, send)
    queue.put(None)
    thread.join()
    connection.close()
    return rate


async def batch_side(folder: Path) -> float:
    """128 rows a commit, nobody waiting."""
    connection = _plain(folder / "batch.sqlite3")
    begun = time.perf_counter()
    for turn in range(MESSAGES // CALLERS):
        _commit(connection, [(number, turn) for number in range(CALLERS)])
    rate = MESSAGES / (time.perf_counter() - begun)
    connection.close()
    return rate


async def single_side(folder: Path) -> float:
    """One commit a message, each handed to a thread and waited for: what aiosqlite does."""
    connection = _plain(folder / "single.sqlite3")
    lock = asyncio.Lock()

    async def send(number: int, turn: int) -> None:
        async with lock:
            await asyncio.to_thread(_commit, connection, [(number, turn)])

    rate = await _callers(SINGLES, send)
    connection.close()
    return rate


SIDES = {"store": store_side, "group": group_side, "batch": batch_side, "single": single_side}


def run() -> list[goals.Goal]:
    """All sides in turn, ``ROUNDS`` times, in an interpreter set up as a desk's; prints raw numbers and ratios."""
    interpreter.tune()
    rates: dict[str, list[float]] = {name: [] for name in SIDES}
    for _ in range(ROUNDS):
        for name, side in SIDES.items():
            with tempfile.TemporaryDirectory() as folder:
                rates[name].append(asyncio.run(side(Path(folder))))
    ours = rates["store"]
    return goals.tell(
        [
            goals.Goal("G1 store against group commit in plain sqlite3", "/s", ">= 0.7", 0.85, ours, rates["group"]),
            goals.Goal(
                "G1 store against a raw batch of 128, for the record", "/s", ">= 0", None, ours, rates["batch"]
            ),
            goals.Goal("G2 store against one commit a message", "/s", ">= 5", 15, ours, rates["single"]),
        ]
    )
