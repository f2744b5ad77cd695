"""What the desk does by itself as time goes by: shifts begin and end, holidays are looked up, links are tried.

Every minute is soon enough; what fell into the time while the desk was closed is made up for at the next start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from bot.ports import StoreClosed
from bot.server.desk import Desk
from bot.tuning.shifts import on_duty, shifts_in

EVERY: Final = 60.0
"""Seconds between two rounds."""

_LAST: Final = "rounds:at"
_LONGEST: Final = timedelta(days=8)
"""How far back shifts are looked at after the desk was closed: each week says all there is."""

log: Final = structlog.get_logger(__name__)


class Rounds:
    """Goes round the desk.

    Args:
        desk: Whose time it is.
        nightly: Done once a night, in the hour from three o'clock on.
    """

    def __init__(self, desk: Desk, nightly: Callable[[], Awaitable[object]] | None = None) -> None:
        self._desk = desk
        self._nightly = nightly
        self._day: date | None = None

    async def keep(self) -> None:
        """Go round until cancelled; a round that fails is logged, and the next one comes all the same."""
        while True:
            try:
                await self.turn()
            except StoreClosed:
                return
            except Exception:
                log.exception("a round failed")
            await asyncio.sleep(EVERY)

    async def turn(self) -> None:
        """One round."""
        now = self._desk.clock.now()
        last = await self._desk.store.recall(_LAST)
        since = max(datetime.fromisoformat(last), now - _LONGEST) if last else now
        await self._change_shifts(since, now)
        await self._desk.store.remember(_LAST, now.isoformat())
        today = now.astimezone(self._desk.site.zone).date()
        if self._day is not None and today != self._day:
            await self._desk.learn()
        self._day = today
        if self._nightly and self._passed_three(since, now):
            await self._nightly()

    async def _change_shifts(self, since: datetime, now: datetime) -> None:
        here = on_duty(shifts_in(await self._desk.store.tuned()), since, now, self._desk.site.zone)
        for person in await self._desk.store.people() if here else ():
            if person.active and here.get(person.name, person.on_shift) != person.on_shift:
                await self._desk.keep_person(replace(person, on_shift=here[person.name]), by="roster")

    def _passed_three(self, since: datetime, now: datetime) -> bool:
        """Whether it became three o'clock since, by the clock on the wall."""
        local = now.astimezone(self._desk.site.zone)
        three = local.replace(hour=3, minute=0, second=0, microsecond=0)
        return since < three <= local
