"""Empties the inbox: each chat's updates in their order, chats side by side, a poisoned one set aside at last."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import structlog

from bot.channels.telegram.handle import Handler
from bot.channels.telegram.receive import Receiver, chat_in, parse_update
from bot.ports import Arrival, Store, StoreClosed
from bot.waking import called

BATCH: Final = 200
LOOK_AGAIN: Final = 5.0
"""Seconds after which the inbox is looked at even if nobody called."""

AFTER_TROUBLE: Final = 1.0
log: Final = structlog.get_logger(__name__)

Round = dict[int, asyncio.Task[bool]]
"""What is under way: each chat's task, which says whether all of its updates are handled."""


class Worker:
    """Handles arrivals until cancelled."""

    def __init__(self, store: Store, receiver: Receiver, handler: Handler) -> None:
        self._store = store
        self._receiver = receiver
        self._handler = handler
        self._before: Round = {}
        self._now: Round = {}

    async def run(self) -> None:
        """Handle for ever."""
        try:
            while True:
                self._receiver.wake.clear()
                pause = await self._empty()
                await called(self._receiver.wake, pause)
        finally:
            under_way = (*self._before.values(), *self._now.values())
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _empty(self) -> float:
        """Until nothing waits, or something failed; returns the seconds to rest.

        While one round is being committed, the next is read and begun: a chat's part of it waits for its part before.
        """
        last = 0
        self._before = {}
        while True:
            arrivals = await self._read(last)
            self._now = self._begin(arrivals or ())
            went_well = all(await asyncio.gather(*self._before.values()))
            if not went_well or arrivals is None:
                await asyncio.gather(*self._now.values())
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

    def _begin(self, arrivals: Sequence[Arrival]) -> Round:
        chats: defaultdict[int, list[tuple[Arrival, Any]]] = defaultdict(list)
        for arrival in arrivals:
            update = parse_update(arrival.raw)
            chats[chat_in(update)].append((arrival, update))
        return {
            chat: asyncio.create_task(self._chat(theirs, self._before.get(chat))) for chat, theirs in chats.items()
        }

    async def _chat(self, theirs: Sequence[tuple[Arrival, Any]], before: asyncio.Task[bool] | None) -> bool:
        """One chat's arrivals in order; what fails holds the chat's later ones back until it is set aside."""
        if before and not await before:
            return False
        for arrival, update in theirs:
            try:
                await self._handler.handle(arrival, update)
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
