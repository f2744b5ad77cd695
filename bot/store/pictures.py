"""The bytes of the house's pictures, by their digest; all stay, for every version of a record may come back."""

from __future__ import annotations

from typing import Final

from bot.store import sql
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from bot.tuning.pictures import Picture

_PUT: Final = sql.insert("picture", "library_id, digest, type, content", conflict=" ON CONFLICT DO NOTHING")
_ONE: Final = "SELECT digest, type, content FROM picture WHERE library_id = ? AND digest = ?"


def put(ledger: Ledger, picture: Picture) -> None:
    """Keep a picture; the same one twice is kept once."""
    ledger.connection.execute(_PUT, (ledger.library, picture.digest, picture.type, picture.content))


def one(connection: Connection, library: str, digest: str) -> Picture | None:
    """A picture, or None."""
    row = connection.execute(_ONE, (library, digest)).fetchone()
    return row and Picture(row[0], row[1], bytes(row[2]))
