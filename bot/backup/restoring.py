"""Opening a copy in the place of the desk: tried out beside it first, then exchanged in one step.

A desk that is there is copied before. Its SQLite file is replaced by a rename, a PostgreSQL database by one
transaction: whenever the power goes, there is the old desk or the new one. Attachments only ever come to it under ids
of their own; what nobody names is swept at the next start. What was sent since the copy was made stays noted in
``sent.log``, so nothing leaves twice.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.backup.files import check_seals, copy_sealed, settle
from bot.backup.making import BESIDE, make_backup
from bot.backup.manifest import BackupError, Engine, Manifest, Tell, count_rows, read_manifest
from bot.backup.sqlite import check
from bot.erasure.log import ErasureLog
from bot.erasure.memory import catch_up
from bot.home import Home
from bot.ports import Clock
from bot.store import files
from bot.store.migrate import HEAD
from bot.store.sqlite import connect, locked
from bot.store.store import SqlStore
from replies.house import House
from replies.templates import load_desk

BEFORE: Final = "before-restore"
"""The folder for the copy of what was there before."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A copy, opened: its rows by table, and how much was erased again in it."""

    rows: Mapping[str, int]
    erased_again: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it.

    Attributes:
        manifest: The copy's own page.
        opened: What the desk has now.
        before: The copy of what was there before, None where nothing was.
    """

    manifest: Manifest
    opened: Opened
    before: Path | None


def look_through(folder: Path, tell: Tell) -> Manifest:
    """Read a copy whole, and say what it is.

    Raises:
        BackupError: It is not whole, damaged, or of a newer version.
    """
    manifest = read_manifest(folder)
    if manifest.step > HEAD:
        raise BackupError(
            f"{folder} was made by a newer smiledesk (its tables are at step {manifest.step}, this version knows "
            f"{HEAD}). Install that version or a later one."
        )
    check_seals(folder, manifest, tell)
    if manifest.engine == "sqlite":
        with closing(sqlite3.connect(f"file:{folder / manifest.database}?immutable=1", uri=True)) as copy:
            check(copy, folder / manifest.database, dict(manifest.rows))
    return manifest


async def restore(home: Home, folder: Path, clock: Clock, tell: Tell) -> Restored:
    """Open a copy in a desk's place; the desk must be closed.

    Raises:
        BackupError: The copy can't be used here, or a tool is missing.
        StoreInUse: The desk is open.
        OSError: The disk refuses.
    """
    manifest = look_through(folder, tell)
    _same_engine(home, manifest)
    home.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _closed(home):
        before = _keep_present(home, clock.now(), tell)
        exchange = _exchange_file if home.url is None else _exchange_tables
        opened = await exchange(home, folder, manifest, clock, tell)
    return Restored(manifest, opened, before)


def _same_engine(home: Home, manifest: Manifest) -> None:
    here: Engine = "sqlite" if home.url is None else "postgresql"
    if manifest.engine != here:
        raise BackupError(
            f"This is a copy of a desk on {_CALLED[manifest.engine]}, and the settings name {_CALLED[here]}. "
            "Mend store.database_file in the settings, or choose another backup."
        )


_CALLED: Final[Mapping[Engine, str]] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@contextmanager
def _closed(home: Home) -> Iterator[None]:
    """See that the desk is closed; a SQLite one stays so meanwhile."""
    if home.url is None:
        with locked(home.database):
            yield
        return
    from bot.backup.postgres import nobody_else  # noqa: PLC0415  only where it is used

    nobody_else(home.url)
    yield


def _keep_present(home: Home, now: datetime, tell: Tell) -> Path | None:
    """Copy what is there; a SQLite file that can't be read any more is laid aside as it is."""
    if home.url is None and not home.database.exists():
        return None
    into = home.data / BEFORE
    try:
        with home.reading() as present:
            if not count_rows(present, "sqlite" if home.url is None else "postgresql"):
                return None
        return make_backup(home, into, now, tell).folder
    except (BackupError, sqlite3.DatabaseError):
        if home.url is not None:
            raise
        into.mkdir(exist_ok=True, mode=0o700)
        aside = Path(tempfile.mkdtemp(prefix="damaged-", dir=into))
        for part in _parts(home.database):
            shutil.copy2(part, aside)
        return aside


def _parts(database: Path) -> list[Path]:
    """A SQLite file, and what may lie beside it."""
    every = (database.with_name(database.name + end) for end in ("", "-wal", "-shm"))
    return [part for part in every if part.exists()]


async def _exchange_file(home: Home, folder: Path, manifest: Manifest, clock: Clock, tell: Tell) -> Opened:
    """Try the copy out beside the desk's own, bring its files, and put it there by a rename."""
    with staged(home, folder, manifest) as beside:
        opened, named = await open_once(beside, clock, home.erasures, manifest)
        _bring_files(home, folder, manifest, named, tell)
        _fold_log(home.database)
        beside.database.replace(home.database)
        settle(home.data)
    return opened


def _fold_log(database: Path) -> None:
    """Bring everything of the old file into the file itself, so that nothing beside it could meet the new one."""
    if not database.exists():
        return
    with suppress(sqlite3.DatabaseError), closing(connect(database, writing=True)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for part in _parts(database):
        if part != database:
            part.unlink()  # it was damaged, and lies aside


async def _exchange_tables(home: Home, folder: Path, manifest: Manifest, clock: Clock, tell: Tell) -> Opened:
    """Put the tables there in one transaction, then open them and bring their files."""
    from bot.backup import postgres  # noqa: PLC0415

    assert home.url is not None
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home.data) as scratch:
        postgres.put_back(home.url, folder / manifest.database, Path(scratch))
    opened, named = await open_once(home, clock, home.erasures, manifest)
    _bring_files(home, folder, manifest, named, tell)
    return opened


@contextmanager
def staged(home: Home, folder: Path, manifest: Manifest) -> Iterator[Home]:
    """A copy's database in a scratch place on the same disk or server; gone afterwards.

    Raises:
        BackupError: A scratch database may not be made there.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home.data) as named:
        scratch = Path(named)
        if home.url is None:
            copy_sealed(folder / manifest.database, scratch / "desk.sqlite3")
            yield Home(scratch)
            return
        from bot.backup import postgres  # noqa: PLC0415

        with postgres.scratch_database(home.url) as url:
            postgres.put_back(url, folder / manifest.database, scratch)
            yield Home(scratch, url)


async def open_once(
    beside: Home, clock: Clock, erasures: ErasureLog, restored: Manifest | None = None
) -> tuple[Opened, frozenset[str]]:
    """Open a copy as the desk would: brought up to date, audit followed, what was erased since erased again.

    Args:
        beside: Where it lies.
        clock: The time.
        erasures: What was erased since.
        restored: Its page when it is to be the desk from now on: the audit then says so.

    Returns:
        What there is, and the attachments it names.

    Raises:
        BackupError: The audit's chain is broken.
    """
    engine: Engine = "sqlite" if beside.url is None else "postgresql"
    async with beside.open(clock, House(lines=load_desk(("en",)))) as store:
        await _see_through(store)
        again = await catch_up(store, erasures)
        if restored:
            await store.audit("cli", "desk.restored", made_at=restored.made_at.isoformat(), erased_again=again)
        with beside.reading() as reading:
            return Opened(count_rows(reading, engine), again), files.every(reading)


async def _see_through(store: SqlStore) -> None:
    broken = await store.audit_break()
    if broken is not None:
        raise BackupError(f"The audit in this backup was changed by hand: its chain breaks at line {broken}.")


def _bring_files(home: Home, folder: Path, manifest: Manifest, named: frozenset[str], tell: Tell) -> None:
    home.attachments.mkdir(exist_ok=True, mode=0o700)
    wanted = [file for file in manifest.attachments if file in named]
    for done, file in enumerate(wanted, start=1):
        if not (home.attachments / file).exists():
            copy_sealed(folder / "attachments" / file, home.attachments / file)
        tell("attachments", done, len(wanted))
    for name in BESIDE:
        if name in manifest.files and not (home.data / name).exists():
            copy_sealed(folder / name, home.data / name)
    settle(home.attachments)
