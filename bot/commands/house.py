"""``smiledesk export`` and ``import``: what admins have tuned, as TOML files that can be kept in git."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.backup.manifest import step_of
from bot.clock import SystemClock
from bot.commands.backup import TROUBLE
from bot.commands.saying import say, sorry
from bot.home import Home, home_at
from bot.server import refusals
from bot.store import pictures
from bot.store.engine import FAULTS, Connection
from bot.store.migrate import HEAD, NewerSchema
from bot.store.taking_in import tuned
from bot.tuning.bad_files import BadFileError
from bot.tuning.files import (
    pictures_in,
    plan_import,
    read_folder,
    read_pictures,
    render_files,
    write_folder,
)
from bot.tuning.plan import Plan
from bot.tuning.record import Head, Name
from replies.house import House
from replies.refusal import Refused
from replies.templates import load_desk

BY: Final = "cli"
LIBRARY: Final = "main"
_TUNED_FROM: Final = "0006"


def export_house(folder: Path, data: Path, config: Path | None = None) -> int:
    """Write the files; a desk that is open may stay so. 2 when there is no desk or the folder can't be written."""
    try:
        files, seen = _standing(home_at(data, config))
        write_folder(folder, files, seen)
    except (NoDeskError, *TROUBLE) as trouble:
        return sorry(str(trouble))
    return say(f"{len(files)} files are in {folder}.")


def import_house(folder: Path, data: Path, config: Path | None = None, *, dry_run: bool) -> int:
    """Take the files in; with ``dry_run`` only say what would change. 2 when a file or the desk can't be used."""
    try:
        files = read_folder(folder)
        home = home_at(data, config)
        plan = plan_import(files, _known(home), read_pictures(folder))
        sys.stdout.write(plan.diff)
        if not dry_run and plan.changes:
            asyncio.run(_take_in(plan, home))
    except (BadFileError, NoDeskError, *TROUBLE) as trouble:
        return sorry(str(trouble))
    except Refused as refused:
        return sorry(str(refusals.say(refused, "en").body["message"]))
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


def _known(home: Home) -> dict[Name, Head]:
    """What the store of a desk says; nothing where there is none yet. See ``_beside``."""
    if not home.is_there:
        return {}
    with _beside(home) as connection:
        return tuned(connection, LIBRARY)


def _standing(home: Home) -> tuple[dict[str, str], dict[str, bytes]]:
    """The files of a desk, and its pictures; see ``_beside``."""
    with _beside(home) as connection:
        known = tuned(connection, LIBRARY)
        kept = {path: pictures.one(connection, LIBRARY, digest) for path, digest in pictures_in(known).items()}
    return render_files(known), {path: picture.content for path, picture in kept.items() if picture}


@contextmanager
def _beside(home: Home) -> Iterator[Connection]:
    """A reader beside a desk that may be open, and may be of a version before this one.

    Raises:
        NoDeskError: There is no desk, or one from before anything could be tuned.
        NewerSchema: It is of a newer version.
    """
    if not home.is_there:
        raise NoDeskError(f"There is no desk in {home.data}. Its folder is named with --data.")
    with home.reading() as connection:
        try:
            step = step_of(connection)
        except FAULTS as trouble:
            raise NoDeskError("There are no tables of a desk yet. Open it once.") from trouble
        if step > HEAD:
            raise NewerSchema(f"The desk is of a newer version (step {step}; known here: {HEAD}). Install that one.")
        if step < _TUNED_FROM:
            raise NoDeskError(f"The desk in {home.data} is of an older version. Open it once with this one.")
        yield connection


async def _take_in(plan: Plan, home: Home) -> None:
    """Write the changes.

    Raises:
        StoreInUse: The desk is open.
    """
    async with home.open(SystemClock(), House(lines=load_desk(("en",))), shared=home.url is not None) as store:
        await store.tune(plan, by=BY)
