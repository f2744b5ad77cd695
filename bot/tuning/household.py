"""The house as it counts now: what ``config.toml`` says, and over it what admins have tuned.

A section that was tuned takes the place of the same section in ``config.toml``; a desk or a branch that of the one
with the same id. Nothing else of the settings can be tuned: what the machine needs stays in its file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import structlog
from pydantic import ValidationError

from bot.config import Settings, SettingsError
from bot.config.house import desks
from bot.config.settings import Section
from bot.ports import Clock, Store
from bot.tuning.house_bodies import DeskBody, LinesBody
from bot.tuning.kinds import BRANCH, DESK, HOURS, KINDS, LIBRARY, LINES, WAITING
from bot.tuning.record import Head, Name

_SECTIONS: Final = (LIBRARY, HOURS, WAITING)
_MANY: Final = {BRANCH: "branches", DESK: "desks"}

log: Final = structlog.get_logger(__name__)

Known = Mapping[Name, Head]


class Household:
    """Looks at the store and tells the desk; again whenever somebody has changed the house, and every midnight.

    Args:
        store: Where the house's own are.
        settings: What ``config.toml`` says.
        clock: Public holidays are looked up from today on.
        tell: Told what counts now.
    """

    def __init__(
        self, store: Store, settings: Settings, clock: Clock, tell: Callable[[Settings, Known], None]
    ) -> None:
        self._store = store
        self._clock = clock
        self._tell = tell
        self.as_set = settings
        self.now = settings

    async def learn(self) -> None:
        """Look at the store."""
        known = await self._store.tuned()
        now = overlaid(self.as_set, known)
        try:
            desks(now, self.today())
        except SettingsError as error:  # a country whose holidays a later release no longer knows
            log.warning("hours left as they were", why=str(error))
            return
        self.now = now
        self._tell(now, known)

    def today(self) -> date:
        """Today, in UTC: only which years' holidays are looked up hangs on it."""
        return self._clock.now().date()


def overlaid(settings: Settings, known: Known) -> Settings:
    """The settings with what was tuned over them."""
    told: dict[str, Any] = {}
    for section in _SECTIONS:
        if (said := _read(section, section, known)) is not None:
            told[section] = said
    for kind, section in _MANY.items():
        told[section] = _laid_over({one.id: one for one in getattr(settings, section)}, kind, known)
    return settings.model_copy(update=told)


def _laid_over(as_set: Mapping[str, Any], kind: str, known: Known) -> tuple[Any, ...]:
    things: dict[str, Any] = dict(as_set)
    for name, key, _ in known:
        if name != kind:
            continue
        if known[name, key, ""].is_gone:
            things.pop(key, None)
        elif (said := _read(kind, key, known)) is not None:
            things[key] = said
    return tuple(sorted(things.values(), key=_rank))


def _rank(thing: Any) -> int:
    """Desks stand in the order an admin gave them, then as they came."""
    return thing.rank if isinstance(thing, DeskBody) else 0


def _read(kind: str, key: str, known: Known) -> Section | None:
    head = known.get((kind, key, ""))
    if head is None or head.body is None:
        return None
    try:
        said = KINDS[kind].read(key, "", head.body)
    except ValidationError as error:  # written by an older release that knew another table
        log.warning("left out of the house", kind=kind, key=key, why=str(error))
        return None
    assert isinstance(said, Section)
    return said


def lines_of(known: Known) -> dict[str, dict[str, str]]:
    """What the desk says by itself otherwise than shipped, by language and line."""
    kept = {lang: head.body for (kind, _, lang), head in known.items() if kind == LINES and head.body}
    return {lang: LinesBody.model_validate(body).lines for lang, body in kept.items()}
