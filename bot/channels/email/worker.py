"""Empties the inbox: mails in their order, a poisoned one set aside at last."""

from __future__ import annotations

import asyncio
from typing import Final

import structlog

from bot.channels.email.handle import Handler
from bot.ports import Arrival, Store, StoreClosed
from bot.waking import called

BATCH: Final = 20
LOOK_AGAIN: Final = 5.0
"""Seconds after which the inbox is looked at even if nobody called."""

AFTER_TROUBLE: Final = 1.0
log: Final = structlog.get_logger(__name__)


class Worker:
    """Handles arrivals until cancelled."""

    def __init__(self, store: Store, inbox: str, wake: asyncio.Event, handler: Handler) -> None:
        self._store = store
        self._inbox = inbox
        self._wake = wake
        self._handler = handler

    async def run(self) -> None:
        """Handle for ever."""
        while True:
            self._wake.clear()
            try:
                arrivals = await self._store.arrivals(self._inbox, limit=BATCH)
                well = [await self._handle(arrival) for arrival in arrivals]
            except StoreClosed:
                arrivals, well = [], [False]
            if arrivals and all(well):
                continue
            await called(self._wake, LOOK_AGAIN if all(well) else AFTER_TROUBLE)

    async def _handle(self, arrival: Arrival) -> bool:
        """One mail; what fails waits for its turn again and holds nobody up."""
        try:
            await self._handler.handle(arrival)
        except StoreClosed:
            raise
        except Exception as error:  # a bug of ours must not stop everybody's mails
            log.exception("mail not handled", n=arrival.n, attempts=arrival.attempts + 1)
            return await self._store.mishandled(arrival, type(error).__name__)
        return True
