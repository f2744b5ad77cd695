"""What an update means for a desk, in one of a handful of words; parsing is python-telegram-bot's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from telegram import CallbackQuery, ChatMember, Message, Update
from telegram.error import TelegramError

COMMANDS: Final = frozenset({"start", "help", "language", "hours", "call", "export", "forget", "close"})
"""Commands the bot knows; any other is read as the words it is."""

_WORDLESS: Final = ("sticker", "location", "contact", "poll", "dice", "venue", "story")
FILES: Final = ("photo", "voice", "audio", "video", "video_note", "animation", "document")


@dataclass(frozen=True, slots=True)
class From:
    """Whose update it is.

    Attributes:
        chat: The private chat's id.
        lang: The language of the person's Telegram, BCP 47, or "" when it doesn't say.
    """

    chat: int
    lang: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message.

    Attributes:
        kind: The Bot API's name for what it is.
        file_id: By which Telegram hands it over.
        name: As its sender's device named it, or "".
        size: Bytes as Telegram says, 0 when it does not.
    """

    kind: str
    file_id: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """They wrote something, sent a file, or both; ``text`` may be empty when there is a file."""

    who: From
    text: str
    ref: str
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """They changed what they had written."""

    who: From
    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class Command:
    """They used one of ``COMMANDS``; ``told`` is what stood behind it, as links put it there."""

    who: From
    name: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """They pressed a button under one of our messages, which was sent at ``sent`` (None when too old to tell)."""

    who: From
    tap: str
    data: str
    message_id: int | None
    sent: datetime | None


@dataclass(frozen=True, slots=True)
class Wordless:
    """They sent something without a word in it; ``kind`` is the Bot API's name for it."""

    who: From
    kind: str


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody wrote in a group or a channel.

    Attributes:
        chat: The group's id.
        sender: Who wrote, 0 when the group itself did.
        lang: As in ``From``.
        text: Their words, "" when there are none.
        message_id: The message.
        topic: The topic it stands in, or None.
        reply_to: The message it replies to, or None; in a topic every plain message replies to the topic's first one.
        reply_by: Who wrote that one, 0 when nobody says.
        command: The command it begins with, without slash and bot name, "" when it is none.
        told: What stood behind the command.
        file: A file that came along.
        moved_to: The id the group has from now on, when it says so.
    """

    chat: int
    sender: int
    lang: str = ""
    text: str = ""
    message_id: int = 0
    topic: int | None = None
    reply_to: int | None = None
    reply_by: int = 0
    command: str = ""
    told: str = ""
    file: File | None = None
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class TappedInGroup:
    """Somebody pressed a button under one of our messages in a group; an old message no longer says its topic."""

    chat: int
    sender: int
    tap: str
    data: str
    message_id: int
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Nothing a desk has an answer to; ``kind`` is a machine word for counting."""

    kind: str


Meaning = Words | Edited | Command | Tapped | Wordless | InGroup | TappedInGroup | Skipped


def read(update: Any) -> Meaning:
    """What an update says, whatever its shape; never raises."""
    return plain_words(update) or by_library(update)


def by_library(update: Any) -> Meaning:
    """The same by python-telegram-bot's own objects.

    It does not check types, so a wrong one may show only when its object is looked at.
    """
    try:
        return _meaning(Update.de_json(update, None))
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, OSError, TelegramError):
        return Skipped("unreadable")


def plain_words(update: Any) -> Words | None:
    """Plain words in a private chat, which nearly all updates are, read straight from the JSON.

    Building python-telegram-bot's objects takes longer than everything else that happens to such a message. Whatever
    has one part more than plain words have is left to it; a test holds the two ways to the same answer.
    """
    message = update.get("message") if isinstance(update, dict) and len(update) == _PLAIN_PARTS else None
    if not isinstance(message, dict) or not message.keys() <= _PLAIN:
        return None
    chat, sender, text = message.get("chat"), message.get("from"), message.get("text")
    if not (isinstance(chat, dict) and isinstance(sender, dict) and isinstance(text, str)):
        return None
    lang, number = sender.get("language_code"), message.get("message_id")
    numbers = {type(chat.get("id")), type(number), type(message.get("date")), type(sender.get("id"))}
    plain = numbers == _INTEGERS and chat.get("type") == "private" and (lang is None or isinstance(lang, str))
    if not plain or text.startswith("/") or not text.strip():
        return None
    return Words(From(chat["id"], lang or ""), text, str(number))


_PLAIN: Final = frozenset({"message_id", "date", "chat", "from", "text", "entities"})
_INTEGERS: Final = {int}
_PLAIN_PARTS: Final = 2
"""The update's number and its message."""


def _meaning(update: Update) -> Meaning:
    if update.callback_query:
        return _tap(update.callback_query)
    if update.edited_message:
        return _edit(update.edited_message)
    if update.message:
        return _message(update.message)
    if update.my_chat_member and update.my_chat_member.chat.type == "private":
        gone = update.my_chat_member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        return Skipped("blocked" if gone else "unblocked")
    return Skipped("unknown_kind")


def _from(message: Message) -> From:
    lang = message.from_user.language_code if message.from_user else None
    return From(message.chat.id, lang or "")


def _message(message: Message) -> Meaning:
    who = _from(message)
    text = message.text or message.caption or ""
    command = _command(text)
    if message.chat.type != "private":
        return _in_group(message, text)
    if message.contact and message.from_user and message.contact.user_id == message.from_user.id:
        return Command(who, "call", message.contact.phone_number)  # their own, so it is to call them by
    file = _file(message)
    if command and not file:
        return Command(who, command, text.partition(" ")[2].strip())
    if text.strip() or file:
        return Words(who, text, str(message.message_id), file)
    kind = next((kind for kind in _WORDLESS if getattr(message, kind)), "")
    return Wordless(who, kind) if kind else Skipped("service_message")


def _in_group(message: Message, text: str) -> InGroup:
    head, _, told = text.partition(" ")
    reply = message.reply_to_message
    return InGroup(
        chat=message.chat.id,
        sender=message.from_user.id if message.from_user else 0,
        lang=_from(message).lang,
        text=text,
        message_id=message.message_id,
        topic=_topic(message),
        reply_to=reply.message_id if reply else None,
        reply_by=reply.from_user.id if reply and reply.from_user else 0,
        command=head[1:].split("@", 1)[0].lower() if head.startswith("/") else "",
        told=told.strip(),
        file=_file(message),
        moved_to=message.migrate_to_chat_id,
    )


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _file(message: Message) -> File | None:
    """The file of a message; of a photo its largest size."""
    kind = next((kind for kind in FILES if getattr(message, kind)), "")
    if not kind:
        return None
    file = getattr(message, kind)
    if kind == "photo":
        file = file[-1]
    return File(kind, str(file.file_id), str(getattr(file, "file_name", None) or ""), int(file.file_size or 0))


def _edit(message: Message) -> Meaning:
    text = message.text or message.caption or ""
    if message.chat.type != "private" or not text.strip():
        return Skipped("edit_without_words")
    return Edited(_from(message), text, str(message.message_id))


def _tap(query: CallbackQuery) -> Meaning:
    message = query.message
    if message is None:
        return Skipped("tap_elsewhere")
    if message.chat.type != "private":
        topic = _topic(message) if isinstance(message, Message) else None
        return TappedInGroup(
            message.chat.id, query.from_user.id, query.id, query.data or "", message.message_id, topic
        )
    sent = message.date if isinstance(message, Message) else None
    who = From(message.chat.id, query.from_user.language_code or "")
    return Tapped(who, query.id, query.data or "", message.message_id, sent)


def _command(text: str) -> str:
    """The command a text begins with, without slash and bot name; "" when it is none of ours."""
    if not text.startswith("/"):
        return ""
    name = text.split(maxsplit=1)[0][1:].split("@", 1)[0].lower()
    return name if name in COMMANDS else ""
