"""A connection of psycopg that takes the store's statements as sqlite3's connection does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import cache
from typing import Any, Final

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumperUnknown

from bot.store.engine import Fault, Rows, StoreInUse, Values

_PLACE: Final = re.compile(r"'[^']*'|\?|(?<!:):([a-z_]+)|%")
_GONE: Final = ("08", "57P", "25P03", "58", "XX")
"""SQLSTATEs (or their classes) that mean the server, not the statement: lost, shutting down, tired of us, broken."""

_REASONS: Final = {
    "53100": "disk_full",
    "53200": "busy",
    "53300": "busy",
    "55P03": "busy",
    "40P01": "busy",
    "25006": "read_only",
    "58030": "io_error",
}
NOW: Final = "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)"
"""The database's own clock, in microseconds."""

_TURN: Final = "BEGIN; UPDATE turn SET n = n + 1 RETURNING n, CAST(pg_current_xact_id() AS text)"
_MARK: Final = f"""
    INSERT INTO mark (writer, n, at) VALUES ('%s', %d, {NOW})
    ON CONFLICT (writer) DO UPDATE SET n = EXCLUDED.n, at = EXCLUDED.at
"""
_ONE_MOMENT: Final = "SET default_transaction_isolation = 'repeatable read'"
"""A reader's transaction sees one moment, as SQLite's do."""

_PATIENCE: Final = (
    "-c lock_timeout=10s -c idle_in_transaction_session_timeout=5s "
    "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000"
)
"""A process that stops in the middle of its turn loses it after 5 seconds; the others wait for that.

One that is gone with its machine is known to the server after some ten seconds, too, and with it its lock.
"""

CUT: Final[dict[str, Any]] = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A line that was cut is known after ten seconds or so."""

Raw = psycopg.Connection[tuple[Any, ...]]


class Connection:
    """Takes the store's statements as sqlite3's connection does."""

    def __init__(self, url: str, library: str | None, *, shared: bool = False) -> None:
        """Open it; with a library, for writing, holding its lock, which many may share."""
        self._url = url
        self._library = library
        self._shared = shared
        self._raw = self._open()

    def _open(self) -> Raw:
        raw = connect(self._url)
        if self._library is None:
            raw.execute(_ONE_MOMENT)
        else:
            lock(raw, self._library, shared=self._shared)
        return raw

    def take_turn(self, writer: str, group: int) -> tuple[int, str]:
        """Begin a group when it is our turn; returns the turn's number and the transaction's.

        Args:
            writer: Who asks, in hexadecimal digits.
            group: The group's number, which this writer gives to no other.
        """
        with told():
            self._be_there()
            told_at_once = f"{_TURN}; {_MARK % (writer, group)}"  # one round trip, which takes no parameters
            cursor = self._raw.execute(told_at_once.encode())
            cursor.nextset()
            row = cursor.fetchone()
            assert row is not None  # the migration wrote it
            return row[0], row[1]

    @property
    def in_transaction(self) -> bool:
        """Whether one was begun and the server is still there."""
        return not self._raw.closed and self._raw.info.transaction_status != TransactionStatus.IDLE

    def execute(self, statement: str, values: Values = (), /) -> Rows:
        """See ``bot.store.engine.Connection``."""
        with told():
            self._be_there()
            return _Answer(self._raw.execute(_spoken(statement), values or None))

    def executemany(self, statement: str, values: Iterable[Values], /) -> Rows:
        """See ``bot.store.engine.Connection``."""
        with told():
            cursor = self._raw.cursor()
            cursor.executemany(_spoken(statement), list(values))
            return _Answer(cursor)

    def _be_there(self) -> None:
        """A connection that was lost is replaced before the next transaction; one inside is lost with it."""
        if self._raw.closed or self._raw.broken:
            try:
                self._raw = self._open()
            except StoreInUse as taken:  # perhaps by the very line that was lost, which the server still believes in
                raise Fault("busy", str(taken)) from taken

    def close(self) -> None:
        """Let go of it, and of the lock."""
        let_go(self._raw)


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


def connect(url: str) -> Raw:
    """A connection in autocommit mode, with our ways of writing values."""
    raw = psycopg.connect(
        url, autocommit=True, connect_timeout=10, application_name="smiledesk", options=_PATIENCE, **CUT
    )
    raw.adapters.register_dumper(bool, _BoolAsNumber)
    raw.adapters.register_dumper(StrEnum, _Word)
    raw.adapters.register_dumper(str, _Word)
    raw.adapters.register_loader("numeric", _Whole)
    return raw


def lock(raw: Raw, library: str, *, shared: bool) -> None:
    """Take the library's lock: many share it, or one has it alone.

    Raises:
        StoreInUse: Somebody has it in a way that doesn't go with ours; the connection is closed.
    """
    how = b"pg_try_advisory_lock_shared" if shared else b"pg_try_advisory_lock"
    taken = raw.execute(b"SELECT %b(hashtext('smiledesk'), hashtext(%%s))" % how, (library,)).fetchone()
    if taken is None or not taken[0]:
        raw.close()
        raise StoreInUse(f"Another smiledesk writes for the library “{library}” in this database. Stop it first.")


def let_go(raw: Raw) -> None:
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
def told() -> Iterator[None]:
    """Errors of the driver, as the writer knows them."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        gone = state.startswith(_GONE) if state else _is_broken_line(error)
        raise Fault(_REASONS.get(state, "io_error" if gone else ""), str(error)) from error


def _is_broken_line(error: psycopg.Error) -> bool:
    """Whether an error without a SQLSTATE is the line's; a mistake of ours has a class of its own."""
    return isinstance(error, psycopg.OperationalError) or type(error) is psycopg.DatabaseError
