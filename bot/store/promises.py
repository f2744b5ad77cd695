"""The ledger of promises: those that are open, whosever conversation they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.ports import OpenPromise
from bot.store.codec import CONVERSATION_COLUMNS, PROMISE_COLUMNS, conversation_of, promise_of
from bot.store.engine import Connection

_PROMISE: Final = ", ".join(f"p.{name.strip()}" for name in PROMISE_COLUMNS.split(","))
_CONVERSATION: Final = ", ".join(f"c.{name.strip()}" for name in CONVERSATION_COLUMNS.split(","))
_OPEN: Final = f"""
    SELECT {_PROMISE}, {_CONVERSATION} FROM promise AS p JOIN conversation AS c ON c.n = p.conversation
    WHERE p.library_id = ? AND p.state = 'open' ORDER BY p.due, p.n LIMIT ?
"""
_WIDTH: Final = PROMISE_COLUMNS.count(",") + 1


def open_ones(connection: Connection, library: str, limit: int) -> Sequence[OpenPromise]:
    """Those that must be kept first come first."""
    rows = connection.execute(_OPEN, (library, limit))
    return [OpenPromise(promise_of(row), conversation_of(row[_WIDTH:])) for row in rows]
