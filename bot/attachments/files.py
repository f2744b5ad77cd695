"""The bytes of attachments: a folder of its own, one file for each under the attachment's random id.

One file for each attachment, also when two patrons send the same picture: nothing then links the two, and erasing
one never has to ask who else needs it. The store knows which there are; what it does not know is swept up at the
next start, and what it has erased waits in its list of gone files until it is removed here.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from bot.attachments.kinds import HEAD, TYPES, Kind, media_type
from bot.attachments.names import clean_name
from bot.ports import Store, StoreClosed
from replies.message import Attachment
from replies.refusal import Refused

_ID: Final = re.compile(r"[0-9a-f]{32}")
_COMING: Final = ".coming"
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What is taken.

    Attributes:
        megabytes: The largest file.
        kinds: Kinds that are taken; none of them, no file.
        at_once: Files taken from one message.
    """

    megabytes: int = 10
    kinds: tuple[Kind, ...] = ("pictures", "documents", "sound")
    at_once: int = 10

    @property
    def bytes(self) -> int:
        """The largest file in bytes."""
        return self.megabytes * _MEGABYTE

    @property
    def types(self) -> tuple[str, ...]:
        """Media types that are taken."""
        return tuple(media for media, (kind, _) in TYPES.items() if kind in self.kinds)


class Files:
    """The folder. Its files are readable by the desk's account alone."""

    def __init__(self, folder: Path, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def receive(self, name: str) -> Incoming:
        """Begin to take a file in; use it in a ``with`` block."""
        return Incoming(self._folder, self.rules, name)

    async def keep(self, name: str, content: bytes, ref: str | None = None) -> Attachment:
        """Keep a file whose bytes are here.

        Raises:
            Refused: See ``Incoming``.
            StoreClosed: The disk refuses.
        """
        with self.receive(name) as coming:
            coming.write(content)
            return await coming.keep(ref)

    async def take(self, name: str, content: bytes, ref: str | None = None) -> Attachment:
        """Keep a file, or say in its place why it was not kept: its message counts all the same."""
        try:
            return await self.keep(name, content, ref)
        except Refused as refused:
            return self.refused(name, len(content), refused.code, media_type(content[:HEAD], name))

    def refused(self, name: str, size: int, code: str, media: str = "") -> Attachment:
        """What stands in the message for a file that was not kept; ``code`` as in ``Refused``."""
        return Attachment(secrets.token_hex(16), clean_name(name, media), media, size, refused=code)

    def path(self, file: str) -> Path | None:
        """Where a file's bytes are, or None when they are not (any more)."""
        if not _ID.fullmatch(file):
            return None
        path = self._folder / file
        return path if path.is_file() else None

    async def drop(self, files: Iterable[Attachment]) -> None:
        """Remove files that were kept for nothing."""
        await asyncio.to_thread(self._remove, [file.id for file in files])

    async def remove_gone(self, store: Store) -> int:
        """Remove the files of what was erased; returns how many."""
        gone = await store.gone_files()
        if gone:
            await asyncio.to_thread(self._remove, gone)
            await store.files_removed(gone)
        return len(gone)

    async def sweep(self, store: Store, *, spare: timedelta = timedelta(0)) -> None:
        """At a start: remove what a crash left between the file and its message, and what was erased.

        Files younger than ``spare`` stay: another process may have kept them for a message that comes.
        """
        await self.remove_gone(store)
        there = await asyncio.to_thread(self._older, spare)
        await asyncio.to_thread(self._remove, there - await store.files())

    def _older(self, than: timedelta) -> set[str]:
        if not than:
            return {entry.name for entry in os.scandir(self._folder)}
        since = time.time() - than.total_seconds()
        return {entry.name for entry in os.scandir(self._folder) if entry.stat().st_mtime < since}

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            (self._folder / name).unlink(missing_ok=True)


@dataclass(slots=True)
class Incoming:
    """A file on its way in, written as it comes; what is not kept is gone at the end of the block.

    Raises:
        Refused: ``file_too_large`` as soon as it is; ``empty_file`` and ``file_type`` when it is to be kept.
    """

    folder: Path
    rules: Rules
    name: str
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    size: int = 0
    _head: bytes = b""
    _fd: int = -1

    def __enter__(self) -> Self:
        """Open it."""
        try:
            self._fd = os.open(self._coming, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise StoreClosed("disk_full") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it, and remove it unless it was kept."""
        os.close(self._fd)
        self._coming.unlink(missing_ok=True)

    @property
    def _coming(self) -> Path:
        return self.folder / (self.id + _COMING)

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        self.size += len(chunk)
        if self.size > self.rules.bytes:
            raise Refused("file_too_large", megabytes=self.rules.megabytes)
        if len(self._head) < HEAD:
            self._head += chunk[: HEAD - len(self._head)]
        try:
            _write_all(self._fd, chunk)
        except OSError as error:
            raise StoreClosed("disk_full") from error

    async def keep(self, ref: str | None = None) -> Attachment:
        """It is whole: keep it for good. Returns only when it is on the disk."""
        if not self.size:
            raise Refused("empty_file")
        media = media_type(self._head, self.name)
        if media not in self.rules.types:
            raise Refused("file_type")
        try:
            await asyncio.to_thread(self._settle)
        except OSError as error:
            raise StoreClosed("disk_full") from error
        return Attachment(self.id, clean_name(self.name, media), media, self.size, ref)

    def _settle(self) -> None:
        os.fsync(self._fd)
        self._coming.rename(self.folder / self.id)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write_all(fd: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(fd, view) :]
