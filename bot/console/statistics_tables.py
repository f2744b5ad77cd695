"""Figures as tables of words, with all that must be hidden already gone; pages and spreadsheets are made of these."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from babel.dates import format_date, get_day_names

from bot.console.statistics_words import CHANNELS, COURTESIES, HEADS, SORTS, TITLES
from bot.words import words
from replies import discretion
from replies.courtesy import SCALE, Courtesy
from replies.courtesy import SORTS as ALL_SORTS
from replies.feedback import GOOD
from replies.statistics import Figures, Quality, Share, Unit

_BUSIEST = 10
_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells as text, and how long its bar is, 0 to 100; None where there is no bar or it is hidden."""

    label: str
    cells: tuple[str, ...]
    bar: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heads of its columns, its lines; ``chart`` when they are drawn side by side above it."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: bool = False


class _Words:
    """What the tables say in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.say: Callable[[str], str] = words(lang).gettext

    def head(self, key: str) -> str:
        return self.say(HEADS[key])

    def channel(self, channel: str) -> str:
        return self.say(CHANNELS.get(channel, channel))

    def count(self, count: int | None) -> str:
        return self.head("hidden") if count is None else str(count)

    def share(self, one: Share) -> str:
        said = discretion.share(one)
        return f"{said} %" if isinstance(said, int) else self.head(said)

    def minutes(self, seconds: int | None) -> str:
        return self.head("few") if seconds is None else f"{seconds / 60:.1f} min"

    def hour(self, hour: int) -> str:
        return f"{hour:02}:00\u2013{(hour + 1) % 24:02}:00"

    def day(self, begin: date, unit: Unit) -> str:
        return format_date(begin, "MMMM y" if unit == "month" else "d MMM y", locale=self.lang)


def tables(
    found: Figures,
    *,
    ages: Mapping[tuple[str, int], int],
    roster: Mapping[tuple[int, int], int],
    desks: Mapping[str, str],
    lang: str,
    unit: Unit,
) -> list[Table]:
    """Every table that has something to show, in the order of the page.

    Args:
        found: What was counted.
        ages: Marks by age band.
        roster: How many are to be at the desk in each hour of the week.
        desks: Names by id.
        lang: The reader's language, BCP 47.
        unit: What time was put together by.
    """
    told = _Words(lang)
    made = [
        _counts(told, "by_unit", dict(found.by_unit), lambda day: told.day(day, unit), chart=True),
        _counts(told, "by_channel", found.by_channel, told.channel),
        _counts(told, "by_lang", found.by_lang, str),
        _counts(told, "by_desk", found.by_desk, lambda desk: desks.get(desk, desk)),
        _counts(told, "by_hour", dict(enumerate(found.by_hour)), told.hour, chart=True),
        _busiest(told, found.by_week_hour, roster),
        _times(told, found),
        _counts(told, "scales", {level: found.scales.get(level, 0) for level in SCALE if found.scales}, str),
        _counts(told, "sorts", _sorted(found.sorts), lambda sort: told.say(SORTS[sort])),
        _quality(told, "quality_by_channel", found, found.quality_by_channel, told.channel),
        _quality(told, "quality_by_lang", found, found.quality_by_lang, str),
        _ages(told, ages),
    ]
    return [table for table in made if table.rows]


def _sorted(sorts: Mapping[str, int]) -> dict[str, int]:
    return {sort: sorts[sort] for sort in ALL_SORTS if sort in sorts}


def _counts(
    told: _Words, key: str, counts: Mapping[_K, int], label: Callable[[_K], str], *, chart: bool = False
) -> Table:
    """Counts that add up to what is shown beside them."""
    shown = discretion.parts(counts)
    highest = max((count for count in shown.values() if count), default=0)
    rows = tuple(
        Row(label(name), (told.count(count),), round(100 * count / highest) if count else None)
        for name, count in shown.items()
    )
    return Table(key, told.say(TITLES[key]), (told.head("questions"),), rows if any(counts.values()) else (), chart)


def _busiest(told: _Words, counts: Mapping[tuple[int, int], int], roster: Mapping[tuple[int, int], int]) -> Table:
    """The hours in which most was asked, and how many were to be there."""
    days = get_day_names("wide", locale=told.lang)
    busy = sorted(
        (place for place, count in counts.items() if count >= discretion.FEW), key=lambda place: -counts[place]
    )
    highest = counts[busy[0]] if busy else 0
    rows = tuple(
        Row(
            f"{days[weekday]} {told.hour(hour)}",
            (str(counts[weekday, hour]), str(roster.get((weekday, hour), 0))),
            round(100 * counts[weekday, hour] / highest),
        )
        for weekday, hour in busy[:_BUSIEST]
    )
    return Table("busiest", told.say(TITLES["busiest"]), (told.head("questions"), told.head("on_roster")), rows)


def _times(told: _Words, found: Figures) -> Table:
    rows = []
    for channel, times in sorted(found.times.items()):
        taken, first, closed = (discretion.spread(one) for one in (times.taken, times.answered, times.closed))
        told_of: Iterable[int | None] = (
            taken and taken.middle,
            taken and taken.nine_of_ten,
            first and first.middle,
            first and first.nine_of_ten,
            closed and closed.middle,
        )
        rows.append(Row(told.channel(channel), tuple(told.minutes(seconds) for seconds in told_of)))
    heads = ("taken", "taken_most", "answered", "answered_most", "closed")
    return Table("times", told.say(TITLES["times"]), tuple(map(told.head, heads)), tuple(rows))


def _quality(
    told: _Words, key: str, found: Figures, groups: Mapping[str, Quality], label: Callable[[str], str]
) -> Table:
    """Groups side by side, and all of them together."""

    def cells(one: Quality) -> tuple[str, ...]:
        first = discretion.spread(one.answered)
        courtesies = (told.share(one.courtesies[courtesy]) for courtesy in Courtesy)
        return (
            *courtesies,
            told.share(one.promises),
            told.share(one.feedback),
            told.minutes(first.middle if first else None),
        )

    rows = [Row(label(group), cells(one)) for group, one in groups.items()]
    heads = (
        *(told.say(COURTESIES[str(courtesy.name)]) for courtesy in Courtesy),
        *map(told.head, ("promises", "feedback", "answered")),
    )
    everything = [Row(told.head("all"), cells(found.quality))] if rows else []
    return Table(key, told.say(TITLES[key]), heads, (*rows, *everything))


def _ages(told: _Words, ages: Mapping[tuple[str, int], int]) -> Table:
    """Whether the young find what they need as others do."""
    bands: dict[str, Any] = {}
    for (band, mark), times in sorted(ages.items()):
        part, whole = bands.get(band, (0, 0))
        bands[band] = (part + times * (mark >= GOOD), whole + times)
    rows = tuple(Row(band, (told.share(Share(*marks)),)) for band, marks in bands.items())
    return Table("ages", told.say(TITLES["ages"]), (told.head("feedback"),), rows)
