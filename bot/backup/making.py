"""Putting a copy together: the database of one moment, then the files it names, then a page that says what is there.

The files come after the database, so every file that the copy names was there; what a patron had erased in between
is gone from both. The folder gets its name only when everything in it was read back.
"""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.backup.files import copy_sealed, seal, settle
from bot.backup.manifest import DATABASE, BackupError, Engine, Manifest, Seal, Tell, step_of, write_manifest
from bot.backup.sqlite import snapshot
from bot.catalogue import NAMES
from bot.home import Home
from bot.store import files

BESIDE: Final = ("desk.key", NAMES)
"""What else belongs to a desk and lies in its data folder."""

_NAME: Final = "smiledesk-{:%Y%m%dT%H%M%SZ}"


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was made: where, and what it holds."""

    folder: Path
    manifest: Manifest


def make_backup(home: Home, into: Path, now: datetime, tell: Tell) -> Made:
    """Copy a desk, which may be open and at work.

    Args:
        home: The desk.
        into: The folder in which the copy gets a folder of its own.
        now: The moment it is named after, aware UTC.
        tell: Told how far it has come.

    Raises:
        BackupError: There is no desk, a tool is missing, or something is damaged.
        OSError: The disk refuses.
    """
    if not home.is_there:
        raise BackupError(f"There is no desk in {home.data}. Its folder is named with --data.")
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = into / _NAME.format(now.astimezone(UTC))
    if folder.exists():
        raise BackupError(f"{folder} is there already.")
    coming = into / f".{folder.name}.{secrets.token_hex(4)}"
    coming.mkdir(mode=0o700)
    try:
        manifest = _fill(home, coming, now, tell)
        write_manifest(coming, manifest)
        for inside in (coming / "attachments", coming):
            settle(inside)
        coming.rename(folder)
        settle(into)
    finally:
        shutil.rmtree(coming, ignore_errors=True)
    return Made(folder, manifest)


def _fill(home: Home, folder: Path, now: datetime, tell: Tell) -> Manifest:
    engine: Engine = "sqlite" if home.url is None else "postgresql"
    database = folder / DATABASE[engine]
    tell("the database", 0, 1)
    rows, step, named = _copy_database(home, database, tell)
    tell("the database", 1, 1)
    seals: dict[str, Seal] = {database.name: seal(database)}
    for name in BESIDE:
        if (home.data / name).is_file():
            seals[name] = copy_sealed(home.data / name, folder / name)
    (folder / "attachments").mkdir(mode=0o700)
    lost = []
    for done, file in enumerate(named, start=1):
        try:
            seals[f"attachments/{file}"] = copy_sealed(home.attachments / file, folder / "attachments" / file)
        except FileNotFoundError:
            lost.append(file)
        tell("attachments", done, len(named))
    return Manifest(now, engine, step, rows, seals, _still_named(home, lost))


def _copy_database(home: Home, into: Path, tell: Tell) -> tuple[dict[str, int], str, list[str]]:
    """Copy it; its rows by table, its step, and the attachments it names."""
    if home.url is None:
        rows = snapshot(home.database, into, tell)
        with closing(sqlite3.connect(into)) as copy:
            return rows, step_of(copy), sorted(files.every(copy))
    from bot.backup import postgres  # noqa: PLC0415  only where it is used

    rows = postgres.dump(home.url, into)
    with home.reading() as live:  # files that came since are copied too, and swept when the copy is opened
        return rows, step_of(live), sorted(files.every(live))


def _still_named(home: Home, lost: list[str]) -> tuple[str, ...]:
    """Of files that were not there those which nobody has erased meanwhile."""
    if not lost:
        return ()
    with home.reading() as live:
        return tuple(sorted(files.every(live) & set(lost)))


def copies_in(folder: Path) -> list[Path]:
    """Copies in a folder, oldest first."""
    return sorted(path for path in folder.glob("smiledesk-*Z") if path.is_dir())


def remove_old(folder: Path, keep: int) -> list[Path]:
    """Remove all copies but the newest ``keep``; returns those that are gone."""
    copies = copies_in(folder)
    old = copies[: max(0, len(copies) - keep)]
    for path in old:
        shutil.rmtree(path)
    return old
