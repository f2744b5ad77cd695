"""Speaking in the group: in turn, tried again where that is safe, its refusals in a handful of words.

A card may come twice when its answer was lost: it is for colleagues, and a missing one would be worse. Nothing to a
patron goes this way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from telegram import Bot, InlineKeyboardMarkup, InputFile, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.channels.telegram.files import LARGEST_PICTURE, PICTURES
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.wire import seconds

ATTEMPTS: Final = 3
Why = Literal["rights", "no_topics", "gone", "unreachable", "rejected"]
_T = TypeVar("_T")


class Trouble(Exception):  # noqa: N818  a state that somebody may have to mend
    """The group can't be written to now; ``why`` is a machine word."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class TopicGone(Exception):  # noqa: N818
    """Somebody has deleted the topic."""


class Moved(Exception):  # noqa: N818
    """The group has another id from now on."""

    def __init__(self, chat: int) -> None:
        super().__init__(chat)
        self.chat = chat


class Hand:
    """Writes in the group. Every method waits for its turn.

    Raises:
        Trouble: Not now.
        TopicGone: The topic is not there any more.
        Moved: The group is elsewhere.
    """

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    @property
    def me(self) -> int:
        """The bot's own number."""
        return int(self._bot.token.split(":", 1)[0])

    def crowd(self, chat: int) -> int:
        """How much of the group's share is taken."""
        return self._pace.crowd(chat)

    async def rest(self, how_long: float) -> None:
        """Let seconds pass."""
        await self._pace.rest(how_long)

    async def open(self, chat: int, title: str) -> int:
        """A new topic; returns its id."""
        topic = await self._insist(chat, lambda: self._bot.create_forum_topic(chat, title))
        return topic.message_thread_id

    async def rename(self, chat: int, thread: int, title: str) -> None:
        """Another title."""
        await self._softly(chat, lambda: self._bot.edit_forum_topic(chat, thread, name=title))

    async def shut(self, chat: int, thread: int, *, closed: bool) -> None:
        """Close or open a topic again."""
        call = self._bot.close_forum_topic if closed else self._bot.reopen_forum_topic
        await self._softly(chat, lambda: call(chat, thread))

    async def remove(self, chat: int, thread: int) -> None:
        """Delete a topic with all that stands in it."""
        try:
            await self._insist(chat, lambda: self._bot.delete_forum_topic(chat, thread))
        except TopicGone:
            return

    async def say(
        self,
        chat: int,
        thread: int | None,
        text: str,
        buttons: InlineKeyboardMarkup | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A message; returns its id."""
        message = await self._insist(
            chat,
            lambda: self._bot.send_message(
                chat,
                text,
                message_thread_id=thread,
                reply_markup=buttons,
                reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
            ),
        )
        return message.message_id

    async def show_file(self, chat: int, thread: int, path: Path, name: str, media: str) -> int:
        """A file, pictures as pictures; returns its message's id."""
        content = await asyncio.to_thread(path.read_bytes)
        if media in PICTURES and len(content) <= LARGEST_PICTURE:
            message = await self._insist(
                chat,
                lambda: self._bot.send_photo(chat, InputFile(content, name), message_thread_id=thread),
            )
        else:
            message = await self._insist(
                chat,
                lambda: self._bot.send_document(chat, InputFile(content, name), message_thread_id=thread),
            )
        return message.message_id

    async def change(self, chat: int, message: int, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Other words in a message; one that is gone or says so already is left."""
        await self._softly(chat, lambda: self._bot.edit_message_text(text, chat, message, reply_markup=buttons))

    async def change_buttons(self, chat: int, message: int, buttons: InlineKeyboardMarkup | None) -> None:
        """Other buttons under a message."""
        await self._softly(chat, lambda: self._bot.edit_message_reply_markup(chat, message, reply_markup=buttons))

    async def answer(self, tap: str, text: str = "") -> None:
        """Answer a tap; too late is too late."""
        try:
            await self._bot.answer_callback_query(tap, text[:200] or None, show_alert=len(text) > 60)
        except TelegramError:
            return

    async def rights(self, chat: int) -> Why | None:
        """What the group lacks for our work, or None."""
        about = await self._insist(chat, lambda: self._bot.get_chat(chat))
        if not about.is_forum:
            return "no_topics"
        me = await self._insist(chat, lambda: self._bot.get_chat_member(chat, self.me))
        may = getattr(me, "can_manage_topics", False) and getattr(me, "can_delete_messages", False)
        return None if may else "rights"

    async def _softly(self, chat: int, call: Callable[[], Awaitable[Any]]) -> None:
        """What need not succeed."""
        try:
            await self._insist(chat, call)
        except Trouble as trouble:
            if trouble.why not in ("rejected", "rights"):
                raise

    async def _insist(self, chat: int, call: Callable[[], Awaitable[_T]]) -> _T:
        for attempt in range(ATTEMPTS):
            await self._pace.turn(chat)
            try:
                return await call()
            except RetryAfter as wait:
                self._pace.hold(chat, seconds(wait.retry_after))
            except TelegramError as error:
                _refuse(error)
                await self._pace.rest(2.0**attempt)
        raise Trouble("unreachable")


def _refuse(error: TelegramError) -> None:
    """Say in our words what will not change by trying again; return for what may."""
    said = error.message.lower()
    match error:
        case ChatMigrated():
            raise Moved(error.new_chat_id) from None
        case Forbidden():
            raise Trouble("gone") from None
        case BadRequest() if "thread not found" in said or "topic_deleted" in said or "topic_id_invalid" in said:
            raise TopicGone from None
        case BadRequest() if "rights" in said or "admin" in said:
            raise Trouble("rights") from None
        case BadRequest() if "not a forum" in said or "chat_not_forum" in said:
            raise Trouble("no_topics") from None
        case BadRequest() if "chat not found" in said:
            raise Trouble("gone") from None
        case BadRequest():
            raise Trouble("rejected") from None
        case NetworkError():
            return
    raise Trouble("unreachable") from None
