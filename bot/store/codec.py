"""Rows to values and back. Times are integers in rows (microseconds since 1970 UTC), aware datetimes in values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

from replies.conversation import Conversation, State
from replies.effects import Reply
from replies.message import NOTHING, Attachment, Author, Entry, EntryKind
from replies.promise import Promise

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@lru_cache(256)  # a group happens at one moment
def micros(at: datetime | None) -> int | None:
    """A time as it stands in a row."""
    return None if at is None else (at - EPOCH) // _MICROSECOND


def moment(value: int | None) -> datetime | None:
    """A time as it stands in a value."""
    return None if value is None else EPOCH + timedelta(microseconds=value)


def when(value: int) -> datetime:
    """A time that is always there."""
    return EPOCH + timedelta(microseconds=value)


def digest(source: str) -> bytes:
    """An idempotency key as it stands in a row: 16 bytes, so that the index stays small and says nothing."""
    return blake2b(source.encode(), digest_size=16).digest()


def to_json(value: Any) -> str:
    """JSON as it stands in a row."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# conversation

COLUMN_NAMES: Final = tuple(
    {"library": "library_id", "replies": "unsettled", "promises": "promised"}.get(field, field)
    for field in Conversation._fields
)
"""The column of each field of ``Conversation``, in order; ``replies`` and ``promises`` are rows of their own, here is
their number."""

CONVERSATION_COLUMNS: Final = "n, " + ", ".join(COLUMN_NAMES)
"""What to select for ``conversation_of``."""

_STATE: Final = Conversation._fields.index("state")
_REPLIES: Final = Conversation._fields.index("replies")
_PROMISES: Final = Conversation._fields.index("promises")
_ROWS: Final = frozenset({_REPLIES, _PROMISES})
_TIMES: Final = frozenset(i for i, name in enumerate(COLUMN_NAMES) if name.endswith(("_at", "_until", "_since")))
_FLAGS: Final = frozenset(i for i, name in enumerate(COLUMN_NAMES) if name in ("addressed", "commented", "feedback"))


def conversation_of(
    row: Sequence[Any], replies: tuple[Reply, ...] = (), promises: tuple[Promise, ...] = ()
) -> Conversation:
    """A conversation from a row of CONVERSATION_COLUMNS (or more columns after them)."""
    values = list(row[1 : 1 + len(COLUMN_NAMES)])
    for i in _TIMES:
        values[i] = moment(values[i])
    for i in _FLAGS:
        values[i] = bool(values[i])
    values[_STATE] = State(values[_STATE])
    values[_REPLIES] = replies
    values[_PROMISES] = promises
    return Conversation._make(values)


def unsettled(row: Sequence[Any]) -> int:
    """How many replies a row of CONVERSATION_COLUMNS says are not settled."""
    count: int = row[1 + _REPLIES]
    return count


def promised(row: Sequence[Any]) -> int:
    """How many promises a row of CONVERSATION_COLUMNS says are open."""
    count: int = row[1 + _PROMISES]
    return count


def column(field: int, value: Any) -> Any:
    """A field of a conversation, by its position, as it stands in its column."""
    if field in _TIMES:
        return micros(value)
    if field in _ROWS:
        return len(value)
    return str(value) if field == _STATE else value


def changed(fields: tuple[int, ...], conversation: Conversation) -> list[Any]:
    """Some fields of a conversation, by their positions, as they stand in their columns."""
    return [conversation[i] if type(conversation[i]) in _PLAIN else column(i, conversation[i]) for i in fields]


_PLAIN: Final = frozenset({int, type(None)})
"""What stands in a column as it is, in whichever one."""


def columns(conversation: Conversation) -> list[Any]:
    """All of them, in the order of COLUMN_NAMES."""
    return [column(i, value) for i, value in enumerate(conversation)]


# entries

ENTRY_COLUMNS: Final = "seq, at, kind, by, who, text, meta"


def entry_of(row: Sequence[Any]) -> Entry:
    """An entry from a row of ENTRY_COLUMNS."""
    seq, at, kind, by, who, text, meta = row
    return Entry(seq, when(at), EntryKind(kind), Author(by), who, text, _meta(meta))


def _meta(value: str | None) -> Mapping[str, Any]:
    if value is None:
        return NOTHING
    read: Mapping[str, Any] = json.loads(value)
    return read


# outbox

REPLY_COLUMNS: Final = (
    "id, channel, text, who, state, hold_until, queued, seq, not_before, attempts, reason, close, files, courtesies"
)


def reply_of(row: Sequence[Any]) -> Reply:
    """An outgoing reply from a row of REPLY_COLUMNS."""
    (
        rid,
        channel,
        text,
        who,
        state,
        hold_until,
        queued,
        seq,
        not_before,
        attempts,
        reason,
        close,
        files,
        courtesies,
    ) = row
    return Reply(
        rid, channel, text, who, state, moment(hold_until), queued, seq, moment(not_before), attempts, reason,
        bool(close), _files(files), courtesies,
    )  # fmt: skip


def reply_values(reply: Reply) -> tuple[Any, ...]:
    """A reply as it stands in its row, in the order of REPLY_COLUMNS."""
    return (
        reply.id, reply.channel, reply.text, reply.who, reply.state, micros(reply.hold_until), reply.queued,
        reply.seq, micros(reply.not_before), reply.attempts, reply.reason, int(reply.close),
        to_json([[file.id, file.name, file.type, file.size] for file in reply.files]),
        reply.courtesies,
    )  # fmt: skip


def _files(told: str) -> tuple[Attachment, ...]:
    return () if told == "[]" else tuple(Attachment(*file) for file in json.loads(told))


# promises

PROMISE_COLUMNS: Final = "id, text, due, made_at, owner, at_hour, call, reply, keeps, told, state, settled_at"


def promise_of(row: Sequence[Any]) -> Promise:
    """A promise from a row of PROMISE_COLUMNS (or more columns after them)."""
    pid, text, due, made_at, owner, at_hour, call, reply, keeps, told, state, settled_at = row[:12]
    return Promise(
        pid, text, when(due), when(made_at), owner, bool(at_hour), bool(call), reply, keeps, told, state,
        moment(settled_at),
    )  # fmt: skip


def promise_values(promise: Promise) -> tuple[Any, ...]:
    """A promise as it stands in its row, in the order of PROMISE_COLUMNS."""
    return (
        promise.id, promise.text, micros(promise.due), micros(promise.made_at), promise.owner, int(promise.at_hour),
        int(promise.call), promise.reply, promise.keeps, promise.told, promise.state, micros(promise.settled_at),
    )  # fmt: skip
