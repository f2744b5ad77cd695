"""Copying files, each checked by reading it back, and on the disk before it counts."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from bot.backup.manifest import BackupError, Manifest, Seal, Tell

_PIECE: Final = 1 << 20


def seal(path: Path) -> Seal:
    """What a file is known by; reads it whole."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return Seal(size, digest.hexdigest())


def copy_sealed(source: Path, into: Path) -> Seal:
    """Copy a file for its owner's eyes alone; the copy is whole under its name, or not there.

    Raises:
        FileNotFoundError: There is none.
        BackupError: What was written reads otherwise.
    """
    digest, size = hashlib.sha256(), 0
    coming = into.with_name(into.name + ".coming")
    with source.open("rb") as old, os.fdopen(_create(coming), "wb") as new:
        while piece := old.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            new.write(piece)
        new.flush()
        os.fsync(new.fileno())
    written = Seal(size, digest.hexdigest())
    if seal(coming) != written:
        coming.unlink()
        raise BackupError(f"{into} reads otherwise than it was written: look after that disk, and use another one.")
    coming.rename(into)
    return written


def _create(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def settle(folder: Path) -> None:
    """Let the names in a folder, and what its files hold, be on the disk."""
    for path in (*(entry for entry in folder.iterdir() if entry.is_file()), folder):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def check_seals(folder: Path, manifest: Manifest, tell: Tell) -> None:
    """Read every file of a copy.

    Raises:
        BackupError: One is missing, or is not what was written.
    """
    for done, (path, expected) in enumerate(manifest.files.items(), start=1):
        try:
            found = seal(folder / path)
        except OSError as trouble:
            raise BackupError(f"{folder / path} can't be read, so this backup is not whole. Use another one.") from (
                trouble
            )
        if found != expected:
            raise BackupError(f"{folder / path} is not what was written then. Use another backup.")
        tell("files read back", done, len(manifest.files))
