"""What was erased, remembered without remembering it: keyed digests, outside the database and its copies.

A line says nothing without the key, and with it only whether something one already holds was erased. The key and the
log lie in a folder of their own, are in no copy of the desk, and outlive every restore.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

What = Literal["conversation", "arrival", "memory"]
_KEY: Final = "key"
_LOG: Final = "log"


class ErasureLog:
    """The folder. Made when it is first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: set[str] | None = None

    def __len__(self) -> int:
        """How many erasings it knows."""
        return len(self._lines())

    def knows(self, what: What, name: str) -> bool:
        """Whether this was erased."""
        return bool(self._lines()) and self._digest(what, name) in self._lines()

    def add(self, what: What, names: Iterable[str]) -> int:
        """Note erasings, on the disk before it returns; those noted already are left out. Returns how many were new.

        Raises:
            OSError: The disk refuses.
        """
        wanted = list(names)
        if not wanted:
            return 0
        new = sorted({self._digest(what, name) for name in wanted} - self._lines())
        if new:
            opened = os.open(self.folder / _LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(opened, "".join(f"{line}\n" for line in new).encode())
                os.fsync(opened)
            finally:
                os.close(opened)
            self._lines().update(new)
        return len(new)

    def _lines(self) -> set[str]:
        """Read once; half a last line, left by a power cut, is written again when its erasing is noted again."""
        if self._known is None:
            path = self.folder / _LOG
            text = path.read_text("ascii") if path.exists() else ""
            if text and not text.endswith("\n"):
                text = text[: text.rfind("\n") + 1]
                path.write_text(text, "ascii")
            self._known = set(text.split())
        return self._known

    def _digest(self, what: What, name: str) -> str:
        return hmac.new(self._key(), f"{what}:{name}".encode(), sha256).hexdigest()

    def _key(self) -> bytes:
        """The key, made at the first erasing and readable by the desk's account alone."""
        path = self.folder / _KEY
        with suppress(FileExistsError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "wb") as file:
                file.write(secrets.token_bytes(32))
        return path.read_bytes()
