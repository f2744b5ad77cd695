"""The store in a SQLite file beside the desk."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

from bot.ports import Clock
from bot.store.engine import Connection, StoreInUse
from bot.store.migrate import migrate
from bot.store.store import SqlStore
from replies.house import House

_BUSY_SECONDS: Final = 10.0
"""How long a write waits for another process (a backup, a command) before it says so."""


@asynccontextmanager
async def open_store(path: Path, clock: Clock, house: House, *, library: str = "main") -> AsyncIterator[SqlStore]:
    """Open the store in the file ``path``, creating or upgrading it; what was on the wire becomes uncertain.

    Raises:
        StoreInUse: Another process has it open.
        NewerSchema: The file was written by a newer version.
        sqlite3.DatabaseError: It is not a database, or is damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with locked(path):
        migrate(path)
        store = SqlStore(SqliteEngine(path), clock, house, library)
        try:
            await store.opened()
            await store.recover()
            yield store
        finally:
            await store.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other smiledesk away from the store in this file; the system lets go of it after a crash.

    Raises:
        StoreInUse: Another one is there.
    """
    lock = _lock(path)
    try:
        yield
    finally:
        os.close(lock)


def _lock(path: Path) -> int:
    lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise StoreInUse(
            f"Another smiledesk is using {path.parent}. Stop it first, or give this one its own folder (--data)."
        ) from None
    return lock


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """A connection in autocommit mode, with our pragmas."""
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA cache_size = -16000")
    if not writing:
        connection.execute("PRAGMA query_only = ON")
    return connection


class SqliteEngine:
    """See ``bot.store.engine.Engine``."""

    now: Final = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
    among: Final = "IN (SELECT value FROM json_each(?))"

    matches: Final = "GLOB ?"

    def __init__(self, path: Path) -> None:
        self._path = path

    def pattern(self, letters: Sequence[str]) -> str:
        """GLOB knows sets of letters, of any alphabet."""
        return f"*{''.join(f'[{letter}]' if letter else '?' for letter in letters)}*"

    def begin(self, connection: Connection) -> bool:
        """IMMEDIATE, since a read that turns into a write fails at once when somebody else writes."""
        connection.execute("BEGIN IMMEDIATE")
        return True  # the file is locked for as long as we have it open

    def commit(self, connection: Connection) -> None:
        """One wait for the disk."""
        connection.execute("COMMIT")

    def connect(self, *, writing: bool) -> Connection:
        """See ``connect``."""
        return connect(self._path, writing=writing)

    def wipe(self, connection: Connection) -> bool:
        """Truncate the log; a reader may be in the way."""
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def sweep(self) -> None:
        """Nothing: ``secure_delete`` has written over it."""
