"""The durable inbox: raw updates, each once, kept until they are handled; the key is kept so it stays once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.ports import Arrival
from bot.store import sql
from bot.store.codec import micros
from bot.store.engine import Connection
from bot.store.ledger import Ledger

_ADD: Final = sql.insert("inbox", "library_id, channel, key, raw, at", conflict=" ON CONFLICT DO NOTHING")
_NEW: Final = """
    SELECT n, channel, key, raw, attempts FROM inbox
    WHERE state = 'new' AND channel = ? AND library_id = ? AND n > ? ORDER BY n LIMIT ?
"""
_ASIDE: Final = """
    SELECT n, channel, key, raw, attempts FROM inbox
    WHERE state = 'aside' AND channel = ? AND library_id = ? ORDER BY n
"""
FORGOTTEN: Final = "forgotten"
"""The note of an update whose sender wants to be forgotten."""

LAST: Final = "SELECT key FROM inbox WHERE library_id = ? AND channel = ? ORDER BY n DESC LIMIT 1"
_HANDLED: Final = "UPDATE inbox SET state = 'done', raw = NULL, note = ? WHERE n = ?"
_MISHANDLED: Final = """
    UPDATE inbox SET attempts = attempts + 1, note = ?,
        state = CASE WHEN attempts + 1 >= ? THEN 'aside' ELSE state END
    WHERE n = ? AND state = 'new' RETURNING state
"""


def take_in(ledger: Ledger, channel: str, updates: Sequence[tuple[str, bytes]]) -> int:
    """Keep updates; those whose key is known are skipped. Returns how many were new."""
    at = micros(ledger.now)
    rows = [(ledger.library, channel, key, raw, at) for key, raw in updates]
    return ledger.connection.executemany(_ADD, rows).rowcount


def arrivals(connection: Connection, library: str, channel: str, limit: int, after: int) -> Sequence[Arrival]:
    """Updates to be handled after the row ``after``, oldest first."""
    return list(map(Arrival._make, connection.execute(_NEW, (channel, library, after, limit))))


def set_aside(connection: Connection, library: str, channel: str) -> Sequence[Arrival]:
    """Updates given up, with what they hold."""
    return [Arrival._make(row) for row in connection.execute(_ASIDE, (channel, library))]


def handled(ledger: Ledger, arrival: Arrival, note: str) -> None:
    """Done without an event."""
    ledger.erased = ledger.erased or note == FORGOTTEN
    ledger.connection.execute(_HANDLED, (note, arrival.n))


def mishandled(ledger: Ledger, arrival: Arrival, error: str, give_up_after: int) -> bool:
    """Count a failure; True if it is set aside now."""
    rows = ledger.connection.execute(_MISHANDLED, (error[:500], give_up_after, arrival.n)).fetchall()
    return bool(rows) and rows[0][0] == "aside"
