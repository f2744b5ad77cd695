"""The two ends of a move: rows out of a database in the order of their keys, and rows into an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg
from sqlalchemy import BigInteger, Table

from bot.store import sqlite
from bot.store.postgres_connection import connect, let_go, lock

PAGE: Final = 5_000
Row = tuple[Any, ...]


class End(Protocol):
    """One database. Writing is one transaction: all of a move, or nothing."""

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        ...

    def rows(self, table: Table) -> Iterator[Row]:
        """All of them, in the order of their keys."""
        ...

    def clear(self, table: Table) -> None:
        """Take out the rows that making the tables has put there."""
        ...

    def put(self, table: Table, rows: Iterable[Row]) -> None:
        """Write rows."""
        ...

    def commit(self) -> None:
        """Keep what was written."""
        ...


def columns(table: Table) -> str:
    """A table's columns, as written in a statement."""
    return ", ".join(f'"{column.name}"' for column in table.columns)


def keys(table: Table) -> str:
    """What its rows are in order of; every table but the one-row ones has a key."""
    return ", ".join(f'"{column.name}"' for column in table.primary_key.columns) or columns(table)


class SqliteEnd:
    """A desk's file; nobody else has it open."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(path, writing=True)
        self._connection.execute("BEGIN IMMEDIATE")

    def count(self, table: Table) -> int:
        """See ``End``."""
        count: int = self._connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
        return count

    def rows(self, table: Table) -> Iterator[Row]:
        """See ``End``."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(f'SELECT {columns(table)} FROM "{table.name}" ORDER BY {keys(table)}')
            while page := cursor.fetchmany(PAGE):
                yield from page

    def clear(self, table: Table) -> None:
        """See ``End``."""
        self._connection.execute(f'DELETE FROM "{table.name}"')

    def put(self, table: Table, rows: Iterable[Row]) -> None:
        """See ``End``."""
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(f'INSERT INTO "{table.name}" ({columns(table)}) VALUES ({marks})', rows)

    def commit(self) -> None:
        """See ``End``."""
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of it; what was not committed is not there."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._connection.close()


class PostgresEnd:
    """A database; its lock is ours alone.

    Raises:
        StoreInUse: A desk is open on it.
        psycopg.Error: It can't be reached.
    """

    def __init__(self, url: str, library: str = "main") -> None:
        self._raw = connect(url)
        lock(self._raw, library, shared=False)
        self._raw.execute("SET idle_in_transaction_session_timeout = 0")  # the other end may take its time
        self._raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")

    def count(self, table: Table) -> int:
        """See ``End``."""
        row = self._raw.execute(f'SELECT count(*) FROM "{table.name}"'.encode()).fetchone()
        assert row is not None
        return int(row[0])

    def rows(self, table: Table) -> Iterator[Row]:
        """See ``End``."""
        with psycopg.ServerCursor(self._raw, "rows") as cursor:
            cursor.itersize = PAGE
            cursor.execute(f'SELECT {columns(table)} FROM "{table.name}" ORDER BY {keys(table)}'.encode())
            yield from cursor

    def clear(self, table: Table) -> None:
        """See ``End``."""
        self._raw.execute(f'DELETE FROM "{table.name}"'.encode())

    def put(self, table: Table, rows: Iterable[Row]) -> None:
        """See ``End``."""
        with (
            self._raw.cursor() as cursor,
            cursor.copy(f'COPY "{table.name}" ({columns(table)}) FROM STDIN'.encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)
        self._count_on(table)

    def _count_on(self, table: Table) -> None:
        """Rows numbered by the database go on after those that came."""
        (key, *more) = table.primary_key.columns or [None]
        if key is None or more or not isinstance(key.type, BigInteger):
            return
        self._raw.execute(
            f"""
            SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), top)
            FROM (SELECT max("{key.name}") AS top FROM "{table.name}") AS highest
            WHERE pg_get_serial_sequence('{table.name}', '{key.name}') IS NOT NULL AND top IS NOT NULL
            """.encode()
        )

    def commit(self) -> None:
        """See ``End``."""
        self._raw.execute("COMMIT")

    def close(self) -> None:
        """Let go of it; what was not committed is not there."""
        let_go(self._raw)
