"""What has left, kept outside the store: one restored from an older copy must not send it a second time.

One line for each attempt, on the disk before the wire is touched. The store is the truth of everything else; of this
it can't be, because the copy was made before.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

REMEMBERED: Final = 500_000
"""Attempts that are remembered; older ones are dropped when the desk starts."""


class SentLedger:
    """The file; ``with`` it while the desk is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: set[str] = set()

    def __enter__(self) -> Self:
        """Read what has left; half a last line, left by a power cut, never did.

        Another process may be noting here, too, for another channel: then the file stays as it is.
        """
        self._lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        with suppress(BlockingIOError):
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._tidy()
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        self._fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._known = set(self._path.read_text("utf-8").splitlines())
        return self

    def _tidy(self) -> None:
        text = self._path.read_text("utf-8") if self._path.exists() else ""
        lines = text.splitlines()
        if len(lines) > REMEMBERED or (text and not text.endswith("\n")):
            lines = lines[-REMEMBERED:]
            fresh = self._path.with_suffix(".new")
            fresh.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            fresh.replace(self._path)

    def __exit__(self, *_: object) -> None:
        """Close it."""
        os.close(self._fd)
        os.close(self._lock)

    async def leaves(self, reply: str, attempt: int) -> bool:
        """Note that an attempt is about to leave; False when this very attempt has left before.

        Raises:
            OSError: It could not be noted, so it must not leave.
        """
        line = f"{reply} {attempt}"
        if line in self._known:
            return False
        await asyncio.to_thread(self._write, line)
        self._known.add(line)
        return True

    def _write(self, line: str) -> None:
        os.write(self._fd, f"{line}\n".encode())
        os.fsync(self._fd)
