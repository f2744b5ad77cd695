"""Copying a PostgreSQL database by its own pg_dump, and putting a copy back in one transaction."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bot.backup.manifest import BackupError, count_rows
from bot.store.engine import StoreInUse

_VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}
"""A password on a command line could be read by everybody on the machine; in the environment by us alone."""


def program(name: str) -> str:
    """One of PostgreSQL's own programs; Debian keeps them in a folder of the version's own.

    Raises:
        BackupError: It is not installed.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which(name, path=os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")]))
    if found is None:
        raise BackupError(
            f"A PostgreSQL database is copied by its own {name}, which is not here. To have it: "
            "sudo apt-get install postgresql-client (of the server's version or a later one)."
        )
    return found


def dump(url: str, into: Path) -> dict[str, int]:
    """Copy the database as of one moment; returns its rows by table.

    Raises:
        BackupError: pg_dump is not there, or says why it can't; or what it wrote can't be read.
    """
    try:
        with psycopg.connect(url) as live:
            live.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            rows = rows_of(live)
            told = live.execute("SELECT pg_export_snapshot()").fetchone()
            assert told is not None
            moment = f"--snapshot={told[0]}"
            _run(url, "pg_dump", "--format=custom", moment, "--no-owner", "--no-privileges", f"--file={into}")
    except psycopg.Error as trouble:
        raise BackupError(f"The PostgreSQL database can't be read: {str(trouble).strip()}") from trouble
    into.chmod(0o600)
    read_whole(into)
    return rows


def read_whole(copy: Path) -> None:
    """Read a copy from its first byte to its last.

    Raises:
        BackupError: It can't be.
    """
    _run(None, "pg_restore", f"--file={os.devnull}", str(copy))


def rows_of(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Rows by table."""
    return count_rows(_Plain(connection), "postgresql")


class _Plain:
    """psycopg's connection where one of ours is asked for: statements without values."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw

    in_transaction = True

    def execute(self, statement: str, _: Any = (), /) -> Any:
        return self._raw.execute(statement.encode())

    executemany = execute

    def close(self) -> None:
        self._raw.close()


def put_back(url: str, copy: Path, scratch: Path) -> None:
    """Put a copy in the place of our tables, all or nothing.

    Args:
        url: Where.
        copy: What pg_dump wrote.
        scratch: A folder for the statements, emptied by whoever made it.

    Raises:
        BackupError: psql or pg_restore says why it can't.
    """
    away, back = scratch / "away.sql", scratch / "back.sql"
    with psycopg.connect(url) as there:
        names = ", ".join(f'"{name}"' for name in rows_of(there))
    away.write_text(f"DROP TABLE IF EXISTS {names} CASCADE;\n" if names else "", encoding="utf-8")
    _run(None, "pg_restore", "--no-owner", "--no-privileges", f"--file={back}", str(copy))
    at_once = ("--single-transaction", "--set=ON_ERROR_STOP=1")
    _run(url, "psql", "--no-psqlrc", *at_once, f"--output={os.devnull}", f"--file={away}", f"--file={back}")


def nobody_else(url: str) -> None:
    """See that no desk is at work there.

    Raises:
        StoreInUse: One is.
    """
    until = time.monotonic() + _LINGER
    with psycopg.connect(url, autocommit=True) as there:
        while there.execute(_OTHERS).fetchone() != (0,):
            if time.monotonic() > until:
                raise StoreInUse("A smiledesk is using this database. Stop it first.")
            time.sleep(0.05)


_LINGER: Final = 2.0
"""Seconds that the server may take to notice that a desk has left."""

_OTHERS: Final = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'smiledesk' AND pid <> pg_backend_pid()
"""


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """A database on the same server that is gone afterwards; its address.

    Raises:
        BackupError: This account may not make one.
    """
    name = f"smiledesk_drill_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        try:
            server.execute(
                f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'".encode()
            )
        except psycopg.errors.InsufficientPrivilege as no:
            who = conninfo_to_dict(url).get("user") or "smiledesk"
            raise BackupError(
                f"The copy was read through, but not opened: this account may not make a scratch database. "
                f"To let it, as the database's owner: ALTER ROLE {who} CREATEDB"
            ) from no
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _run(url: str | None, name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs."""
    told = conninfo_to_dict(url) if url else {}
    environment = os.environ | {_VARIABLES[key]: str(value) for key, value in told.items() if key in _VARIABLES}
    ended = subprocess.run(
        [program(name), *arguments], env=environment, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if ended.returncode:
        said = next(iter(ended.stderr.strip().splitlines()), f"it ended with code {ended.returncode}")
        raise BackupError(f"{name} can't do it: {said}")
