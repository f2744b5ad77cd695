"""Erasing one patron everywhere: found first and shown, then erased place by place.

Channels that keep something outside the desk lend a hand (``Reach``): it takes back what their line still allows,
before the desk forgets what it was called there. One that can't be reached stops nothing; it is named.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.attachments.files import Files
from bot.backup.making import copies_in
from bot.erasure.inbox import BELONGS
from bot.erasure.log import ErasureLog
from bot.erasure.memory import CHATS
from bot.erasure.report import Place, Reach, Report, Trace
from bot.ports import Arrival, Patron, Store
from bot.store.inbox import FORGOTTEN
from replies.events import PatronForgot

_MY_CHAT: Final = ":tongue:"
"""How the keys end, before the chat's number, under which Telegram remembers a language somebody chose."""


@dataclass(slots=True)
class Eraser:
    """Erases.

    Attributes:
        store: The durable truth.
        files: Attachments.
        log: Remembers what was erased.
        copies: Folders in which copies of this desk lie.
        reach: The channels' hands, filled as the channels open.
        server_log: Whether the database is a server's, with a log of its own.
    """

    store: Store
    files: Files
    log: ErasureLog
    copies: tuple[Path, ...] = ()
    reach: dict[str, Reach] = field(default_factory=dict)
    server_log: bool = False

    async def find(self, *, number: int | None = None, email: str | None = None) -> tuple[Patron | None, int]:
        """Whose question or address this is, and how many updates of theirs wait unread; nothing is changed."""
        patron = await self.store.patron(number=number, email=email)
        addresses = patron.addresses if patron else _only(email)
        return patron, len([arrival async for arrival in self._held(addresses)])

    async def erase(self, *, by: str, number: int | None = None, email: str | None = None) -> Report:
        """Erase everything of whoever this is; whoever is nobody leaves a report in which nothing was found.

        Raises:
            StoreClosed: Only part of it is erased; once more erases the rest.
            OSError: The log of erasings can't be written; nothing was erased.
        """
        patron = await self.store.patron(number=number, email=email) or Patron((), _only(email))
        traces = [await self._trace(conversation.id) for conversation in patron.conversations]
        places = [place async for place in self._outside(patron, traces)]
        await asyncio.to_thread(self.log.add, "conversation", [one.id for one in patron.conversations])
        for conversation in patron.conversations:
            await self.store.apply(PatronForgot(conversation=conversation.id, reason="admin", who=by))
        unread = await self._wipe_inbox(patron.addresses)
        await self._let_go(patron.addresses)
        await self.files.remove_gone(self.store)
        await self.store.audit(by, "patron.erased", conversations=len(patron.conversations))
        await self.store.wipe()
        inside = [Place("desk", reached=True, count=len(patron.conversations))]
        if unread:
            inside.append(Place("inbox", reached=True, count=unread))
        return Report((*inside, *places, *self._left(patron)))

    async def forget(self, conversation: str, token: str) -> None:
        """A patron deletes their own conversation; mails that answer it and nobody could read go too.

        Args:
            conversation: Which.
            token: What mails that belong to it carry; ours alone, so that nobody deletes what is another's.

        Raises:
            Refused: By the desk.
            StoreClosed: Nothing or only part of it is erased; once more erases the rest.
        """
        await self.store.apply(PatronForgot(conversation=conversation))
        for arrival in await self.store.held_arrivals():
            if arrival.channel.startswith("email:") and token.encode() in arrival.raw.lower():
                await self.store.handled(arrival, FORGOTTEN)

    async def _trace(self, conversation: str) -> Trace:
        opened = await self.store.open(conversation)
        assert opened is not None
        address = await self.store.address(conversation) or opened.conversation.email or ""
        return Trace(opened, address, await self.store.refs(conversation))

    async def _outside(self, patron: Patron, traces: Sequence[Trace]) -> AsyncIterator[Place]:
        """What the channels take back; a channel that is not open in this process is named."""
        for channel in ("telegram", "email"):
            addresses = _on(patron, channel)
            mine = [trace for trace in traces if trace.opened.conversation.channel == channel]
            if channel in self.reach and (mine or addresses):
                for place in await self.reach[channel].take_back(mine, addresses):
                    yield place
            elif channel == "telegram" and (told := sum(len(trace.refs) for trace in mine)):
                yield Place("telegram_trouble", reached=False, count=told)
            elif channel == "email" and mine:
                yield Place("mailbox_trouble", reached=False, names=tuple(sorted(addresses)))

    async def _held(self, addresses: frozenset[tuple[str, str]]) -> AsyncIterator[Arrival]:
        for arrival in await self.store.held_arrivals():
            kind = arrival.channel.partition(":")[0]
            told = frozenset(address for channel, address in addresses if channel == kind)
            if told and kind in BELONGS and BELONGS[kind](arrival, told):
                yield arrival

    async def _wipe_inbox(self, addresses: frozenset[tuple[str, str]]) -> int:
        held = [arrival async for arrival in self._held(addresses)]
        await asyncio.to_thread(self.log.add, "arrival", [f"{arrival.channel}:{arrival.key}" for arrival in held])
        for arrival in held:
            await self.store.handled(arrival, FORGOTTEN)
        return len(held)

    async def _let_go(self, addresses: frozenset[tuple[str, str]]) -> None:
        """What a channel remembers under a chat's own number."""
        chats = tuple(f"{_MY_CHAT}{address}" for channel, address in addresses if channel == "telegram")
        keys = [key for key in await self.store.recall_all(CHATS) if key.endswith(chats)] if chats else []
        await asyncio.to_thread(self.log.add, "memory", keys)
        for key in keys:
            await self.store.remember(CHATS + key, None)

    def _left(self, patron: Patron) -> Iterator[Place]:
        """Where nobody of us can reach."""
        if not patron.conversations:
            return
        channels = {one.channel for one in patron.conversations}
        copies = tuple(str(copy) for folder in self.copies for copy in copies_in(folder))
        if "telegram" in channels:
            yield Place("group", reached=True)
        if copies:
            yield Place("backups", reached=False, names=copies)
        if "email" in channels or _on(patron, "email"):
            yield Place("mail_sent", reached=False)
        if self.server_log:
            yield Place("log_of_server", reached=False)
        if any(one.feedback for one in patron.conversations):
            yield Place("comments", reached=False)
        yield Place("their_copies", reached=False)


def _only(email: str | None) -> frozenset[tuple[str, str]]:
    return frozenset({("email", email.strip().lower())} if email else ())


def _on(patron: Patron, channel: str) -> frozenset[str]:
    return frozenset(address for known, address in patron.addresses if known == channel)
