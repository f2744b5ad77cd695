"""The roster: who comes to the desk and who leaves it, by the clock on the wall. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from bot.config.house import spans
from bot.tuning.house_bodies import WEEK, ShiftBody
from bot.tuning.kinds import KINDS, SHIFT
from bot.tuning.record import Head, Name


class Turn(NamedTuple):
    """Somebody comes or goes.

    Attributes:
        at: Aware UTC.
        comes: Whether they come.
        person: Their name.
    """

    at: datetime
    comes: bool
    person: str


def shifts_in(known: Mapping[Name, Head]) -> list[ShiftBody]:
    """What was tuned, in the order of the keys."""
    bodies = ((key, head.body) for (kind, key, _), head in sorted(known.items()) if kind == SHIFT)
    read = (KINDS[SHIFT].read(key, "", body) for key, body in bodies if body is not None)
    return [shift for shift in read if isinstance(shift, ShiftBody)]


def on_duty(shifts: list[ShiftBody], since: datetime, now: datetime, zone: tzinfo) -> dict[str, bool]:
    """Who is to be here and who away after what fell between two moments; who is unnamed stays as they are.

    Where one shift ends as another of the same person begins, they stay.
    """
    turns = [turn for shift in shifts for turn in _turns(shift, since, now, zone) if since < turn.at <= now]
    return {turn.person: turn.comes for turn in sorted(turns)}  # at one moment, coming sorts after going


def roster(shifts: list[ShiftBody]) -> dict[tuple[int, int], int]:
    """How many people are to be here in each hour of the week (weekday, 0 is Monday; hour), also for a part of it."""
    here: dict[tuple[int, int], set[str]] = {}
    for shift in shifts:
        for weekday, name in enumerate(WEEK):
            for start, end in spans(getattr(shift, name)):
                last = end.hour + (1 if end.minute else 0) + (24 if end <= start else 0)
                for hour in range(start.hour, last):
                    place = ((weekday + hour // 24) % 7, hour % 24)
                    here.setdefault(place, set()).update(shift.people)
    return {place: len(people) for place, people in here.items()}


def _turns(shift: ShiftBody, since: datetime, now: datetime, zone: tzinfo) -> Iterator[Turn]:
    day = since.astimezone(zone).date() - timedelta(days=1)
    while day <= now.astimezone(zone).date():
        for start, end in spans(getattr(shift, WEEK[day.weekday()])):
            last = day + timedelta(days=1) if end <= start else day
            for person in shift.people:
                yield Turn(_moment(day, start, zone), comes=True, person=person)
                yield Turn(_moment(last, end, zone), comes=False, person=person)
        day += timedelta(days=1)


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
