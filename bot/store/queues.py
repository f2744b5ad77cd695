"""Queues, counts and what is due: every one answered from an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.ports import QueueRow, QueueView
from bot.store import sql
from bot.store.codec import (
    CONVERSATION_COLUMNS,
    conversation_of,
    entry_of,
    micros,
    moment,
)
from bot.store.engine import Connection
from bot.store.whole import whole
from replies.conversation import OPEN, Conversation
from replies.events import Event, TimePassed
from replies.message import Entry

COUNTED: Final = 1_000
"""Closed conversations are counted so far: nobody needs to know more, and counting them all takes ever longer."""

_OPEN: Final = "state IN ('waiting', 'claimed', 'offered', 'closing', 'follow_up')"
_UNCLAIMED: Final = "state IN ('waiting', 'follow_up')"
_LATER: Final = "(state = 'follow_up' OR promise_at IS NOT NULL)"
_LAST_WORDS: Final = (
    "(SELECT substr(text, 1, 200) FROM entry WHERE entry.conversation = c.n AND entry.seq <= c.patron_seq"
    " AND by = 'patron' AND text <> '' ORDER BY entry.seq DESC LIMIT 1)"
)
_SELECT: Final = f"SELECT {CONVERSATION_COLUMNS}, {_LAST_WORDS} FROM conversation AS c"
_PAGE: Final = "LIMIT :limit OFFSET :skip"
_AT_DESK: Final = "AND (CAST(:desk AS TEXT) IS NULL OR desk = :desk)"

_QUEUES: Final[Mapping[QueueView, str]] = {
    "waiting": f"{_SELECT} WHERE {_UNCLAIMED} AND library_id = :library {_AT_DESK}"
    f" ORDER BY state DESC, waiting_since {_PAGE}",
    "mine": f"{_SELECT} WHERE {_OPEN} AND (assignee = :person OR offered_to = :person) AND library_id = :library"
    f" {_AT_DESK} ORDER BY waiting_since IS NULL, waiting_since, n DESC {_PAGE}",
    "later": f"{_SELECT} WHERE {_LATER} AND library_id = :library {_AT_DESK}"
    f" ORDER BY coalesce(promise_at, waiting_since), n {_PAGE}",
    "to_read": f"{_SELECT} WHERE to_read IS NOT NULL AND library_id = :library {_AT_DESK}"
    f" AND (CAST(:person AS TEXT) IS NULL OR to_read <> :person) ORDER BY n {_PAGE}",
    "all": f"{_SELECT} WHERE {_OPEN} AND library_id = :library {_AT_DESK} ORDER BY n DESC {_PAGE}",
    "closed": f"{_SELECT} WHERE state = 'closed' AND library_id = :library {_AT_DESK}"
    f" ORDER BY closed_at DESC {_PAGE}",
}
_COUNTS: Final[Mapping[QueueView, str]] = {
    "waiting": f"SELECT count(*) FROM conversation WHERE {_UNCLAIMED} AND library_id = :library",
    "mine": f"SELECT count(*) FROM conversation WHERE {_OPEN} AND (assignee = :person OR offered_to = :person)"
    " AND library_id = :library",
    "later": f"SELECT count(*) FROM conversation WHERE {_LATER} AND library_id = :library",
    "to_read": "SELECT count(*) FROM conversation WHERE to_read IS NOT NULL AND library_id = :library"
    " AND (CAST(:person AS TEXT) IS NULL OR to_read <> :person)",
    "all": f"SELECT count(*) FROM conversation WHERE {_OPEN} AND library_id = :library",
    "closed": "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE state = 'closed' AND library_id = :library"
    f" LIMIT {COUNTED}) AS kept",
}
_LOADS: Final = (
    f"SELECT assignee, count(*) FROM conversation WHERE {_OPEN} AND assignee IS NOT NULL"
    " AND library_id = ? GROUP BY assignee"
)
_DUE: Final = "SELECT id FROM conversation WHERE due_at <= ? AND library_id = ? ORDER BY due_at LIMIT ?"
_NEXT_DUE: Final = "SELECT min(due_at) FROM conversation WHERE due_at IS NOT NULL"


def page(connection: Connection, view: QueueView, values: Mapping[str, Any]) -> Sequence[QueueRow]:
    """One page; ``values`` has library, person, desk, limit, skip."""
    rows = connection.execute(_QUEUES[view], values)
    return [QueueRow(conversation_of(row), row[-1] or "") for row in rows]


def counts(connection: Connection, library: str, person: str | None) -> Mapping[QueueView, int]:
    """How many in each view."""
    values = {"library": library, "person": person}
    return {view: connection.execute(query, values).fetchone()[0] for view, query in _COUNTS.items()}


def loads(connection: Connection, library: str) -> Mapping[str, int]:
    """Open conversations by librarian."""
    return dict(connection.execute(_LOADS, (library,)))


def due(connection: Connection, library: str, now: datetime, limit: int) -> Sequence[Event]:
    """Conversations with a timer that is due, oldest first."""
    rows = connection.execute(_DUE, (micros(now), library, limit))
    return [TimePassed(conversation=row[0]) for row in rows]


def next_due(connection: Connection) -> datetime | None:
    """When something will next be due."""
    return moment(connection.execute(_NEXT_DUE).fetchone()[0])


def opened(
    connection: Connection, library: str, conversation: str, after: int, limit: int | None
) -> tuple[Conversation, tuple[Entry, ...]] | None:
    """A conversation and its entries, as of one moment."""
    connection.execute("BEGIN")
    try:
        row = connection.execute(sql.CONVERSATION_BY_ID, (library, conversation)).fetchone()
        if row is None:
            return None
        found = whole(connection, row)
        if limit is not None:
            after = max(after, found.seq - limit)
        entries = connection.execute(sql.ENTRIES_AFTER, (row[0], after))
        return found, tuple(map(entry_of, entries))
    finally:
        connection.execute("COMMIT")


assert all(f"'{state}'" in _OPEN for state in OPEN)
