"""What isn't working just now: set by anybody at the desk, read by patrons before they ask, gone by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.ports import Store
from replies.templates.desk import SYSTEMS, DeskLines

_KEY: Final = "notices"


@dataclass(frozen=True, slots=True)
class Notice:
    """One system that is down.

    Attributes:
        system: One of ``SYSTEMS``.
        until: When it is expected back, aware UTC; the notice goes then. None: until somebody takes it away.
        by: Id of whoever set it.
    """

    system: str
    until: datetime | None
    by: str


class Notices:
    """The notices, kept at hand and in the store.

    Args:
        store: Where they are kept.
        lines: The desk's own words.
    """

    def __init__(self, store: Store, lines: DeskLines) -> None:
        self._store = store
        self._lines = lines
        self._known: dict[str, Notice] = {}

    async def learn(self) -> None:
        """Look at the store."""
        kept: Mapping[str, Any] = await self._store.setting(_KEY) or {}
        self._known = {system: _read(system, told) for system, told in kept.items() if system in SYSTEMS}

    def now(self, at: datetime) -> tuple[Notice, ...]:
        """Those that hold at this moment, in the order of ``SYSTEMS``."""
        held = (self._known[system] for system in SYSTEMS if system in self._known)
        return tuple(notice for notice in held if notice.until is None or at < notice.until)

    def said(self, at: datetime, lang: str) -> list[str]:
        """The same as sentences for patrons."""
        return [self.sentence(notice, lang) for notice in self.now(at)]

    def sentence(self, notice: Notice, lang: str) -> str:
        """One notice in a language."""
        return self._lines.notice(lang, notice.system, notice.until)

    async def put(self, notice: Notice) -> None:
        """Set it, or change its time; audited."""
        await self._keep(self._known | {notice.system: notice}, by=notice.by)

    async def take_away(self, system: str, *, by: str) -> None:
        """It works again; audited."""
        await self._keep({name: kept for name, kept in self._known.items() if name != system}, by=by)

    async def _keep(self, known: dict[str, Notice], *, by: str) -> None:
        self._known = known
        await self._store.put_setting(_KEY, {system: _told(notice) for system, notice in known.items()}, by=by)


def _told(notice: Notice) -> dict[str, str | None]:
    return {"until": notice.until.isoformat() if notice.until else None, "by": notice.by}


def _read(system: str, told: Mapping[str, Any]) -> Notice:
    until = told.get("until")
    return Notice(system, datetime.fromisoformat(until) if until else None, told.get("by", ""))
