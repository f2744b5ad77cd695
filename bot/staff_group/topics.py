"""Which topic is which conversation's, and how far it has been shown. Kept without a word of anybody."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from bot.ports import Store

_TOPICS: Final = "telegram:topic:"
_CARDS: Final = 200
"""Cards of one topic that can still be answered: more than anybody scrolls back to."""


def group_key(bot_id: str) -> str:
    """Under which the store remembers a bot's staff group: ``{"chat": id}``."""
    return f"telegram:{bot_id}:group"


@dataclass(slots=True)
class Slip:
    """A draft's card.

    Attributes:
        who: Whose draft.
        version: The draft's version that the card shows.
        seen: The last seq its librarian could have read when it was shown.
        reply: The reply it became, or "".
        files: What goes along: id, name, type, size.
    """

    who: str
    version: int
    seen: int
    reply: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class ToRead:
    """A card with a learner's reply, for a second reader.

    Attributes:
        reply: Which.
        seen: The last seq that its reader could have read when it was shown.
    """

    reply: str
    seen: int


@dataclass(slots=True)
class Topic:
    """One conversation in the group.

    Attributes:
        conversation: Whose.
        chat: The group.
        thread: The topic's id, which is also the id of the message that opened it.
        title: As it stands there.
        shown: The last seq that is shown.
        head: The first card, which says how things stand; 0 before it is there.
        head_seq: The last seq that the first card holds.
        look: How things stood when the first card last said so.
        last: The newest card with buttons of the conversation.
        closed: Whether the topic is closed.
        cards: Messages of ours that can be answered.
        own: Seqs written from here, which need no telling.
        slips: Drafts' cards by message id.
        to_read: Cards for a second reader by message id, while nothing is decided.
    """

    conversation: str
    chat: int
    thread: int
    title: str
    shown: int = 0
    head: int = 0
    head_seq: int = 0
    look: str = ""
    last: int = 0
    closed: bool = False
    cards: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    slips: dict[int, Slip] = field(default_factory=dict)
    to_read: dict[int, ToRead] = field(default_factory=dict)

    def is_ours(self, message: int | None, *, by_us: bool = False) -> bool:
        """Whether a message is a card of ours: never the one that opened the topic, which all messages reply to.

        One whose number was lost, because the desk was killed as it wrote it, is known by its author.
        """
        known = by_us or message in self.cards or message in self.slips or message in self.to_read
        return known and message not in (None, self.thread)


class Topics:
    """All of them, at hand and in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._topics: dict[str, Topic] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def load(self) -> None:
        """Read what was kept."""
        kept = await self._store.recall_all(_TOPICS)
        self._topics = {conversation: _topic(conversation, told) for conversation, told in kept.items()}

    def lock(self, conversation: str) -> asyncio.Lock:
        """Held by whoever changes a topic."""
        return self._locks[conversation]

    def of(self, conversation: str) -> Topic | None:
        """A conversation's topic."""
        return self._topics.get(conversation)

    def every(self) -> tuple[str, ...]:
        """Conversations that have one."""
        return tuple(self._topics)

    def at(self, chat: int, thread: int | None) -> Topic | None:
        """The topic at a place in the group; none is at no place."""
        return next((t for t in self._topics.values() if t.chat == chat and t.thread == thread), None)

    def with_card(self, chat: int, message: int) -> Topic | None:
        """The topic one of whose cards this is."""
        return next((t for t in self._topics.values() if t.chat == chat and t.is_ours(message)), None)

    async def save(self, topic: Topic) -> None:
        """Keep it as it is now."""
        topic.own = [seq for seq in topic.own if seq > topic.shown]
        topic.cards = topic.cards[-_CARDS:]
        topic.slips = dict(list(topic.slips.items())[-_CARDS:])
        self._topics[topic.conversation] = topic
        told = asdict(topic)
        del told["conversation"]
        await self._store.remember(_TOPICS + topic.conversation, told)

    async def drop(self, topic: Topic) -> None:
        """It is no more."""
        self._topics.pop(topic.conversation, None)
        await self._store.remember(_TOPICS + topic.conversation, None)


def _topic(conversation: str, told: dict[str, Any]) -> Topic:
    slips = {int(message): Slip(**slip) for message, slip in told.pop("slips").items()}
    to_read = {int(message): ToRead(**asked) for message, asked in told.pop("to_read", {}).items()}
    return Topic(conversation, slips=slips, to_read=to_read, **told)
