"""Files that patrons send: fetched from Telegram before their message is kept, or named with the reason why not."""

from __future__ import annotations

import asyncio
import secrets
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.attachments.files import Files
from bot.attachments.names import clean_name
from bot.channels.telegram.read import File
from replies.message import Attachment

LARGEST: Final = 20_000_000
"""Bytes above which Telegram hands no file to a bot."""

PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
LARGEST_PICTURE: Final = 10_000_000
"""Bytes of a picture that Telegram shows as one; a larger one goes as a file."""

PATIENCE: Final = 60.0
"""Seconds that a file may take."""

ATTEMPTS: Final = 3
"""How often a message waits for its file; then its words go on without."""

_AT_ONCE: Final = 4


class Fetcher:
    """Fetches files; without a folder to keep them in, it takes none."""

    def __init__(self, bot: Bot, files: Files | None) -> None:
        self._bot = bot
        self._files = files
        self._turns = asyncio.Semaphore(_AT_ONCE)

    @property
    def files(self) -> Files | None:
        """Where they are kept."""
        return self._files

    async def fetch(self, told: File, attempts: int) -> Attachment:
        """The file, kept; or what stands in its place.

        Args:
            told: What the message says of it.
            attempts: How often this message was tried before.

        Raises:
            TelegramError: Telegram can't be reached; worth another attempt.
            StoreClosed: The disk refuses.
        """
        if self._files is None:
            return _missing(told, "file_type")
        if told.size > min(LARGEST, self._files.rules.bytes):
            return _missing(told, "file_too_large")
        try:
            async with self._turns:
                there = await self._bot.get_file(told.file_id)
                content = await there.download_as_bytearray(read_timeout=PATIENCE)
        except BadRequest as error:
            return _missing(told, "file_too_large" if "too big" in error.message else "file_gone")
        except NetworkError:
            if attempts + 1 < ATTEMPTS:
                raise
            return _missing(told, "file_gone")
        except TelegramError:
            return _missing(told, "file_gone")
        return await self._files.take(told.name or told.kind, bytes(content), told.file_id)


def _missing(told: File, code: str) -> Attachment:
    return Attachment(secrets.token_hex(16), clean_name(told.name or told.kind, ""), "", told.size, refused=code)
