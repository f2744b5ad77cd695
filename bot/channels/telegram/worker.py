"""Empties the inbox: each chat's updates in their order, chats side by side, a poisoned one set aside at last."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

import structlog

from bot.channels.telegram.handle import Handler
from bot.channels.telegram.receive import Receiver, chat_in
from bot.ports import Arrival, Store, StoreClosed

BATCH: Final = 100
LOOK_AGAIN: Final = 5.0
"""Seconds after which the inbox is looked at even if nobody called."""

AFTER_TROUBLE: Final = 1.0
log: Final = structlog.get_logger(__name__)


class Worker:
    """Handles arrivals until cancelled."""

    def __init__(self, store: Store, receiver: Receiver, handler: Handler) -> None:
        self._store = store
        self._receiver = receiver
        self._handler = handler

    async def run(self) -> None:
        """Handle for ever."""
        while True:
            self._receiver.wake.clear()
            try:
                calm = await self._round()
            except StoreClosed:
                calm = False
            if calm is None:
                continue
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._receiver.wake.wait(), LOOK_AGAIN if calm else AFTER_TROUBLE)

    async def _round(self) -> bool | None:
        """Handle one batch. None: there may be more at once; True: the inbox is empty; False: something failed."""
        arrivals = await self._store.arrivals(self._receiver.inbox, limit=BATCH)
        if not arrivals:
            return True
        keyed = sorted(((chat_in(arrival.raw), arrival.n, arrival) for arrival in arrivals), key=itemgetter(0, 1))
        chats = [[row[2] for row in rows] for _, rows in groupby(keyed, key=itemgetter(0))]
        went_well = await asyncio.gather(*(self._chat(chat) for chat in chats))
        return None if all(went_well) else False

    async def _chat(self, arrivals: Sequence[Arrival]) -> bool:
        """One chat's arrivals in order; what fails holds the chat's later ones back until it is set aside."""
        for arrival in arrivals:
            try:
                await self._handler.handle(arrival)
            except StoreClosed:
                return False
            except Exception as error:  # a bug of ours must not stop everybody's messages
                log.exception("update not handled", update=arrival.key, attempts=arrival.attempts + 1)
                if not await self._store.mishandled(arrival, type(error).__name__):
                    return False
        return True
