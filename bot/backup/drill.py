"""A drill: open a copy in a scratch place as it would be opened in earnest, and count."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.backup.manifest import BackupError, Manifest, Tell, count_rows
from bot.backup.restoring import look_through, open_once, staged
from bot.home import Home
from bot.ports import Clock

_ONLY_GROW: Final = ("conversation", "entry", "audit")
"""Tables that opening a copy, and erasing in it what was erased since, never makes shorter."""


async def drill(home: Home, folder: Path, clock: Clock, tell: Tell) -> Mapping[str, int]:
    """Open a copy in a scratch place; the desk itself is not touched. Returns the rows by table it had there.

    Raises:
        BackupError: It would not do, and why.
    """
    manifest = look_through(folder, tell)
    with staged(home, folder, manifest) as beside:
        with beside.reading() as reading:
            _same(folder, count_rows(reading, manifest.engine), manifest.rows)
        opened, named = await open_once(beside, clock, home.erasures)
    for table in _ONLY_GROW:
        if opened.rows[table] < manifest.rows[table]:
            raise BackupError(f"Opened, {folder} lacks rows of “{table}”. Use another backup.")
    _have_files(folder, manifest, named)
    return manifest.rows


def _same(folder: Path, found: Mapping[str, int], expected: Mapping[str, int]) -> None:
    if dict(found) != dict(expected):
        raise BackupError(f"Put back, {folder} holds other rows than it was made with. Use another backup.")


def _have_files(folder: Path, manifest: Manifest, named: frozenset[str]) -> None:
    lacking = named - set(manifest.attachments) - set(manifest.missing)
    if lacking:
        raise BackupError(f"{folder} lacks {len(lacking)} attachments that its conversations name.")
