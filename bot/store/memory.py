"""What channels remember between two starts: small JSON values under keys of their own, never words of a patron."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.store import sql
from bot.store.codec import micros, to_json
from bot.store.engine import Connection
from bot.store.ledger import Ledger

_PUT: Final = sql.insert(
    "memory",
    "library_id, key, value, at",
    conflict=" ON CONFLICT (library_id, key) DO UPDATE SET value = excluded.value, at = excluded.at",
)
_MAKE: Final = sql.insert(
    "memory", "library_id, key, value, at", conflict=" ON CONFLICT (library_id, key) DO NOTHING"
)
_DROP: Final = "DELETE FROM memory WHERE library_id = ? AND key = ?"
_DROP_OLD: Final = "DELETE FROM memory WHERE library_id = ? AND key >= ? AND key < ? AND at < ?"
_GET: Final = "SELECT value FROM memory WHERE library_id = ? AND key = ?"
_UNDER: Final = "SELECT key, value FROM memory WHERE library_id = ? AND key >= ? AND key < ?"


def put(ledger: Ledger, key: str, value: Any) -> None:
    """Remember a value, or let go of the key when it is None."""
    if value is None:
        ledger.connection.execute(_DROP, (ledger.library, key))
    else:
        ledger.connection.execute(_PUT, (ledger.library, key, to_json(value), micros(ledger.now)))


def first(ledger: Ledger, key: str, value: Any) -> Any:
    """Remember a value unless there is one; returns the one there is."""
    ledger.connection.execute(_MAKE, (ledger.library, key, to_json(value), micros(ledger.now)))
    return json.loads(ledger.connection.execute(_GET, (ledger.library, key)).fetchone()[0])


def under(connection: Connection, library: str, prefix: str) -> Mapping[str, Any]:
    """Everything whose key begins so, by what follows in the key."""
    rows = connection.execute(_UNDER, (library, *_between(prefix)))
    return {key[len(prefix) :]: json.loads(value) for key, value in rows}


def drop_old(ledger: Ledger, prefix: str, before: datetime) -> None:
    """Let go of what begins so and was last remembered before then."""
    ledger.connection.execute(_DROP_OLD, (ledger.library, *_between(prefix), micros(before)))


def _between(prefix: str) -> tuple[str, str]:
    """Where keys with this prefix begin and end."""
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)
