"""What the processes of one desk must know of each other, besides the journal: changes of the house, lines, alarms.

Admins' changes are audited, so a look at the audit's end says whether there were any. Alarms stand in the store under
their process's name, with the time; those of a process that has gone grow old and count no more.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import structlog

from bot.ports import StoreClosed
from bot.server.desk import Desk

LOOK: Final = 2.0
"""Seconds until another process's change counts here."""

SAID_AGAIN: Final = timedelta(seconds=10)
STALE: Final = timedelta(seconds=30)

_ALARMS: Final = "shared:alarms:"
_BOT: Final = "shared:bot"
_END: Final = 1 << 62

log: Final = structlog.get_logger(__name__)


class Sharing:
    """Looks what other processes have changed, and tells them what this one has.

    Args:
        desk: This process's.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store
        self._me = secrets.token_hex(8)
        self._seen: tuple[int, date] | None = None
        self._theirs: Mapping[str, str] = {}
        self._said: Mapping[str, str] = {}
        self._said_at: datetime | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.look()
            except StoreClosed as closed:
                log.warning("not shared", reason=closed.reason)
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Learn what has changed, and say what is new here."""
        desk = self._desk
        lines = await self._store.audited(before=_END, limit=1)
        last = lines[0].n if lines else 0
        seen = (last, desk.clock.now().date())  # another day may be a holiday
        if seen != self._seen:
            await desk.learn()
            self._seen = seen
        else:
            await desk.people.learn()  # who is on shift is not audited
        await self._share_bot()
        await self._say_alarms()
        await self._hear_alarms()

    async def _share_bot(self) -> None:
        """The bot's name is known where its line is open; every page links to it."""
        known, mine = await self._store.recall(_BOT), self._desk.elsewhere.bot_name
        if known and not mine:
            self._desk.elsewhere.on_telegram(known)
        elif mine and mine != known:
            await self._store.remember(_BOT, mine)

    async def _say_alarms(self) -> None:
        now = self._desk.clock.now()
        mine = {about: said for about, said in self._desk.live.alarms.items() if self._theirs.get(about) != said}
        grown_old = mine and (self._said_at is None or now - self._said_at > SAID_AGAIN)
        if mine != self._said or grown_old:
            told = {"at": now.isoformat(), "alarms": mine} if mine else None
            await self._store.remember(_ALARMS + self._me, told)
            self._said, self._said_at = mine, now

    async def _hear_alarms(self) -> None:
        theirs: dict[str, str] = {}
        for process, told in (await self._store.recall_all(_ALARMS)).items():
            if process != self._me and self._is_fresh(told):
                theirs |= told["alarms"]
        for about in self._theirs.keys() | theirs.keys():
            if self._theirs.get(about) != theirs.get(about) and about not in self._said:
                self._desk.live.alarm(about, theirs.get(about, ""))
        self._theirs = theirs

    def _is_fresh(self, told: Mapping[str, Any]) -> bool:
        return self._desk.clock.now() - datetime.fromisoformat(told["at"]) < STALE
