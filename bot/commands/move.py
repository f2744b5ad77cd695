"""``smiledesk move``: a desk from SQLite to PostgreSQL, or back, compared row by row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

import psycopg

from bot.backup.manifest import Tell
from bot.commands.bars import told
from bot.commands.saying import say
from bot.config import SettingsError
from bot.home import Home, home_at
from bot.moving.ends import PostgresEnd, SqliteEnd
from bot.moving.move import MoveError, move, tables
from bot.store.engine import Fault, StoreInUse, UnfitDatabase
from bot.store.migrate import NewerSchema, migrate, migrate_postgres
from bot.store.postgres import PostgresEngine
from bot.store.sqlite import locked

Where = Literal["postgresql", "sqlite"]

_TROUBLE = (
    MoveError, SettingsError, StoreInUse, NewerSchema, UnfitDatabase, Fault, OSError, sqlite3.Error, psycopg.Error,
)  # fmt: skip


def move_desk(to: Where, data: Path, config: Path | None, *, dry: bool) -> int:
    """Move the desk; with ``dry`` only say what would be moved. 0 when done, else 2."""

    def work(tell: Tell) -> int:
        home = home_at(data, config)
        with _ends(home, to) as (here, there):
            if dry:
                rows = sum(here.count(table) for table in tables())
                return say(f"{rows} rows would be moved to {_named(home, to)}. Nothing was written.")
            rows, digest = move(here, there, tell)
        say(f"{rows} rows were moved to {_named(home, to)}, read back and compared: SHA-256 {digest}.")
        return say(_next(home, to))

    return told(work, _TROUBLE)


@contextmanager
def _ends(home: Home, to: Where) -> Iterator[tuple[SqliteEnd | PostgresEnd, SqliteEnd | PostgresEnd]]:
    """Where the desk is and where it goes, both shut to everybody else, and both with this version's tables."""
    if home.url is None:
        raise MoveError("No PostgreSQL database is named: see store.database_file in docs/settings.md.")
    if to == "postgresql" and not home.database.exists():
        raise MoveError(f"There is no desk in {home.data}. Its folder is named with --data.")
    PostgresEngine(home.url, "main").try_out()
    with locked(home.database):
        migrate(home.database)
        migrate_postgres(home.url)
        with closing(SqliteEnd(home.database)) as file, closing(PostgresEnd(home.url)) as server:
            yield (file, server) if to == "postgresql" else (server, file)


def _named(home: Home, to: Where) -> str:
    return "the PostgreSQL database" if to == "postgresql" else str(home.database)


def _next(home: Home, to: Where) -> str:
    if to == "postgresql":
        return (
            f"The desk opens there from now on. Keep {home.database} until you are sure; nobody writes it any more."
        )
    return "To open it there, take store.database_file (or SMILEDESK_DATABASE) away. The database is as it was."
