"""What all processes commit, told to this one's listeners: read from the journal by row, so nothing is ever missed.

Groups take turns (see ``bot.store.postgres``), so rows of the journal appear in the order of their numbers: whoever
has seen row n has seen all before it. A hint says when to look; without one the feed looks every second. It names the
turn up to which there is something to see, so that nobody looks for what they have seen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Self

import structlog

from bot.ports import Outcome, StoreClosed
from bot.store import sql
from bot.store.codec import ENTRY_COLUMNS, entry_of
from bot.store.engine import Connection
from bot.store.hints import Hints
from bot.store.store import SqlStore
from bot.store.whole import whole
from bot.waking import called
from replies.message import Entry

LOOK_AGAIN: Final = 1.0
"""Seconds that a lost hint costs."""

PAGE: Final = 500

_NEWS: Final = f"SELECT n, conversation, {ENTRY_COLUMNS} FROM entry WHERE n > ? AND library_id = ? ORDER BY n LIMIT ?"
_LAST: Final = "SELECT coalesce(max(n), 0) FROM entry"

log: Final = structlog.get_logger(__name__)


class _Row(NamedTuple):
    n: int
    conversation: int
    entry: Entry


class Feed:
    """Tells a store's listeners; ``async with`` it while the store is open.

    Args:
        store: Whose.
        hints: What other processes call out.
        turn: The last turn that this process has committed.
    """

    def __init__(self, store: SqlStore, hints: Hints, turn: Callable[[], int]) -> None:
        self._store = store
        self._hints = hints
        self._turn = turn
        self._called_for = 0
        self._wake = asyncio.Event()
        self._seen = 0

    async def __aenter__(self) -> Self:
        """From now on."""
        self._seen = await self._store.ask(lambda db: db.execute(_LAST).fetchone()[0])
        self._hints.listen(self._hinted)
        self._store.feed_with(self._committed)
        self._task = asyncio.create_task(self._run(), name="store-feed")
        return self

    async def __aexit__(self, *_: object) -> None:
        """No longer."""
        self._store.feed_with(None)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def _committed(self) -> None:
        """This process has committed something."""
        self._called_for = turn = self._turn()
        self._wake.set()
        self._hints.give(turn)

    def _hinted(self, turn: int) -> None:
        """Some process has; our own hints, and late ones, find nothing new in the journal."""
        self._store.hint()  # what is not in the journal may be older than our own last turn
        if turn > self._called_for:
            self._called_for = turn
            self._wake.set()

    async def _run(self) -> None:
        while True:
            await called(self._wake, LOOK_AGAIN)
            self._wake.clear()
            try:
                while await self._look():
                    pass
            except StoreClosed as trouble:
                log.warning("feed can't read", reason=trouble.reason)
                await asyncio.sleep(LOOK_AGAIN)

    async def _look(self) -> bool:
        """Tell one page of news; True if there may be more."""
        seen, library = self._seen, self._store.library
        rows, outcomes = await self._store.ask(lambda db: _news(db, library, seen))
        for outcome in outcomes:
            self._store.tell(outcome)
        if rows:
            self._seen = rows[-1].n
        return len(rows) == PAGE


def _news(connection: Connection, library: str, seen: int) -> tuple[Sequence[_Row], Sequence[Outcome]]:
    """What follows ``seen``, and the same by conversation."""
    read = connection.execute(_NEWS, (seen, library, PAGE))
    rows = [_Row(n, conversation, entry_of(rest)) for n, conversation, *rest in read]
    by_conversation: dict[int, list[Entry]] = {}
    for row in rows:
        by_conversation.setdefault(row.conversation, []).append(row.entry)
    found = (_outcome(connection, n, tuple(entries)) for n, entries in by_conversation.items())
    return rows, [outcome for outcome in found if outcome]


def _outcome(connection: Connection, n: int, entries: tuple[Entry, ...]) -> Outcome | None:
    """The conversation may be further by now; its ``seq`` is that of the entries, since listeners go on from it."""
    row = connection.execute(sql.CONVERSATION_BY_N, (n,)).fetchone()
    return None if row is None else Outcome(whole(connection, row)._replace(seq=entries[-1].seq), entries)
