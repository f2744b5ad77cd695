"""Figures of a period, exact: what a board asks, from facts without words or names. Pure.

What is shown of them is less: see ``replies.discretion``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from math import ceil
from typing import Final, Literal, NamedTuple

from nlp.draft import Channel
from replies.courtesy import Courtesy, Sort
from replies.feedback import GOOD
from replies.noting import SPOKEN
from replies.promise import PromiseState

Unit = Literal["day", "week", "month"]


class Case(NamedTuple):
    """One conversation as far as figures go; times are aware UTC."""

    opened_at: datetime
    channel: Channel
    lang: str
    desk: str
    claimed_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    courtesies: int = 0
    scale: int | None = None
    sort: Sort | None = None


class Vow(NamedTuple):
    """One promise; ``broken``: still open though its time is over."""

    made_at: datetime
    channel: Channel
    lang: str
    desk: str
    state: PromiseState
    broken: bool = False


class Mark(NamedTuple):
    """One patron's mark, 1 to 5."""

    day: date
    channel: Channel
    lang: str
    desk: str
    mark: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of what figures are wanted.

    Attributes:
        since: First local day.
        until: Last local day, included.
        zone: The clock on the library's wall.
        unit: How days are put together.
        channel: Only this one, or None for all; so are ``lang`` and ``desk``.
        lang: BCP 47.
        desk: A desk's id.
    """

    since: date
    until: date
    zone: tzinfo
    unit: Unit = "day"
    channel: str | None = None
    lang: str | None = None
    desk: str | None = None


class Share(NamedTuple):
    """A part of a whole."""

    part: int
    whole: int


class Spread(NamedTuple):
    """How long something took, whole seconds: of how many, the middle one, and what nine of ten did not exceed."""

    of: int
    middle: int
    nine_of_ten: int


@dataclass(frozen=True, slots=True)
class Times:
    """From the question: until somebody took it, until the first answer left, until it was closed."""

    taken: Spread
    answered: Spread
    closed: Spread


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a group was served: shares of its answered conversations, of promises due, of marks given."""

    courtesies: Mapping[Courtesy, Share]
    promises: Share
    feedback: Share
    answered: Spread


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything, exact.

    Attributes:
        questions: How many.
        by_unit: By the first day of each day, week (Monday) or month, empty ones included.
        by_channel: How many; so are ``by_lang`` and ``by_desk``.
        by_hour: By local hour, 24 of them.
        by_week_hour: By weekday (0 is Monday) and hour.
        times: By written channel.
        scales: By READ level, of those that were classed.
        sorts: By kind of question, of those that were classed.
        quality_by_channel: Side by side.
        quality_by_lang: Side by side.
        quality: Of all.
    """

    questions: int
    by_unit: tuple[tuple[date, int], ...]
    by_channel: Mapping[str, int]
    by_lang: Mapping[str, int]
    by_desk: Mapping[str, int]
    by_hour: tuple[int, ...]
    by_week_hour: Mapping[tuple[int, int], int]
    times: Mapping[str, Times]
    scales: Mapping[int, int]
    sorts: Mapping[str, int]
    quality_by_channel: Mapping[str, Quality]
    quality_by_lang: Mapping[str, Quality]
    quality: Quality


def figures(cases: Iterable[Case], vows: Iterable[Vow], marks: Iterable[Mark], wanted: Wanted) -> Figures:
    """The figures (cost: linear, but for sorting times).

    A conversation and a promise count on the local day they began, a mark on its own day.
    """
    counted = [case for case in cases if _is_wanted(case, case.opened_at.astimezone(wanted.zone).date(), wanted)]
    promised = [vow for vow in vows if _is_wanted(vow, vow.made_at.astimezone(wanted.zone).date(), wanted)]
    marked = [mark for mark in marks if _is_wanted(mark, mark.day, wanted)]
    local = [case.opened_at.astimezone(wanted.zone) for case in counted]
    units = Counter(begin_of(at.date(), wanted.unit) for at in local)
    hours = Counter(at.hour for at in local)
    channels = Counter(str(case.channel) for case in counted)
    langs = Counter(case.lang for case in counted)
    return Figures(
        questions=len(counted),
        by_unit=tuple((begin, units[begin]) for begin in _units(wanted)),
        by_channel=channels,
        by_lang=langs,
        by_desk=Counter(case.desk for case in counted),
        by_hour=tuple(hours[hour] for hour in range(24)),
        by_week_hour=Counter((at.weekday(), at.hour) for at in local),
        times={
            channel: _times([case for case in counted if case.channel == channel])
            for channel in channels
            if channel not in SPOKEN
        },
        scales=Counter(case.scale for case in counted if case.scale is not None),
        sorts=Counter(str(case.sort) for case in counted if case.sort is not None),
        quality_by_channel=_side_by_side(counted, promised, marked, lambda one: str(one.channel)),
        quality_by_lang=_side_by_side(counted, promised, marked, lambda one: one.lang),
        quality=_quality(counted, promised, marked),
    )


def begin_of(day: date, unit: Unit) -> date:
    """The first day of the unit a day lies in; a week begins on Monday."""
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _units(wanted: Wanted) -> Iterator[date]:
    begin = begin_of(wanted.since, wanted.unit)
    while begin <= wanted.until:
        yield begin
        begin = begin_of(begin + _STEP[wanted.unit], wanted.unit)


_STEP: Final = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=31)}

_Fact = Case | Vow | Mark


def _is_wanted(fact: _Fact, day: date, wanted: Wanted) -> bool:
    return (
        wanted.since <= day <= wanted.until
        and wanted.channel in (None, fact.channel)
        and wanted.lang in (None, fact.lang)
        and wanted.desk in (None, fact.desk)
    )


def _times(cases: Sequence[Case]) -> Times:
    return Times(
        taken=_spread(case.claimed_at - case.opened_at for case in cases if case.claimed_at),
        answered=_spread(case.answered_at - case.opened_at for case in cases if case.answered_at),
        closed=_spread(case.closed_at - case.opened_at for case in cases if case.closed_at),
    )


def _spread(took: Iterable[timedelta]) -> Spread:
    seconds = sorted(int(one.total_seconds()) for one in took)
    if not seconds:
        return Spread(0, 0, 0)
    return Spread(len(seconds), seconds[(len(seconds) - 1) // 2], seconds[ceil(len(seconds) * 0.9) - 1])


def _side_by_side(
    cases: Sequence[Case], vows: Sequence[Vow], marks: Sequence[Mark], group: Callable[[_Fact], str]
) -> dict[str, Quality]:
    return {
        key: _quality(
            [case for case in cases if group(case) == key],
            [vow for vow in vows if group(vow) == key],
            [mark for mark in marks if group(mark) == key],
        )
        for key in sorted({group(case) for case in cases})
    }


def _quality(cases: Sequence[Case], vows: Sequence[Vow], marks: Sequence[Mark]) -> Quality:
    answered = [case for case in cases if case.answered_at and case.channel not in SPOKEN]
    due = [vow for vow in vows if vow.broken or vow.state in ("kept", "late")]
    return Quality(
        courtesies={
            courtesy: Share(sum(bool(case.courtesies & courtesy) for case in answered), len(answered))
            for courtesy in Courtesy
        },
        promises=Share(sum(vow.state == "kept" for vow in due), len(due)),
        feedback=Share(sum(mark.mark >= GOOD for mark in marks), len(marks)),
        answered=_spread(case.answered_at - case.opened_at for case in answered if case.answered_at),
    )
