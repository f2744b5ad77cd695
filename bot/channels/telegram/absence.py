"""How long nobody listened: what Telegram holds back longer than a day it may throw away, and nobody would know."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from bot.ports import Clock, Store

KEPT_BY_TELEGRAM: Final = timedelta(hours=24)
"""How long Telegram keeps updates nobody took, https://core.telegram.org/bots/api#getting-updates."""

EVERY: Final = timedelta(minutes=10)
"""How often it is noted that we listen."""

TOLD_FOR: Final = timedelta(hours=1)
"""How long staff are told that something may be missing."""


class Absence:
    """Notes that we listen, and knows at a start since when we did not."""

    def __init__(self, store: Store, clock: Clock, bot_id: str) -> None:
        self._store = store
        self._clock = clock
        self._key = f"telegram:{bot_id}:heard"
        self._noted: datetime | None = None
        self._tell_until: datetime | None = None

    async def state(self) -> Literal["ok", "long_away"]:
        """Telegram has answered just now: whether all is well, or words may have been thrown away meanwhile.

        Raises:
            StoreClosed: It could not be noted.
        """
        now = self._clock.now()
        before = await self._store.recall(self._key) if self._noted is None else None
        if before and now - datetime.fromisoformat(before) > KEPT_BY_TELEGRAM:
            self._tell_until = now + TOLD_FOR
        if self._noted is None or now - self._noted >= EVERY:
            await self._store.remember(self._key, now.isoformat())
            self._noted = now
        return "long_away" if self._tell_until and now < self._tell_until else "ok"
