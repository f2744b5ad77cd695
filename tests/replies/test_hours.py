"""Opening hours: holidays, exceptions, midnight, and the nights when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from replies.hours import Hours, closes_at, is_open, next_opening

HELSINKI = ZoneInfo("Europe/Helsinki")
WEEK = Hours(
    weekly={**dict.fromkeys(range(5), ((time(9), time(12)), (time(13), time(17)))), 5: ((time(10), time(14)),)},
    exceptions={date(2026, 11, 25): (), date(2026, 12, 6): ((time(12), time(14)),)},
    holidays={date(2026, 12, 6): "Itsenäisyyspäivä", date(2026, 12, 25): "Joulupäivä"},
    zone=HELSINKI,
)


def _at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HELSINKI).astimezone(UTC)


def test_open_from_the_first_minute_to_before_the_last():
    """Nine is open, noon is not, and lunch is closed."""
    assert [is_open(WEEK, _at(23, h)) for h in (8, 9, 11, 12, 13, 16, 17)] == [
        False, True, True, False, True, True, False,
    ]  # fmt: skip


def test_the_next_opening_is_now_while_open_and_else_the_next_one():
    """Over lunch, over night, over Sunday."""
    assert next_opening(WEEK, _at(23, 10)) == _at(23, 10)
    assert next_opening(WEEK, _at(23, 12, 30)) == _at(23, 13)
    assert next_opening(WEEK, _at(28, 15)) == _at(30, 9)
    assert closes_at(WEEK, _at(23, 10)) == _at(23, 12)
    assert closes_at(WEEK, _at(23, 12, 30)) is None


def test_an_exception_wins_over_the_week_and_over_a_holiday():
    """Closed for a training day; open for two hours on Independence Day, which is a Sunday, too."""
    assert not is_open(WEEK, _at(25, 10))
    assert is_open(WEEK, _at(6, 13, month=12))
    assert not is_open(WEEK, _at(25, 10, month=12))


def test_a_desk_that_closes_after_midnight_is_open_at_midnight():
    """Library night: six in the evening to one."""
    night = Hours(exceptions={date(2026, 11, 27): ((time(18), time(1)),)}, zone=HELSINKI)
    assert is_open(night, _at(28, 0, 30))
    assert not is_open(night, _at(28, 1))


def test_the_clocks_may_change_and_nine_stays_nine():
    """The last Sunday of March in Helsinki has 23 hours."""
    sundays = Hours(weekly={6: ((time(9), time(15)),)}, zone=HELSINKI)
    assert next_opening(sundays, datetime(2026, 3, 28, 22, tzinfo=UTC)) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_a_desk_that_never_opens_says_so():
    """Nothing in sixty days is nothing we can promise."""
    assert next_opening(Hours(zone=HELSINKI), _at(23, 10)) is None


@given(st.timedeltas(timedelta(0), timedelta(days=730)))
def test_the_next_opening_is_open_and_nothing_before_it_is(passed):
    """Whatever the moment in two years."""
    at = datetime(2026, 1, 1, tzinfo=UTC) + passed
    opens = next_opening(WEEK, at)
    assert opens is not None
    assert is_open(WEEK, opens)
    assert opens >= at
    if opens > at:
        assert not is_open(WEEK, at)
        assert not is_open(WEEK, at + (opens - at) / 2)
