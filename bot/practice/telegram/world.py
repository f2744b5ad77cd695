"""What the practice Telegram knows: people, chats, messages, files, and the updates no bot has confirmed."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.practice.telegram import shapes
from bot.practice.telegram.faults import Script
from bot.practice.telegram.shapes import Json

UPDATE_LIFE = 24 * 3600.0
"""Seconds Telegram keeps an update nobody confirms."""

GROUP_TOPIC_ICON = 7322096


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    language: str | None
    blocks_bot: bool = False

    @property
    def shape(self) -> Json:
        """The person as a User."""
        return shapes.user(self.id, self.first_name, self.language)


@dataclass(slots=True)
class Chat:
    """A private chat, a group or a forum.

    Attributes:
        id: A person's id for a private chat; negative for groups, ``-100...`` for supergroups.
        kind: The Bot API's chat type.
        topics: Topic id (its creation message's id) to ``{"name", "closed"}``.
        moved_to: The supergroup's id once a group has migrated.
        rights: Administrator rights of the bot here.
        typing_until: Until when the bot shows as typing.
        spoken: When the bot has spoken here lately.
    """

    id: int
    kind: str
    title: str = ""
    first_name: str = ""
    is_forum: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    topics: dict[int, Json] = field(default_factory=dict)
    moved_to: int | None = None
    rights: set[str] = field(default_factory=lambda: {"can_manage_topics", "can_delete_messages"})
    typing_until: float = 0.0
    spoken: list[float] = field(default_factory=list)
    last_message_id: int = 0

    @property
    def shape(self) -> Json:
        """The chat as the Bot API's Chat."""
        shape: Json = {"id": self.id, "type": self.kind}
        if self.kind == "private":
            shape["first_name"] = self.first_name
        else:
            shape["title"] = self.title
        if self.is_forum:
            shape["is_forum"] = True
        return shape


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to instead of being asked for."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: float = 0.0


class News:
    """Says that something has changed; every listener has an event of its own, so that none takes another's news."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Event] = set()

    def set(self) -> None:
        """Something has changed."""
        for heard in self._listeners:
            heard.set()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set at each change, for whoever clears it alone."""
        heard = asyncio.Event()
        self._listeners.add(heard)
        try:
            yield heard
        finally:
            self._listeners.discard(heard)


class World:
    """The practice Telegram's memory. All ids are made up; the clock (seconds since the epoch) is an argument."""

    def __init__(self, token: str, *, now: Callable[[], float], name: str = "practice_library_bot") -> None:
        self.token = token
        self.now = now
        self.bot = shapes.bot_user(int(token.split(":", 1)[0]), name)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, tuple[str, int, bytes]] = {}
        self.updates: deque[tuple[float, Json]] = deque()
        self.webhook = Webhook()
        self.faults = Script()
        self.allowed: list[str] = []
        self.callbacks: dict[str, Json] = {}
        self.commands: dict[str, Any] = {}
        self.calls: list[Json] = []
        self.group_limit = 0
        self.group_span = 60.0
        self.news = News()
        # As a real bot's numbers do, they go on rising when the practice Telegram is started anew.
        self._update_id = int(now()) % 1_000_000_000

    # -- people and chats

    def meet(self, first_name: str, language: str | None = None, number: int | None = None) -> Person:
        """Somebody opens a private chat with the bot."""
        number = number or 100_000_000 + secrets.randbelow(900_000_000)
        person = Person(number, first_name, language)
        self.people[number] = person
        self.chats[number] = Chat(number, "private", first_name=first_name)
        return person

    def open_group(self, title: str, *, forum: bool = False) -> Chat:
        """A group the bot is an administrator of; with topics if ``forum``."""
        number = -(1_000_000_000_000 + secrets.randbelow(10**9)) if forum else -secrets.randbelow(10**9) - 1
        chat = Chat(number, "supergroup" if forum else "group", title=title, is_forum=forum)
        self.chats[number] = chat
        return chat

    # -- messages

    def post(self, chat: Chat, sender: Json, content: Json, *, topic: int | None = None) -> Json:
        """Put one message into a chat and return it; in a topic it replies to the topic's creation message."""
        chat.last_message_id += 1
        message: Json = {
            "message_id": chat.last_message_id,
            "from": sender,
            "chat": chat.shape,
            "date": int(self.now()),
            **content,
        }
        if topic is not None:
            message |= {"message_thread_id": topic, "is_topic_message": True}
            message.setdefault("reply_to_message", self.quoted(chat, topic))
        chat.messages[chat.last_message_id] = message
        return message

    def quoted(self, chat: Chat, message_id: int) -> Json:
        """A message as ``reply_to_message`` shows it: never with a reply inside."""
        message = chat.messages[message_id]
        return {key: value for key, value in message.items() if key != "reply_to_message"}

    def open_topic(self, chat: Chat, name: str, sender: Json) -> Json:
        """Create a forum topic and return its creation message."""
        content = {"forum_topic_created": {"name": name, "icon_color": GROUP_TOPIC_ICON}, "is_topic_message": True}
        message = self.post(chat, sender, content)
        message["message_thread_id"] = message["message_id"]
        chat.topics[message["message_id"]] = {"name": name, "closed": False}
        return message

    def keep_file(self, name: str, body: bytes, size: int | None = None) -> str:
        """Store a file and return its file_id; ``size`` may claim more than ``body`` holds."""
        file_id = f"F{secrets.token_hex(12)}"
        self.files[file_id] = (name, len(body) if size is None else size, body)
        return file_id

    # -- updates

    def tell(self, kind: str, content: Json) -> int:
        """Queue one update for the bot and return its update_id."""
        self._update_id += 1
        if not self.allowed or kind in self.allowed:
            self.updates.append((self.now(), {"update_id": self._update_id, kind: content}))
            self.news.set()
        return self._update_id

    def tell_raw(self, update: Json) -> int:
        """Queue an update of any shape under the next update_id."""
        self._update_id += 1
        self.updates.append((self.now(), {"update_id": self._update_id, **update}))
        self.news.set()
        return self._update_id

    def confirm(self, offset: int) -> None:
        """Forget what the bot confirmed, and what is older than a day."""
        oldest = self.now() - UPDATE_LIFE
        if offset < 0:
            kept = list(self.updates)[offset:]
        else:
            kept = [(at, update) for at, update in self.updates if update["update_id"] >= offset]
        self.updates = deque((at, update) for at, update in kept if at > oldest)

    def pending(self, limit: int = 100) -> list[Json]:
        """The oldest updates nobody confirmed."""
        return [update for _, update in self.updates][:limit]

    def crowded(self, chat: Chat) -> float:
        """Seconds until the bot may speak in a group again, 0 for at once; a limit is kept only where one is set.

        ``group_limit`` messages within ``group_span`` seconds, as Telegram's FAQ has it (20 a minute).
        """
        if chat.kind == "private" or not self.group_limit:
            return 0.0
        since = self.now() - self.group_span
        chat.spoken = [at for at in chat.spoken if at > since]
        if len(chat.spoken) >= self.group_limit:
            return chat.spoken[0] + self.group_span - self.now()
        chat.spoken.append(self.now())
        return 0.0

    def note_call(self, method: str, parameters: dict[str, Any]) -> None:
        """Remember what the bot asked for, for tests to read."""
        self.calls.append({"at": self.now(), "method": method, **parameters})
