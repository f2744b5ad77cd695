"""A promise to a patron: what was said, who keeps it, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from replies.hours import Hours, openings

PromiseState = Literal["open", "kept", "late", "let_go", "withdrawn"]
"""``late`` was kept after its time, ``let_go`` needs no keeping any more, ``withdrawn`` never left the desk."""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as it is about to be made.

    Attributes:
        id: Random 128-bit hex.
        text: What was promised, in the words that promised it.
        due: By when, aware UTC.
        at_hour: Whether the hour was said; otherwise the day counts, and ``due`` is its last minute.
    """

    id: str
    text: str
    due: datetime
    at_hour: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, from the moment it was made.

    Attributes:
        id: Random 128-bit hex.
        text: What was promised; empty for a call back, and once it has been erased.
        due: By when, aware UTC.
        made_at: When it was made.
        owner: The librarian who keeps it; None: whoever is there.
        at_hour: Whether the hour was said; otherwise the day counts.
        call: It is kept by calling the patron at the number they left.
        reply: The reply it was made in, or "".
        keeps: The reply under way that keeps it, or "".
        told: How often somebody was told: 0 not yet, 1 that it is due soon, 2 that it is broken.
        state: How it stands.
        settled_at: When it was kept or let go.
    """

    id: str
    text: str
    due: datetime
    made_at: datetime
    owner: str | None = None
    at_hour: bool = False
    call: bool = False
    reply: str = ""
    keeps: str = ""
    told: int = 0
    state: PromiseState = "open"
    settled_at: datetime | None = None


def owed_by(promise: Promise, hours: Hours) -> datetime:
    """By when it must be kept, aware UTC: the hour that was said, else when the desk closes on that day."""
    if promise.at_hour or hours.always:
        return promise.due
    day = promise.due.astimezone(hours.zone).date()
    start = datetime.combine(day, datetime.min.time(), hours.zone).astimezone(UTC)
    end = promise.due
    for opens, closes in openings(hours, start):
        if opens.astimezone(hours.zone).date() > day:
            break
        if opens.astimezone(hours.zone).date() == day:
            end = min(closes, promise.due)
    return end
