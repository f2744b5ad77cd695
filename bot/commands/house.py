"""``smiledesk export`` and ``import``: what admins have tuned, as TOML files that can be kept in git."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.clock import SystemClock
from bot.server.refusals import say
from bot.store import pictures
from bot.store.engine import Connection, StoreInUse
from bot.store.migrate import HEAD, NewerSchema, migrate
from bot.store.sqlite import connect, open_store
from bot.store.taking_in import tuned
from bot.tuning.files import (
    BadFileError,
    Plan,
    pictures_in,
    plan_import,
    read_folder,
    read_pictures,
    render_files,
    write_folder,
)
from bot.tuning.record import Head, Name
from replies.house import House
from replies.refusal import Refused
from replies.templates import load_desk

BY: Final = "cli"
LIBRARY: Final = "main"
_TUNED_FROM: Final = "0006"


def export_house(folder: Path, data: Path) -> int:
    """Write the files; a desk that is open may stay so. 2 when there is no desk or the folder can't be written."""
    try:
        files, seen = _standing(data)
        write_folder(folder, files, seen)
    except (OSError, NewerSchema, sqlite3.Error, NoDeskError) as trouble:
        return _sorry(str(trouble))
    sys.stdout.write(f"{len(files)} files are in {folder}.\n")
    return 0


def import_house(folder: Path, data: Path, *, dry_run: bool) -> int:
    """Take the files in; with ``dry_run`` only say what would change. 2 when a file or the desk can't be used."""
    try:
        files = read_folder(folder)
        plan = plan_import(files, _known(data) if (data / "desk.sqlite3").exists() else {}, read_pictures(folder))
        sys.stdout.write(plan.diff)
        if not dry_run and plan.changes:
            asyncio.run(_take_in(plan, data))
    except (OSError, NewerSchema, StoreInUse, sqlite3.Error, BadFileError, NoDeskError) as trouble:
        return _sorry(str(trouble))
    except Refused as refused:
        return _sorry(str(say(refused, "en").body["message"]))
    sys.stdout.write(_summary(len(files), len(plan.changes), dry_run=dry_run))
    return 0


def _summary(files: int, changes: int, *, dry_run: bool) -> str:
    if not files:
        return "There are no files to take in: they lie in folders such as templates/ and rules/.\n"
    if not changes:
        return "The desk says the same as the files already.\n"
    told = "would be changed; without --dry-run they are" if dry_run else "changed"
    return f"{changes} {told}.\n"


class NoDeskError(Exception):
    """There is nothing to export from."""


def _known(data: Path) -> dict[Name, Head]:
    """What the store of a desk says; see ``_beside``."""
    with _beside(data) as connection:
        return tuned(connection, LIBRARY)


def _standing(data: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """The files of a desk, and its pictures; see ``_beside``."""
    with _beside(data) as connection:
        known = tuned(connection, LIBRARY)
        kept = {path: pictures.one(connection, LIBRARY, digest) for path, digest in pictures_in(known).items()}
    return render_files(known), {path: picture.content for path, picture in kept.items() if picture}


@contextmanager
def _beside(data: Path) -> Iterator[Connection]:
    """A reader beside a desk that may be open, and may be of a version before this one.

    Raises:
        NoDeskError: There is no desk, or one from before anything could be tuned.
        NewerSchema: It is of a newer version.
    """
    path = data / "desk.sqlite3"
    if not path.exists():
        raise NoDeskError(f"There is no desk in {data}. Its folder is named with --data.")
    connection = connect(path, writing=False)
    try:
        (step,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if step > HEAD:
            migrate(path)  # it refuses, and says why
        if step < _TUNED_FROM:
            raise NoDeskError(f"The desk in {data} is of an older version. Open it once with this one.")
        yield connection
    finally:
        connection.close()


async def _take_in(plan: Plan, data: Path) -> None:
    """Write the changes.

    Raises:
        StoreInUse: The desk is open.
    """
    house = House(lines=load_desk(("en",)))
    async with open_store(data / "desk.sqlite3", SystemClock(), house) as store:
        await store.tune(plan, by=BY)


def _sorry(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2
