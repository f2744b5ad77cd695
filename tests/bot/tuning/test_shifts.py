"""Who is at the desk when, by the roster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.tuning.house_bodies import ShiftBody
from bot.tuning.shifts import on_duty

ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
EARLY = ShiftBody(people=("Anna", "Bo"), monday=("09:00-12:30",))
LATE = ShiftBody(people=("Bo",), monday=("12:30-19:00",))


def _at(hour: int, minute: int = 0) -> datetime:
    """A moment of that Monday by the clock in Rome, an hour ahead of UTC."""
    return MONDAY + timedelta(hours=hour - 1, minutes=minute)


def test_people_come_and_go_by_the_clock_on_the_wall() -> None:
    """Only what fell between two looks changes anything."""
    shifts = [EARLY, LATE]
    assert on_duty(shifts, _at(8), _at(8, 59), ROME) == {}
    assert on_duty(shifts, _at(8, 59), _at(9), ROME) == {"Anna": True, "Bo": True}
    assert on_duty(shifts, _at(9), _at(12), ROME) == {}
    assert on_duty(shifts, _at(18), _at(20), ROME) == {"Bo": False}


def test_who_goes_on_in_the_next_shift_stays() -> None:
    """At half past twelve Anna leaves; Bo doesn't."""
    assert on_duty([LATE, EARLY], _at(12), _at(13), ROME) == {"Anna": False, "Bo": True}


def test_a_desk_that_was_closed_makes_up_for_what_it_missed() -> None:
    """The last turn of each person counts."""
    assert on_duty([EARLY, LATE], _at(0), _at(15), ROME) == {"Anna": False, "Bo": True}


def test_a_shift_until_midnight_ends_at_the_beginning_of_the_next_day() -> None:
    """Twenty-four o'clock is no hour of its own."""
    night = ShiftBody(people=("Anna",), sunday=("20:00-24:00",))
    assert on_duty([night], _at(-1), _at(0), ROME) == {"Anna": False}
