"""When a desk is open, and when it opens next: weekly hours, holidays, and exceptions that win over both.

Pure: the time zone, the holidays (from the ``holidays`` library, looked up by the edge) and now are all given.
Hours are local wall-clock times, so a day when the clocks change has its usual opening hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

Span = tuple[time, time]
"""From opening to closing, local time; a closing of 00:00 means midnight at the end of the day."""

_LOOK_AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Hours:
    """A desk's opening hours.

    Attributes:
        weekly: Spans by weekday, 0 is Monday; a weekday that is missing is closed. Empty, and
            not ``always``: never open.
        exceptions: Spans for single dates; no spans means closed that day. Wins over holidays and weekly hours.
        holidays: Dates closed as public holidays, with their local names.
        zone: Where the clock on the wall hangs.
        always: Open day and night (a desk without hours of its own).
    """

    weekly: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    always: bool = False


ALWAYS: Final = Hours(always=True)


def spans_on(hours: Hours, day: date) -> tuple[Span, ...]:
    """The local opening spans of one day."""
    if day in hours.exceptions:
        return hours.exceptions[day]
    if day in hours.holidays:
        return ()
    return hours.weekly.get(day.weekday(), ())


def openings(hours: Hours, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Openings that end after ``since``, in order, as aware UTC (from, to), sixty days ahead."""
    first = since.astimezone(hours.zone).date() - timedelta(days=1)
    for offset in range(_LOOK_AHEAD.days + 2):
        day = first + timedelta(days=offset)
        for start, end in sorted(spans_on(hours, day)):
            last = day + timedelta(days=1) if end <= start else day
            opens = datetime.combine(day, start, hours.zone).astimezone(UTC)
            closes = datetime.combine(last, end, hours.zone).astimezone(UTC)
            if closes > since:
                yield opens, closes


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether the desk is open at that moment."""
    if hours.always:
        return True
    first = next(openings(hours, at), None)
    return first is not None and first[0] <= at


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """``at`` itself while open, else the next opening; None when none comes within sixty days."""
    if hours.always:
        return at
    first = next(openings(hours, at), None)
    return max(first[0], at) if first else None


def closes_at(hours: Hours, at: datetime) -> datetime | None:
    """When the present opening ends; None while closed or when the desk never closes."""
    first = next(openings(hours, at), None)
    return first[1] if first and first[0] <= at else None
