"""Short words of the bot's own, sent at most once and never needed for the truth.

They are about no conversation, so they do not pass through the outbox: a crash may lose a hello, it never says it
twice, and whoever misses it presses the button again.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any, Final

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import TelegramError

from bot.channels.telegram.pace import Pace
from bot.channels.telegram.wire import fate
from bot.ports import Retry

Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of (text, callback data)."""

MOST_WAITING: Final = 3
"""Words that may wait for one chat; who sends a hundred stickers is not thanked a hundred times."""

ATTEMPTS: Final = 4
log: Final = structlog.get_logger(__name__)


class Courtesy:
    """Says things in the background, in their turn."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: Counter[int] = Counter()
        self._said: dict[tuple[int, str], float] = {}

    def write(self, chat: int, text: str, buttons: Buttons = (), *, rest: float = 0.0) -> None:
        """A new message; within ``rest`` seconds the same words are not said again in this chat."""
        now = asyncio.get_running_loop().time()
        if rest and now < self._said.get((chat, text), 0.0):
            return
        if rest:
            self._said = {key: until for key, until in self._said.items() if until > now}
            self._said[chat, text] = now + rest
        self._later(chat, lambda: self._bot.send_message(chat, text, reply_markup=keyboard(buttons)))

    def send_file(self, chat: int, name: str, content: bytes, words: str) -> None:
        """A file with a word to it."""
        self._later(chat, lambda: self._bot.send_document(chat, InputFile(content, name), caption=words))

    def rewrite(self, chat: int, message_id: int, text: str, buttons: Buttons = ()) -> None:
        """Other words in a message of ours."""
        self._later(chat, lambda: self._bot.edit_message_text(text, chat, message_id, reply_markup=keyboard(buttons)))

    def unbutton(self, chat: int, message_id: int) -> None:
        """A message of ours without its buttons."""
        self._later(chat, lambda: self._bot.edit_message_reply_markup(chat, message_id))

    def toast(self, tap: str, text: str = "") -> None:
        """Answer a tap; Telegram shows it for a moment."""
        self.start(self._bot.answer_callback_query(tap, text[:200] or None))

    def typing(self, chat: int) -> None:
        """Show for a few seconds that somebody is writing."""
        self.start(self._bot.send_chat_action(chat, "typing"))

    async def finish(self) -> None:
        """Drop what is still waiting."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _later(self, chat: int, call: Any) -> None:
        if self._waiting[chat] >= MOST_WAITING:
            return
        self._waiting[chat] += 1
        self.start(self._in_turn(chat, call))

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do this in the background; Telegram's refusals are noted and left."""
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, chat: int, call: Any) -> None:
        try:
            for attempt in range(ATTEMPTS):
                await self._pace.turn(chat)
                try:
                    await call()
                except TelegramError as error:
                    what = fate(error)
                    if not isinstance(what, Retry) or attempt == ATTEMPTS - 1:
                        raise
                    self._pace.hold(chat, what.after or 2.0**attempt)
                else:
                    return
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat]


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """Buttons under a message."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in buttons]
    )


async def _quietly(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except TelegramError as error:
        # Only the kind: an error's text may hold words of the message.
        log.info("courtesy not delivered", kind=type(error).__name__)
