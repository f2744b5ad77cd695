"""Which files there are, whose they are, and which wait to be removed from their folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.store.engine import Connection
from bot.store.ledger import Ledger
from replies.message import Attachment

_ONE: Final = """
    SELECT f.id, f.name, f.type, f.size, f.ref FROM file AS f JOIN conversation AS c ON c.n = f.conversation
    WHERE c.library_id = ? AND c.id = ? AND f.id = ?
"""


def one(connection: Connection, library: str, conversation: str, file: str) -> Attachment | None:
    """A file of a conversation, or None."""
    row = connection.execute(_ONE, (library, conversation, file)).fetchone()
    return row and Attachment(*row)


def every(connection: Connection) -> frozenset[str]:
    """The ids of all files."""
    return frozenset(row[0] for row in connection.execute("SELECT id FROM file"))


def gone(connection: Connection) -> Sequence[str]:
    """The ids of files to be removed."""
    return [row[0] for row in connection.execute("SELECT id FROM gone_file")]


def removed(ledger: Ledger, files: Sequence[str]) -> None:
    """They are removed."""
    ledger.connection.executemany("DELETE FROM gone_file WHERE id = ?", [(file,) for file in files])
