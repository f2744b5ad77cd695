"""Who read which conversation: one line in the audit for each person, conversation and day."""

from __future__ import annotations

from datetime import date
from typing import Final

import structlog

from bot.ports import Clock, Store, StoreClosed

log: Final = structlog.get_logger(__name__)


class Readings:
    """Remembers today's, so that a page that is opened again costs nothing."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._day = date.min
        self._today: set[tuple[str, str]] = set()

    async def note(self, person: str, conversation: str) -> None:
        """Somebody reads a conversation; a store that can't write is no reason not to show it."""
        today = self._clock.now().date()
        if today != self._day:
            self._day, self._today = today, set()
        if (person, conversation) in self._today:
            return
        self._today.add((person, conversation))
        try:
            await self._store.audit(person, "conversation.read", conversation)
        except StoreClosed:
            self._today.discard((person, conversation))
            log.warning("a reading was not noted", conversation=conversation)
