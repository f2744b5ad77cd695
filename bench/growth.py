"""G11, G13: the same desk with 1,000 conversations and with 100,000 (500,000 messages), both running, turn about.

- ``G11``: messages accepted a second, the time to a patron's answer at the 99th percentile, the librarian's list, one
  conversation opened, and the server's memory: each against itself at 1,000.
- ``G13``: from the start after kill -9 to the first accepted message, with 100,000 conversations.

The conversations are written into the files directly: the last fifty are open, the rest is closed.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, closing
from pathlib import Path
from statistics import median

from bench import _goals as goals
from bench._desk import TEXT, Librarian, Patron, kib, librarian, patron, pid_of, running_desk
from bench._wire import rate
from bot.store.migrate import migrate
from tests.e2e.running import RunningDesk

SIZES = (1_000, 100_000)
MESSAGES = 5
ROUNDS = 5
SECONDS = 1.5
AT_ONCE = 16
OPEN = 50
DAY = 86_400_000_000

_CONVERSATION = """
    INSERT INTO conversation (n, id, number, channel, lang, desk, state, seq, opened_at, waiting_since, patron_seq,
        patron_at, staff_seq, staff_at, closed_at, due_at)
    VALUES (?, ?, ?, 'chat', 'en', 'main', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ENTRY = """
    INSERT INTO entry (conversation, seq, at, kind, by, text, source) VALUES (?, ?, ?, 'message', ?, ?, ?)
"""


def fill(path: Path, conversations: int) -> None:
    """Write a past into a file."""
    migrate(path)
    now = time.time_ns() // 1000
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(_CONVERSATION, _conversations(conversations, now))
        database.executemany(_ENTRY, _entries(conversations, now))


def _conversations(many: int, now: int) -> Iterator[tuple[object, ...]]:
    for n in range(1, many + 1):
        at, is_open = now - DAY // 2, n > many - OPEN
        waits, closed = (at, None) if is_open else (None, at)
        due = None if is_open else now + 30 * DAY
        state = "waiting" if is_open else "closed"
        yield n, f"{n:032x}", n, state, MESSAGES, at, waits, MESSAGES, at, MESSAGES - 1, at, closed, due


def _entries(many: int, now: int) -> Iterator[tuple[object, ...]]:
    for n in range(1, many + 1):
        for seq in range(1, MESSAGES + 1):
            by = "patron" if seq % 2 else "librarian"
            yield n, seq, now - DAY // 2, by, TEXT, (n * MESSAGES + seq).to_bytes(16, "big")


def run() -> list[goals.Goal]:
    """Print them all."""
    with ExitStack() as stack:
        desks = []
        for size in SIZES:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            fill(folder / "desk.sqlite3", size)
            desks.append(stack.enter_context(running_desk(folder)))
        measured = goals.tell(asyncio.run(_grown(desks)))
        desks[0].kill()
        return measured + goals.tell([_restarted(desks[1])])


async def _grown(desks: list[RunningDesk]) -> list[goals.Goal]:
    accepted = goals.Goal("G11 messages accepted at 100,000 conversations, against 1,000", "/s", ">= 0.83", 0.95)
    answered = goals.Goal("G11 p99 to the patron's answer, likewise", "ms", "<= 1.2", 1.05)
    listed = goals.Goal("G11 the librarian's list, likewise", "ms", "<= 1.2", 1.05)
    opened = goals.Goal("G11 a conversation opened, likewise", "ms", "<= 1.2", 1.05)
    memory = goals.Goal("G11 the server's memory, likewise", "MiB", "<= 1.2", 1.05)
    async with AsyncExitStack() as stack:
        staff = [await stack.enter_async_context(librarian(desk)) for desk in desks]
        patrons = [[await patron(desk.origin) for _ in range(AT_ONCE)] for desk in desks]
        for _ in range(ROUNDS):
            for anna, those, grown in zip(staff, patrons, (False, True), strict=True):
                speed, waits = await _accepted(those)
                _add(accepted, speed, grown)
                _add(answered, waits, grown)
                _add(listed, await _asked(anna, "/api/queue?view=waiting"), grown)
                _add(opened, await _asked(anna, f"/api/conversations/{100:032x}"), grown)
        for desk, grown in zip(desks, (False, True), strict=True):
            _add(memory, kib(pid_of(desk), "Pss") / 1024, grown)
    return [accepted, answered, listed, opened, memory]


def _add(goal: goals.Goal, value: float, grown: object) -> None:
    (goal.ours if grown else goal.theirs).append(value)


async def _accepted(patrons: list[Patron]) -> tuple[float, float]:
    """Messages a second, and milliseconds at p99."""
    took: list[float] = []

    async def write(number: int) -> None:
        begun = time.perf_counter()
        await patrons[number].write()
        took.append(time.perf_counter() - begun)

    return await rate(AT_ONCE, SECONDS, write), 1000 * goals.p99(took)


async def _asked(anna: Librarian, path: str) -> float:
    """Milliseconds, the median of many."""
    took = []
    for _ in range(50):
        begun = time.perf_counter()
        async with anna.session.get(anna.origin + path, headers={"Cookie": anna.cookie}) as answer:
            await answer.read()
            answer.raise_for_status()
        took.append(time.perf_counter() - begun)
    return 1000 * median(took)


def _restarted(desk: RunningDesk) -> goals.Goal:
    goal = goals.Goal("G13 from kill -9 to the first accepted message, 100,000 conversations", "s", "<= 2", 1.0)
    for _ in range(ROUNDS):
        desk.kill()
        desk.port = 0  # somebody's call may have been given the old one meanwhile
        begun = time.perf_counter()
        desk.start()
        asyncio.run(_first(desk.origin))
        goal.ours.append(time.perf_counter() - begun)
    return goal


async def _first(origin: str) -> None:
    (await patron(origin)).wire.close()
