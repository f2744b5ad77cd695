"""A conversation with what stands in rows of its own: replies not settled, promises open."""

from __future__ import annotations

from typing import Any

from bot.store import sql
from bot.store.codec import conversation_of, promise_of, promised, reply_of, unsettled
from bot.store.engine import Connection
from replies.conversation import Conversation


def whole(connection: Connection, row: tuple[Any, ...]) -> Conversation:
    """The conversation of a row of CONVERSATION_COLUMNS; the other tables are asked only when it says so."""
    replies = map(reply_of, connection.execute(sql.UNSETTLED, (row[0],))) if unsettled(row) else ()
    promises = map(promise_of, connection.execute(sql.OPEN_PROMISES, (row[0],))) if promised(row) else ()
    return conversation_of(row, tuple(replies), tuple(promises))
