"""``smiledesk backup`` and ``restore``: copies of the desk, made while it runs, and the way back."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from bot.backup.drill import drill
from bot.backup.making import make_backup, remove_old
from bot.backup.manifest import BackupError, Manifest, Tell
from bot.backup.restoring import look_through, restore
from bot.clock import SystemClock
from bot.commands.bars import told
from bot.commands.saying import say, sorry
from bot.config import SettingsError
from bot.home import Home, home_at
from bot.own_name import command
from bot.store.engine import Fault, StoreInUse, UnfitDatabase
from bot.store.migrate import NewerSchema

TROUBLE = (BackupError, SettingsError, StoreInUse, NewerSchema, UnfitDatabase, Fault, OSError, sqlite3.Error)
"""What is told in a sentence."""


def back_up(into: Path | None, data: Path, config: Path | None, *, drilled: bool, keep: int | None, dry: bool) -> int:
    """Copy the desk, and try the copy out when asked; 0 when all is well, 1 when files were missing, 2 when not."""

    def work(tell: Tell) -> int:
        home = home_at(data, config)
        folder = into or data / "backups"
        if dry:
            return say(f"A copy of {_named(home)} would be made in {folder}.")
        made = make_backup(home, folder, SystemClock().now(), tell)
        say(f"{made.folder} is there and was read back: {summary(made.manifest)}.")
        if drilled:
            asyncio.run(drill(home, made.folder, SystemClock(), tell))
            say("It was opened in a scratch place, counted, and everything was there.")
        if keep is not None:
            for path in remove_old(folder, keep):
                say(f"{path} was removed.")
        for file in made.manifest.missing:
            sorry(f"The attachment {file} is named by the desk, and its file is not there.")
        return int(bool(made.manifest.missing))

    return told(work, TROUBLE)


def try_out(folder: Path, data: Path, config: Path | None) -> int:
    """Try out a copy that is there; 0 when it would do, else 2."""

    def work(tell: Tell) -> int:
        asyncio.run(drill(home_at(data, config), folder, SystemClock(), tell))
        return say(f"{folder} was opened in a scratch place, counted, and everything was there.")

    return told(work, TROUBLE)


def bring_back(folder: Path, data: Path, config: Path | None, *, dry: bool) -> int:
    """Open a copy in the desk's place; with ``dry`` only look through it. 0 when done, else 2."""

    def work(tell: Tell) -> int:
        home = home_at(data, config)
        if dry:
            manifest = look_through(folder, tell)
            whole = f"{folder} is whole: {summary(manifest)}."
            return say(f"{whole} Without --dry-run it takes the place of {_named(home)}.")
        restored = asyncio.run(restore(home, folder, SystemClock(), tell))
        if restored.before:
            say(f"What was there before is in {restored.before}. Remove it once you don't need it any more.")
        if again := restored.opened.erased_again:
            say(f"What was erased since is erased again: {again}.")
        return say(f"The desk is as it was then: {summary(restored.manifest)}. To open it: {command('run')}")

    return told(work, TROUBLE)


def summary(manifest: Manifest) -> str:
    """What a copy holds, in one line."""
    rows = manifest.rows
    return (
        f"{manifest.made_at:%Y-%m-%d %H:%M} UTC, {rows['conversation']} conversations, {rows['entry']} entries, "
        f"{len(manifest.attachments)} attachments"
    )


def _named(home: Home) -> str:
    return f"the desk in {home.data}" + (" and its PostgreSQL database" if home.url else "")
