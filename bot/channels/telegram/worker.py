"""Empties the inbox: each chat's updates in their order, chats side by side, a poisoned one set aside at last.

Plain words of people who are in the middle of a conversation, which most updates are, are committed together.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot.channels.telegram.handle import Asked, Handler, Theirs
from bot.channels.telegram.read import Meaning, Words, read
from bot.channels.telegram.receive import Receiver, chat_in, parse_update
from bot.ports import Arrival, Store, StoreClosed
from bot.waking import called

BATCH: Final = 200
LOOK_AGAIN: Final = 5.0
"""Seconds after which the inbox is looked at even if nobody called."""

AFTER_TROUBLE: Final = 1.0
log: Final = structlog.get_logger(__name__)

Part = asyncio.Task[bool]
"""Says whether all that it handles is handled."""


@dataclass(slots=True)
class Round:
    """What is under way of some arrivals.

    Attributes:
        crowd: Handles all chats in which there are only words.
        of: Each chat's part, the crowd's too.
    """

    crowd: Part | None = None
    of: dict[int, Part] = field(default_factory=dict)

    async def went_well(self) -> bool:
        """Wait for all of it."""
        return all(await asyncio.gather(*set(self.of.values())))


class Worker:
    """Handles arrivals until cancelled."""

    def __init__(self, store: Store, receiver: Receiver, handler: Handler) -> None:
        self._store = store
        self._receiver = receiver
        self._handler = handler
        self._before = Round()
        self._now = Round()

    async def run(self) -> None:
        """Handle for ever."""
        try:
            while True:
                self._receiver.wake.clear()
                pause = await self._empty()
                await called(self._receiver.wake, pause)
        finally:
            under_way = {*self._before.of.values(), *self._now.of.values()}
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _empty(self) -> float:
        """Until nothing waits, or something failed; returns the seconds to rest.

        While one round is being committed, the next is read and begun: a chat's part of it waits for its part before.
        """
        last = 0
        self._before = Round()
        while True:
            arrivals = await self._read(last)
            self._now = self._begin(arrivals or (), self._before)
            went_well = await self._before.went_well()
            if not went_well or arrivals is None:
                await self._now.went_well()
                return AFTER_TROUBLE
            if not arrivals:
                return LOOK_AGAIN
            last, self._before = arrivals[-1].n, self._now

    async def _read(self, last: int) -> Sequence[Arrival] | None:
        """What waits after the row ``last``; None while it can't be read."""
        try:
            return await self._store.arrivals(self._receiver.inbox, limit=BATCH, after=last)
        except StoreClosed:
            return None

    def _begin(self, arrivals: Sequence[Arrival], before: Round) -> Round:
        chats: defaultdict[int, Theirs] = defaultdict(list)
        for arrival in arrivals:
            update = parse_update(arrival.raw)
            chats[chat_in(update)].append((arrival, read(update)))
        crowd: dict[int, Theirs] = {}
        begun = Round()
        for chat, theirs in chats.items():
            earlier = before.of.get(chat)
            if earlier in (None, before.crowd) and all(_is_plain(said) for _, said in theirs):
                crowd[chat] = theirs
            else:
                begun.of[chat] = asyncio.create_task(self._alone(theirs, earlier))
        if crowd:
            begun.crowd = asyncio.create_task(self._crowd(crowd, before.crowd))
            begun.of.update(dict.fromkeys(crowd, begun.crowd))
        return begun

    async def _crowd(self, crowd: Mapping[int, Theirs], before: Part | None) -> bool:
        """Chats in which there are only words: together as far as nothing is to be looked up for them."""
        if before and not await before:
            return False
        asked = {chat: at_hand for chat, theirs in crowd.items() if (at_hand := self._handler.at_hand(theirs))}
        parts = [self._alone(theirs) for chat, theirs in crowd.items() if chat not in asked]
        if asked:
            parts.append(self._together(asked, crowd))
        return all(await asyncio.gather(*parts))

    async def _together(self, asked: Mapping[int, Sequence[Asked]], crowd: Mapping[int, Theirs]) -> bool:
        """What many chats ask in one commit; where that can't be, each chat by itself, which says what is wrong."""
        try:
            await self._handler.together([one for each in asked.values() for one in each])
        except StoreClosed:
            return False
        except Exception:  # noqa: BLE001  it comes again, from whichever chat it is about
            return all(await asyncio.gather(*(self._alone(crowd[chat]) for chat in asked)))
        return True

    async def _alone(self, theirs: Theirs, before: Part | None = None) -> bool:
        """One chat's arrivals in order; what fails holds the chat's later ones back until it is set aside."""
        if before and not await before:
            return False
        for arrival, said in theirs:
            try:
                await self._handler.handle(arrival, said)
            except StoreClosed:
                return False
            except Exception as error:  # a bug of ours must not stop everybody's messages
                log.exception("update not handled", update=arrival.key, attempts=arrival.attempts + 1)
                if not await self._set_aside(arrival, error):
                    return False
        return True

    async def _set_aside(self, arrival: Arrival, error: Exception) -> bool:
        try:
            return await self._store.mishandled(arrival, type(error).__name__)
        except StoreClosed:
            return False


def _is_plain(said: Meaning) -> bool:
    """Whether it is words alone, for which Telegram need not be asked anything."""
    return isinstance(said, Words) and not said.file
