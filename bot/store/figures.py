"""Facts for figures: times, courtesies and marks by conversation, never words or names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.store.codec import micros, moment, when
from bot.store.engine import Connection
from replies.statistics import Case, Mark, Vow

_CASES: Final = """
    SELECT opened_at, channel, lang, desk, claimed_at, answered_at, closed_at, courtesies, scale, sort
    FROM conversation WHERE library_id = ? AND opened_at >= ? AND opened_at < ?
"""
_MINE: Final = f"{_CASES} AND staff_by = ?"
_VOWS: Final = """
    SELECT p.made_at, c.channel, c.lang, c.desk, p.state, p.told FROM promise AS p
    JOIN conversation AS c ON c.n = p.conversation
    WHERE p.library_id = ? AND p.made_at >= ? AND p.made_at < ? AND p.state <> 'withdrawn'
"""
_MY_VOWS: Final = f"{_VOWS} AND p.owner = ?"
_MARKS: Final = """
    SELECT day, channel, lang, desk, mark FROM feedback
    WHERE library_id = ? AND day >= ? AND day <= ? AND counted = 1
"""
_AGES: Final = """
    SELECT age_band, mark, sum(times) FROM feedback_age WHERE library_id = ? AND month >= ? AND month <= ?
    GROUP BY age_band, mark
"""


def cases(
    connection: Connection, library: str, since: datetime, until: datetime, person: str | None
) -> Sequence[Case]:
    """Conversations that began in a period; of one librarian when named."""
    period = (library, micros(since), micros(until))
    rows = connection.execute(_CASES, period) if person is None else connection.execute(_MINE, (*period, person))
    return [
        Case(when(opened), channel, lang, desk, moment(claimed), moment(answered), moment(closed), *rest)
        for opened, channel, lang, desk, claimed, answered, closed, *rest in rows
    ]


def vows(connection: Connection, library: str, since: datetime, until: datetime, person: str | None) -> Sequence[Vow]:
    """Promises that were made in a period; of one librarian when named."""
    period = (library, micros(since), micros(until))
    rows = connection.execute(_VOWS, period) if person is None else connection.execute(_MY_VOWS, (*period, person))
    return [
        Vow(when(made), channel, lang, desk, state, state == "open" and told == 2)
        for made, channel, lang, desk, state, told in rows
    ]


def marks(connection: Connection, library: str, since: date, until: date) -> Sequence[Mark]:
    """Marks of a period, both days included."""
    rows = connection.execute(_MARKS, (library, since.isoformat(), until.isoformat()))
    return [Mark(date.fromisoformat(day), channel, lang, desk, mark) for day, channel, lang, desk, mark in rows]


def ages(connection: Connection, library: str, since: date, until: date) -> Mapping[tuple[str, int], int]:
    """How often each mark was given by each age band, in whole months."""
    rows = connection.execute(_AGES, (library, since.isoformat()[:7], until.isoformat()[:7]))
    return {(band, mark): int(times) for band, mark, times in rows}
