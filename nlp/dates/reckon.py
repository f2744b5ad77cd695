"""From what a pattern took to a day and an hour, seen from a moment.

A named period falls on its last day ("next week": the Sunday after next). A weekday is the next one to come, never
today. A bare hour between one and seven is in the afternoon: libraries are asleep in the small hours.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from nlp.dates.vocabulary import Words

_SUNDAY: Final = 6
_SATURDAY: Final = 5
_NOON: Final = 12
_EARLIEST: Final = 8
_MAX_DAYS: Final = 3660


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day, an hour, or both; ``exact`` days (2 December) win over weekdays that stand beside them."""

    day: date | None = None
    hour: time | None = None
    exact: bool = False


def reckon(rule: str, match: re.Match[str], words: Words, now: datetime) -> Reckoned | None:
    """What a match means at ``now`` (local time); None when there is no such day or hour."""
    taken = {name: value or "" for name, value in match.groupdict().items()}
    if rule in _TIMES:
        found = _TIMES[rule](taken, words, now)
    elif day := _DAYS[rule](taken, words, now.date()):
        found = Reckoned(day - timedelta(days=bool(taken.get("before"))), exact=rule in _EXACT)
    else:
        return None
    return found


def _today(_: dict[str, str], __: Words, today: date) -> date:
    return today


def _tomorrow(_: dict[str, str], __: Words, today: date) -> date:
    return today + timedelta(days=1)


def _overmorrow(_: dict[str, str], __: Words, today: date) -> date:
    return today + timedelta(days=2)


def _weekday(taken: dict[str, str], words: Words, today: date) -> date:
    wanted = int(words.name("weekday", taken["weekday"]))
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weekday_after(taken: dict[str, str], words: Words, today: date) -> date:
    """That day of next week."""
    wanted = int(words.name("weekday", taken["weekday"]))
    return today + timedelta(days=7 - today.weekday() + wanted)


def _this_week(_: dict[str, str], __: Words, today: date) -> date:
    return today + timedelta(days=_SUNDAY - today.weekday())


def _next_week(_: dict[str, str], __: Words, today: date) -> date:
    return today + timedelta(days=_SUNDAY - today.weekday() + 7)


def _this_month(_: dict[str, str], __: Words, today: date) -> date:
    return _last_day(today.year, today.month)


def _next_month(_: dict[str, str], __: Words, today: date) -> date:
    return _last_day(today.year + today.month // 12, today.month % 12 + 1)


def _month_end(taken: dict[str, str], words: Words, today: date) -> date:
    month = int(words.name("month", taken["month"]))
    return _last_day(today.year + (month < today.month), month)


def _date(taken: dict[str, str], words: Words, today: date) -> date | None:
    month = taken.get("monthnumber") or words.name("month", taken.get("month", ""))
    return _coming(int(month), int(taken["day"]), today)


def _monthday(taken: dict[str, str], _: Words, today: date) -> date | None:
    day = int(taken["day"])
    this_month = day >= today.day and day <= calendar.monthrange(today.year, today.month)[1]
    month = today.month if this_month else today.month % 12 + 1
    return _coming(month, day, today)


def _holiday(taken: dict[str, str], words: Words, today: date) -> date | None:
    month, day = words.name("holiday", taken["holiday"]).split("-")
    return _coming(int(month), int(day), today)


def _coming(month: int, day: int, today: date) -> date | None:
    """The next such day, today included; None for 31 November."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _span(taken: dict[str, str], words: Words, now: datetime) -> Reckoned | None:
    """So many minutes, days, weeks from now."""
    count = 1 if taken.get("one") else words.number(taken["number"])
    unit = words.name("unit", taken.get("one") or taken["unit"])
    if unit in {"minute", "hour"}:
        return _later(now, timedelta(minutes=count * (1 if unit == "minute" else 60)))
    days = {"day": count, "week": 7 * count, "fortnight": 14 * count}.get(unit, 0)
    today = now.date()
    if unit == "workday":
        return Reckoned(_working_days(today, min(count, _MAX_DAYS)))
    if unit == "month":
        return Reckoned(_months_on(today, count))
    return Reckoned(today + timedelta(days=days)) if 0 < days <= _MAX_DAYS else None


def _months_on(today: date, count: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    months = today.month - 1 + count
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def _working_days(today: date, count: int) -> date:
    day = today
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def _later(now: datetime, wait: timedelta) -> Reckoned:
    then = now + wait
    return Reckoned(then.date(), then.time().replace(second=0, microsecond=0), exact=True)


def _half_hour(_: dict[str, str], __: Words, now: datetime) -> Reckoned:
    return _later(now, timedelta(minutes=30))


def _one_hour(_: dict[str, str], __: Words, now: datetime) -> Reckoned:
    return _later(now, timedelta(hours=1))


def _noon(_: dict[str, str], __: Words, ___: datetime) -> Reckoned:
    return Reckoned(hour=time(_NOON))


def _time(taken: dict[str, str], words: Words, _: datetime) -> Reckoned | None:
    written = taken.get("hour") or taken.get("hourword") or ""
    hour, minute = words.hour(written), int(taken.get("minute") or 0)
    half = taken.get("half", "").lower()
    if taken.get("thirty"):
        minute = 30
    if taken.get("halfpast"):
        hour, minute = hour - 1, 30
    padded = written.startswith("0")
    late = half.startswith("p") or taken.get("evening") or (0 < hour < _EARLIEST and not half and not padded)
    hour += _NOON if late and hour < _NOON else 0
    hour = 0 if half.startswith("a") and hour == _NOON else hour
    return Reckoned(hour=time(hour, minute)) if 0 < hour < 24 else None


_EXACT: Final = frozenset({"date", "monthday", "weekday_after", "holiday"})

_DAYS: Final[Mapping[str, Callable[[dict[str, str], Words, date], date | None]]] = {
    "today": _today,
    "tomorrow": _tomorrow,
    "overmorrow": _overmorrow,
    "weekday": _weekday,
    "weekday_after": _weekday_after,
    "this_week": _this_week,
    "next_week": _next_week,
    "this_month": _this_month,
    "next_month": _next_month,
    "month_end": _month_end,
    "date": _date,
    "monthday": _monthday,
    "holiday": _holiday,
}

_TIMES: Final[Mapping[str, Callable[[dict[str, str], Words, datetime], Reckoned | None]]] = {
    "span": _span,
    "half_hour": _half_hour,
    "one_hour": _one_hour,
    "time": _time,
    "noon": _noon,
}
