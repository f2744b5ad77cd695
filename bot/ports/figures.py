"""What patrons said at the end, and what a board may count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from nlp.draft import Channel as ChannelName
from replies.statistics import Case, Mark, Vow


@dataclass(frozen=True, slots=True)
class Voice:
    """What a patron said of our answer; nothing in it leads back to them, nor to whoever answered.

    Attributes:
        n: Random; in no order.
        day: ISO 8601, by UTC.
        channel: Where.
        lang: BCP 47.
        desk: Which desk.
        mark: 1 to 5.
        comment: Their words, or "".
        counted: False for words that followed a mark.
    """

    n: int
    day: str
    channel: ChannelName
    lang: str
    desk: str
    mark: int
    comment: str
    counted: bool


class Figures(Protocol):
    """Marks, thanks and counts."""

    async def thanks(self, person: str, since: date) -> Sequence[Voice]:
        """Good marks and kind words that this person earned since then, the latest first."""
        ...

    async def questions(self, *, limit: int = 100) -> Sequence[Voice]:
        """Low marks that nobody has thought about, the latest first."""
        ...

    async def consider(self, n: int) -> bool:
        """Somebody has thought about a low mark; False when there is none of that number."""
        ...

    async def cases(self, since: datetime, until: datetime, *, person: str | None = None) -> Sequence[Case]:
        """Conversations that began in a period (its end excluded), of one librarian when named; also forgotten."""
        ...

    async def vows(self, since: datetime, until: datetime, *, person: str | None = None) -> Sequence[Vow]:
        """Promises that were made in a period, those that left the desk."""
        ...

    async def marks(self, since: date, until: date) -> Sequence[Mark]:
        """Marks that patrons gave, both days included."""
        ...

    async def ages(self, since: date, until: date) -> Mapping[tuple[str, int], int]:
        """How often each mark was given by each age band, in the months of a period."""
        ...
