"""The audit: append-only lines, each with a digest over the line before, so that none can be changed or taken."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from bot.ports import Audited
from bot.store import sql
from bot.store.codec import micros, to_json, when
from bot.store.engine import Connection
from bot.store.ledger import Ledger

_COLUMNS: Final = "n, at, who, action, subject, details, digest"
_LAST: Final = "SELECT n, digest FROM audit ORDER BY n DESC LIMIT 1"
_ADD: Final = sql.insert("audit", f"library_id, {_COLUMNS}")
_LINES: Final = (
    "SELECT a.n, a.at, a.who, a.action, a.subject, a.details, a.digest, c.number FROM audit a"
    " LEFT JOIN conversation c ON c.id = a.subject AND c.library_id = a.library_id"
)
_BEFORE: Final = f"{_LINES} WHERE a.n > ? AND a.n < ? AND a.library_id = ? ORDER BY a.n DESC LIMIT ?"
_AFTER: Final = f"{_LINES} WHERE a.n > ? AND a.library_id = ? ORDER BY a.n LIMIT ?"
_ALL: Final = f"SELECT {_COLUMNS} FROM audit ORDER BY n"


def append(
    ledger: Ledger, who: str, action: str, subject: str = "", details: Mapping[str, Any] | None = None
) -> None:
    """Write one line."""
    n, before = ledger.connection.execute(_LAST).fetchone() or (0, "")
    at = micros(ledger.now)
    said = to_json(dict(details or {}))
    digest = _digest(before, n + 1, at, who, action, subject, said)
    ledger.connection.execute(_ADD, (ledger.library, n + 1, at, who, action, subject, said, digest))


def read(connection: Connection, library: str, after: int, before: int | None, limit: int) -> Sequence[Audited]:
    """Lines after ``after``, ascending; with ``before``, the last ones before it, descending."""
    if before is None:
        rows = connection.execute(_AFTER, (after, library, limit))
    else:
        rows = connection.execute(_BEFORE, (after, before, library, limit))
    return [
        Audited(n, when(at), who, action, subject, json.loads(details), digest, number)
        for n, at, who, action, subject, details, digest, number in rows
    ]


def first_break(connection: Connection) -> int | None:
    """The number of the first line that doesn't follow from the one before; None when all do. Linear in the lines."""
    before, expected = "", 1
    for n, at, who, action, subject, details, digest in connection.execute(_ALL):
        if n != expected or digest != _digest(before, n, at, who, action, subject, details):
            return expected
        before, expected = digest, n + 1
    return None


def _digest(before: str, *line: object) -> str:
    return sha256(to_json([before, *line]).encode()).hexdigest()
