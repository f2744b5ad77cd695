"""What isn't working just now: set by anybody at the desk, read by patrons before they ask, gone by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.ports import Store
from bot.tuning.house_bodies import NoticeFrame
from bot.tuning.kinds import NOTICE
from bot.tuning.record import Head, Name
from nlp.draft import LANGUAGES
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


@dataclass(frozen=True, slots=True)
class HouseNotice:
    """Something the house lets patrons know before they ask.

    Attributes:
        season: When it holds.
        texts: What it says, by language, the library's first one first.
    """

    season: NoticeFrame
    texts: Mapping[str, str]

    def text(self, lang: str) -> str:
        """In a language, else in the first it was written in; "" where it was written in none."""
        return self.texts.get(lang) or next(iter(self.texts.values()), "")


def house_notices(known: Mapping[Name, Head], languages: Sequence[str]) -> list[HouseNotice]:
    """What was tuned, in the order of the keys."""
    order = (*languages, *LANGUAGES)
    found = []
    for key in dict.fromkeys(key for kind, key, _ in known if kind == NOTICE):
        said = {lang: head.body["text"] for lang in order if (head := known.get((NOTICE, key, lang))) and head.body}
        frame = known.get((NOTICE, key, ""))
        season = NoticeFrame.model_validate(frame.body if frame and frame.body else {})
        if said and not (frame and frame.is_gone):
            found.append(HouseNotice(season, said))
    return found


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
        self._of_the_house: Sequence[HouseNotice] = ()

    def tell(self, notices: Sequence[HouseNotice]) -> None:
        """What the house itself gives notice of, from now on."""
        self._of_the_house = notices

    async def learn(self) -> None:
        """Look at the store."""
        kept: Mapping[str, Any] = await self._store.setting(_KEY) or {}
        self._known = {system: _read(system, told) for system, told in kept.items() if system in SYSTEMS}

    def now(self, at: datetime) -> tuple[Notice, ...]:
        """Those that hold at this moment, in the order of ``SYSTEMS``."""
        held = (self._known[system] for system in SYSTEMS if system in self._known)
        return tuple(notice for notice in held if notice.until is None or at < notice.until)

    def said(self, at: datetime, lang: str) -> list[str]:
        """The same as sentences for patrons, after what the house gives notice of."""
        day = self._lines.day(at)
        own = (notice.text(lang) for notice in self._of_the_house if notice.season.holds(day))
        return [*filter(None, own), *(self.sentence(notice, lang) for notice in self.now(at))]

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
