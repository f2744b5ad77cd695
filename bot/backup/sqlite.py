"""Copying a SQLite file that is being written, by SQLite's own online backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from bot.backup.manifest import BackupError, Tell, count_rows
from bot.store.sqlite import connect

_PAGES: Final = 2_000
"""Pages copied between two words about how far it has come."""


def snapshot(source: Path, into: Path, tell: Tell) -> dict[str, int]:
    """Copy the file as of one moment; returns its rows by table.

    The reading transaction that counts the rows stays open while pages are copied, so the copy is of that moment and
    never begins anew, however much is written meanwhile; nobody who writes waits.

    Raises:
        BackupError: The copy is damaged, or holds other rows.
    """
    with closing(connect(source, writing=False)) as live, closing(sqlite3.connect(into)) as copy:
        live.execute("BEGIN")
        rows = count_rows(live, "sqlite")
        live.backup(copy, pages=_PAGES, progress=lambda _, left, total: tell("pages", total - left, total))
        live.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        check(copy, into, rows)
    return rows


def check(copy: sqlite3.Connection, named: Path, rows: dict[str, int]) -> None:
    """Have SQLite look through a copy, and count.

    Raises:
        BackupError: It is damaged, or holds other rows.
    """
    try:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as trouble:
        found = str(trouble)
    if found != "ok":
        raise BackupError(f"{named} is damaged ({found}). If the desk's own file is, too, go back to a backup.")
    if count_rows(copy, "sqlite") != rows:
        raise BackupError(f"{named} holds other rows than the desk did. Make another backup.")
