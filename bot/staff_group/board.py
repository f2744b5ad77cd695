"""Keeps the group current: every topic is brought up to its journal's last entry, what came meanwhile in one go.

Nothing here is needed for the truth. After a crash, a time without Telegram, or with more news than a group may be
told in a minute, each topic simply catches up from where it was; who waits longest for news is next.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import structlog
from telegram import InlineKeyboardMarkup

from bot.channels.telegram.courtesy import keyboard
from bot.channels.telegram.split import split
from bot.metrics import GROUP_WAITING
from bot.ports import Opened, Outcome, Store, StoreClosed
from bot.staff_group import cards
from bot.staff_group.hand import Hand, Moved, TopicGone, Trouble, Why
from bot.staff_group.sentences import backlog
from bot.staff_group.topics import Topic, Topics
from nlp.draft import Channel
from replies.conversation import Conversation, State
from replies.message import Author, Entry, EntryKind

LEAVE_FREE: Final = 5
"""Turns of the group's twenty a minute that are left to what librarians do."""

SHARE: Final = 20
MANY: Final = 3
"""From so many other questions with news on, the backlog is told."""

AFTER_TROUBLE: Final = 60.0
AFTER_MISHAP: Final = 5.0
PAGE: Final = 200

Slips = Callable[[Topic, Sequence[Entry]], Any]
Readers = Callable[[Topic, Opened], Any]
log: Final = structlog.get_logger(__name__)


class Board:
    """One group's topics.

    Args:
        store: The durable truth.
        hand: Writes in the group.
        topics: What is shown where.
        house: What cards know of the library.
        takes: Channels whose questions come here.
        file: Where an attachment's bytes are.
        key: Under which the group is remembered.
    """

    def __init__(
        self,
        store: Store,
        hand: Hand,
        topics: Topics,
        house: cards.House,
        *,
        takes: frozenset[Channel],
        file: Callable[[str], Path | None],
        key: str,
    ) -> None:
        self.chat: int | None = None
        self.on_slips: Slips | None = None
        self.on_readers: Readers | None = None
        self.tell: Callable[[Why | None], None] = lambda _why: None
        self._store = store
        self._hand = hand
        self._topics = topics
        self._house = house
        self._takes = takes
        self._file = file
        self._key = key
        self._waiting: dict[str, None] = {}
        self._wake = asyncio.Event()

    # which group

    async def begin(self) -> None:
        """Remember where we were."""
        await self._topics.load()
        kept = await self._store.recall(self._key)
        self.chat = kept["chat"] if kept else None

    async def settle(self, chat: int | None) -> None:
        """Questions come to this group from now on; None: to none."""
        await self._store.remember(self._key, {"chat": chat} if chat is not None else None)
        self.chat = chat
        await self.look_around()

    # what has news

    def heard(self, outcome: Outcome) -> None:
        """A commit; for ``Store.listen``."""
        now = outcome.conversation
        if self._topics.of(now.id) or (now.channel in self._takes and now.state is not State.CLOSED):
            self.add(now.id)

    def add(self, conversation: str) -> None:
        """There is news in a conversation."""
        self._waiting[conversation] = None
        self._count()

    async def look_around(self) -> None:
        """Everything open, and everything that has a topic: whatever is behind is brought up."""
        skip = 0
        while rows := await self._store.queue("all", limit=PAGE, skip=skip):
            for row in reversed(rows):
                if row.conversation.channel in self._takes:
                    self.add(row.conversation.id)
            skip += PAGE
        for conversation in self._topics.every():
            self.add(conversation)

    def _count(self) -> None:
        GROUP_WAITING.set(len(self._waiting) if self.chat is not None else 0)
        self._wake.set()

    # bringing it up

    async def run(self) -> None:
        """Until cancelled."""
        await self.look_around()
        while True:
            self._wake.clear()
            if not self._waiting:
                await self._wake.wait()
            elif self._hand.crowd(self.chat or 0) >= SHARE - LEAVE_FREE:
                await self._hand.rest(1.0)
            else:
                await self._next()

    async def _next(self) -> None:
        """The conversation that has waited longest for its news."""
        conversation = next(iter(self._waiting))
        del self._waiting[conversation]
        self._count()
        try:
            await self.bring_up(conversation)
        except Trouble as trouble:
            self.tell(trouble.why)
            if trouble.why != "rejected":
                self._waiting = {conversation: None, **self._waiting}
                await self._hand.rest(AFTER_TROUBLE)
        except StoreClosed:
            self._waiting = {conversation: None, **self._waiting}
            await asyncio.sleep(AFTER_MISHAP)
        except Exception:
            # Its next news tries again; one conversation must not keep the others from being shown.
            log.exception("topic not brought up", conversation=conversation)
        else:
            self.tell(None)

    async def bring_up(self, conversation: str) -> None:
        """Show what is not shown yet; a topic that was deleted is made anew, with everything in it.

        Raises:
            Trouble: The group can't be written to now.
            StoreClosed: Nothing can be kept now.
        """
        async with self._topics.lock(conversation):
            await self.bring_up_locked(conversation)

    async def bring_up_locked(self, conversation: str) -> None:
        """The same for who holds the topic's lock."""
        for _ in range(3):
            try:
                await self._bring_up(conversation)
            except TopicGone:
                if topic := self._topics.of(conversation):
                    await self._topics.drop(topic)
            except Moved as moved:
                await self.move(moved.chat)
            else:
                return

    async def move(self, chat: int) -> None:
        """Telegram has given the group another id; its topics are new ones there."""
        await self._store.remember(self._key, {"chat": chat})
        self.chat = chat
        for conversation in self._topics.every():
            self.add(conversation)

    async def _bring_up(self, conversation: str) -> None:
        topic = self._topics.of(conversation)
        if topic and topic.chat != self.chat:
            topic = None
        opened = await self._store.open(conversation, after=topic.shown if topic else 0)
        if opened is None:
            return
        now = opened.conversation
        if now.state is State.FORGOTTEN:
            await self._forget(conversation)
            return
        if self.chat is None:
            return
        if topic is None:
            if now.state is State.CLOSED:
                return
            name = cards.title(now, self._house)
            topic = Topic(conversation, self.chat, await self._hand.open(self.chat, name), name)
            await self._topics.save(topic)
        if topic.shown < now.seq or topic.look != cards.look(now):
            await self._show(topic, opened)

    async def _forget(self, conversation: str) -> None:
        """What is forgotten goes from the group too."""
        topic = self._topics.of(conversation)
        if topic is None:
            return
        with contextlib.suppress(Moved):
            await self._hand.remove(topic.chat, topic.thread)
        await self._topics.drop(topic)

    async def _show(self, topic: Topic, opened: Opened) -> None:
        now = opened.conversation
        if topic.closed and now.state is not State.CLOSED:
            await self._hand.shut(topic.chat, topic.thread, closed=False)
            topic.closed = False
        news = [entry for entry in opened.entries if entry.seq not in topic.own]
        if not topic.head:
            await self._first(topic, now, news)
        else:
            await self._more(topic, now, news)
        if self.on_slips:
            await self.on_slips(topic, opened.entries)
        if self.on_readers:
            await self.on_readers(topic, opened)
        await self._tidy(topic, now)
        topic.shown = now.seq
        await self._topics.save(topic)

    async def _first(self, topic: Topic, now: Conversation, news: Sequence[Entry]) -> None:
        topic.head_seq = now.seq
        text = self._head_text(now, news)
        topic.head = topic.last = await self._say(topic, text, self._buttons(now))
        topic.look = cards.look(now)
        await self._show_files(topic, news)

    async def _more(self, topic: Topic, now: Conversation, news: Sequence[Entry]) -> None:
        known = [entry for entry in news if entry.meta.get("reply") not in {s.reply for s in topic.slips.values()}]
        lost = [entry for entry in known if _is_lost(entry)]
        said = cards.sections([entry for entry in known if entry not in lost], self._house)
        if said:
            if (others := len(self._waiting)) >= MANY:
                said.append(backlog(others, self._house.lang))
            calls = any(entry.by is Author.PATRON or entry.kind in _CALLS for entry in known)
            last = await self._say(topic, "\n\n".join(said), self._buttons(now) if calls else None)
            topic.last = last if calls else topic.last
            await self._show_files(topic, known)
        for entry in lost:
            text = cards.fared(entry, self._house)
            topic.cards.append(
                await self._hand.say(topic.chat, topic.thread, text, keyboard(cards.rescue(entry, self._house)))
            )
        if topic.look != cards.look(now):
            await self._restate(topic, now)

    async def _restate(self, topic: Topic, now: Conversation) -> None:
        """The first card says how things stand now, and the newest has the buttons for it."""
        opened = await self._store.open(topic.conversation)
        told = [entry for entry in opened.entries if entry.seq <= topic.head_seq] if opened else []
        text = split(self._head_text(now, told))[-1]
        await self._hand.change(topic.chat, topic.head, text, self._buttons(now))
        if topic.last != topic.head:
            await self._hand.change_buttons(topic.chat, topic.last, self._buttons(now))
        topic.look = cards.look(now)

    def _head_text(self, now: Conversation, entries: Sequence[Entry]) -> str:
        words = (entry for entry in entries if entry.kind in (EntryKind.MESSAGE, EntryKind.EDIT, EntryKind.NOTE))
        said = cards.sections(words, self._house)
        return "\n\n".join((cards.heading(now, self._house), *said, cards.standing(now, self._house)))

    async def _say(self, topic: Topic, text: str, buttons: InlineKeyboardMarkup | None) -> int:
        """In as many messages as it needs; the last one has the buttons."""
        *before, last = split(text)
        for part in before:
            topic.cards.append(await self._hand.say(topic.chat, topic.thread, part))
        message = await self._hand.say(topic.chat, topic.thread, last, buttons)
        topic.cards.append(message)
        return message

    async def _show_files(self, topic: Topic, entries: Sequence[Entry]) -> None:
        for entry in entries:
            for file in entry.meta.get("attachments", ()) if entry.by is Author.PATRON else ():
                path = None if file.get("refused") else self._file(file["id"])
                if path:
                    await self._show_file(topic, path, file)

    async def _show_file(self, topic: Topic, path: Path, file: Mapping[str, Any]) -> None:
        try:
            shown = await self._hand.show_file(topic.chat, topic.thread, path, file["name"], file["type"])
        except Trouble as trouble:
            if trouble.why != "rejected":
                raise
            log.info("file not shown in the group", kind=file["type"])  # its name is on the card
        else:
            topic.cards.append(shown)

    async def _tidy(self, topic: Topic, now: Conversation) -> None:
        """The topic's title, and whether it is closed."""
        name = cards.title(now, self._house)
        if name != topic.title:
            await self._hand.rename(topic.chat, topic.thread, name)
            topic.title = name
        if now.state is State.CLOSED and not topic.closed:
            await self._hand.shut(topic.chat, topic.thread, closed=True)
            topic.closed = True

    def _buttons(self, now: Conversation) -> InlineKeyboardMarkup | None:
        return keyboard(cards.buttons(now, self._house))


_CALLS: Final = frozenset({EntryKind.REMINDED, EntryKind.HANDOVER_OFFERED, EntryKind.FOLLOW_UP})
"""What calls for somebody to do something."""


def _is_lost(entry: Entry) -> bool:
    return entry.kind is EntryKind.DELIVERY and entry.meta["state"] in ("failed", "uncertain")
