"""Bring a store's file up to this version's tables: all steps in one transaction, or none.

A file that is up to date is recognised without importing Alembic, so a start costs nothing.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

HEAD: Final = "0017"
"""The step this version's tables are at. A test holds it against the migrations on disk."""


class NewerSchema(Exception):  # noqa: N818  a state of the file, said as a sentence
    """The file was written by a newer smiledesk."""


def migrate(path: Path) -> None:
    """Create or upgrade the file at ``path``.

    Raises:
        NewerSchema: The file knows a step that this version does not.
        sqlite3.DatabaseError: The file is not a database or is damaged.
    """
    at = _revision(path)
    if at == HEAD:
        return
    _upgrade(str(path), f"sqlite:///{path}", at)


def migrate_postgres(url: str) -> None:
    """Create or upgrade the tables in the database at ``url``.

    Raises:
        NewerSchema: They know a step that this version does not.
        psycopg.OperationalError: The database can't be reached.
    """
    import psycopg  # noqa: PLC0415  only where PostgreSQL is used

    with psycopg.connect(url, connect_timeout=10) as connection:
        there = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if there and there[0] else None
    at = row[0] if row else None
    if at != HEAD:
        _upgrade("The database", url.replace("postgresql://", "postgresql+psycopg://", 1), at)


def _revision(path: Path) -> str | None:
    """The step the file is at, None when it is new."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    finally:
        connection.close()
    return row[0] if row else None


def _upgrade(named: str, url: str, at: str | None) -> None:
    from alembic import command  # noqa: PLC0415  half a second that a start without migration need not pay
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from sqlalchemy import create_engine, event  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise NewerSchema(
            f"{named} was written by a newer smiledesk (its tables are at step {at}, this version knows {HEAD}). "
            "Install that version or a later one, or restore a backup made by this one."
        )
    engine = create_engine(url)
    sqlite = engine.dialect.name == "sqlite"

    # SQLite's driver would commit before each CREATE TABLE; we begin by ourselves, so all steps are one transaction.
    @event.listens_for(engine, "connect")
    def _no_implicit_begin(connection: Any, _record: object) -> None:
        if sqlite:
            connection.isolation_level = None

    try:
        with engine.connect() as connection:
            if sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if sqlite:
                connection.exec_driver_sql("COMMIT")
            else:
                connection.commit()
    finally:
        engine.dispose()
