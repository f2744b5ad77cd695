"""The store on PostgreSQL: the same ledger and the same statements, over psycopg on the writer's thread.

One desk process writes for a library: the ledger trusts what it has read. An advisory lock on the writer's connection
says so to every other process; when the server ends that connection, the next group opens a new one, takes the lock
again and reads everything anew.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import StrEnum
from functools import cache
from typing import Any, Final

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumperUnknown

from bot.ports import Clock
from bot.store import engine
from bot.store.engine import Fault, Rows, StoreInUse, UnfitDatabase, Values
from bot.store.migrate import migrate_postgres
from bot.store.store import SqlStore
from replies.house import House

_PLACE: Final = re.compile(r"'[^']*'|\?|(?<!:):([a-z_]+)|%")
_GONE: Final = ("08", "57P")
"""Classes of SQLSTATE that mean the server, not the statement: connection lost, shutting down."""

_REASONS: Final = {"53100": "disk_full", "53200": "busy", "53300": "busy", "25006": "read_only", "58030": "io_error"}


@asynccontextmanager
async def open_store(url: str, clock: Clock, house: House, *, library: str = "main") -> AsyncIterator[SqlStore]:
    """Open the store in the database at ``url`` ("postgresql://..."), creating or upgrading its tables.

    Raises:
        StoreInUse: Another process writes for this library there.
        UnfitDatabase: It can't be reached, or does not sort by code point, as the store's prefixes need.
        NewerSchema: It was written by a newer version.
    """
    engine = PostgresEngine(url, library)
    try:
        await asyncio.to_thread(engine.try_out)
        await asyncio.to_thread(migrate_postgres, url)
    except (psycopg.OperationalError, psycopg.ProgrammingError) as trouble:
        raise UnfitDatabase(f"The PostgreSQL database can't be used: {str(trouble).strip()}") from trouble
    store = SqlStore(engine, clock, house, library)
    try:
        await store.recover()
        yield store
    finally:
        await store.close()


class PostgresEngine:
    """See ``bot.store.engine.Engine``."""

    def __init__(self, url: str, library: str) -> None:
        self._url = url
        self._library = library

    def begin(self, connection: engine.Connection) -> bool:
        """The lock says that nobody else writes."""
        connection.execute("BEGIN")
        return True

    def commit(self, connection: engine.Connection) -> None:
        """One wait for the disk."""
        connection.execute("COMMIT")

    def try_out(self) -> None:
        """Raise now what would stand in the way later."""
        raw = _connect(self._url)
        try:
            if raw.execute("SELECT 'B' < 'a'").fetchone() != (True,):  # in every language, a comes first
                raise UnfitDatabase(
                    "The database sorts as a language does; smiledesk needs code points. Make one with: "
                    "CREATE DATABASE smiledesk TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' ENCODING 'UTF8'"
                )
            _lock(raw, self._library)
        finally:
            _let_go(raw)

    def connect(self, *, writing: bool) -> Connection:
        """A connection that opens itself again when the server has ended it."""
        return Connection(self._url, self._library if writing else None)

    def wipe(self, connection: object) -> bool:  # noqa: ARG002
        """The server's log is the server's: docs/operations.md says how long it keeps what was erased."""
        return True

    def sweep(self) -> None:
        """Have the server let go of old versions of rows; docs/operations.md says how long its log keeps them."""
        raw = _connect(self._url)
        try:
            raw.execute("VACUUM entry, outbox, draft, patron, named, file, inbox, memory, conversation")
        finally:
            raw.close()


class Connection:
    """Takes the store's statements as sqlite3's connection does."""

    def __init__(self, url: str, library: str | None) -> None:
        """Open it; with a library, for writing, holding its lock."""
        self._url = url
        self._library = library
        self._raw = self._open()

    def _open(self) -> psycopg.Connection[tuple[Any, ...]]:
        raw = _connect(self._url)
        if self._library is not None:
            _lock(raw, self._library)
        return raw

    @property
    def in_transaction(self) -> bool:
        """Whether one was begun and the server is still there."""
        return not self._raw.closed and self._raw.info.transaction_status != TransactionStatus.IDLE

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        """See ``bot.store.engine.Connection``."""
        with _told():
            self._be_there()
            return _Answer(self._raw.execute(_spoken(statement), values or None))

    def executemany(self, statement: str, values: Iterable[Values], /) -> Rows:
        """See ``bot.store.engine.Connection``."""
        with _told():
            cursor = self._raw.cursor()
            cursor.executemany(_spoken(statement), list(values))
            return _Answer(cursor)

    def _be_there(self) -> None:
        """A connection that was lost is replaced before the next transaction; one inside is lost with it."""
        if self._raw.closed or self._raw.broken:
            self._raw = self._open()

    def close(self) -> None:
        """Let go of it, and of the lock."""
        _let_go(self._raw)


class _Answer:
    """Rows of a cursor; a statement that gives none has none to fetch."""

    def __init__(self, cursor: psycopg.Cursor[tuple[Any, ...]]) -> None:
        self._cursor = cursor
        self.rowcount = cursor.rowcount

    def fetchone(self) -> Any:
        return self._cursor.fetchone() if self._cursor.description else None

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall() if self._cursor.description else []

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


def _connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    raw = psycopg.connect(url, autocommit=True, connect_timeout=10, application_name="smiledesk")
    raw.adapters.register_dumper(bool, _BoolAsNumber)
    raw.adapters.register_dumper(StrEnum, _Word)
    raw.adapters.register_dumper(str, _Word)
    raw.adapters.register_loader("numeric", _Whole)
    return raw


def _lock(raw: psycopg.Connection[tuple[Any, ...]], library: str) -> None:
    taken = raw.execute("SELECT pg_try_advisory_lock(hashtext('smiledesk'), hashtext(%s))", (library,)).fetchone()
    if taken is None or not taken[0]:
        raw.close()
        raise StoreInUse(f"Another smiledesk writes for the library “{library}” in this database. Stop it first.")


def _let_go(raw: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Close it; the lock first, since the server ends a connection some moments after we do."""
    with suppress(psycopg.Error):
        raw.execute("SELECT pg_advisory_unlock_all()")
    raw.close()


class _BoolAsNumber(Dumper):
    """Flags are numbers in our tables, as in SQLite."""

    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> Buffer:  # noqa: FBT001
        return b"1" if obj else b"0"


class _Word(StrDumperUnknown):
    """A text; PostgreSQL knows no NUL, and nobody can read one."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", "\N{REPLACEMENT CHARACTER}") if "\0" in obj else str(obj))


class _Whole(Loader):
    """Sums of whole numbers."""

    def load(self, data: Buffer) -> int:
        return int(bytes(data))


@cache
def _spoken(statement: str) -> str:
    """A statement as psycopg wants it: ``%s`` for ``?``, ``%(name)s`` for ``:name``."""

    def place(match: re.Match[str]) -> str:
        found = match[0]
        if found == "?":
            return "%s"
        if match[1]:
            return f"%({match[1]})s"
        return found.replace("%", "%%")

    return _PLACE.sub(place, statement)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the driver, as the writer knows them."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        lost = isinstance(error, psycopg.OperationalError) and (not state or state.startswith(_GONE))
        raise Fault(_REASONS.get(state, "io_error" if lost else ""), str(error)) from error
