"""What is set is what the desk does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import SettingsError, house
from bot.config.reading import parse_settings
from replies.hours import is_open
from replies.house import Patience

HERE = Path("config.toml")
TODAY = date(2027, 3, 1)


def test_the_defaults_are_the_desks_own() -> None:
    """The table of settings and the desk agree on how long is long."""
    assert house.patience(parse_settings("", HERE)) == Patience()


def test_a_library_that_says_no_hours_has_one_desk_that_is_always_open() -> None:
    """It promises nothing it did not say."""
    (desk,) = house.desks(parse_settings('[library]\nname = "Bibliotek"', HERE), TODAY)
    assert desk.name == "Bibliotek"
    assert is_open(desk.hours, datetime(2027, 3, 7, 3, tzinfo=UTC))


def test_hours_follow_the_clock_on_the_wall_and_the_holidays() -> None:
    """Finland's first of May is a Saturday in 2027; the sixth of December a Monday."""
    text = (
        '[library]\ntime_zone = "Europe/Helsinki"\n'
        '[hours]\nmonday = ["14:00-24:00", "09:00-12:30"]\nholidays = "FI"\n'
        '[[hours.exceptions]]\nday = 2027-03-08\nopen = ["10:00-11:00"]\n'
    )
    (desk,) = house.desks(parse_settings(text, HERE), TODAY)
    assert is_open(desk.hours, datetime(2027, 3, 1, 7, 30, tzinfo=UTC))
    assert not is_open(desk.hours, datetime(2027, 3, 1, 11, 0, tzinfo=UTC))
    assert is_open(desk.hours, datetime(2027, 3, 1, 21, 59, tzinfo=UTC))
    assert not is_open(desk.hours, datetime(2027, 3, 8, 7, 30, tzinfo=UTC))
    assert is_open(desk.hours, datetime(2027, 3, 8, 8, 30, tzinfo=UTC))
    assert not is_open(desk.hours, datetime(2027, 12, 6, 9, 0, tzinfo=UTC))


def test_a_country_without_known_holidays_is_told() -> None:
    """Before the desk opens, not on the day."""
    with pytest.raises(SettingsError, match="no public holidays are known for ZZ"):
        house.desks(parse_settings('[hours]\nholidays = "ZZ"', HERE), TODAY)


def test_a_desk_has_its_own_hours_and_topics() -> None:
    """Words are compared without capitals."""
    text = (
        '[hours]\nmonday = ["09:00-17:00"]\n'
        '[[desks]]\nid = "main"\nname = "Info"\n'
        '[[desks]]\nid = "music"\nname = "Music"\ntopics = { en = ["Score"] }\n'
        '[desks.hours]\ntuesday = ["10:00-12:00"]'
    )
    main, music = house.desks(parse_settings(text, HERE), TODAY)
    assert set(main.hours.weekly) == {0}
    assert set(music.hours.weekly) == {1}
    assert music.topics == {"en": ("score",)}


def test_what_the_library_says_of_itself_is_no_finding() -> None:
    """Its own numbers and names reach the checks."""
    told = house.told_to_checks(parse_settings('[library]\nphones = ["1"]\ncontacts = ["a@b.example"]', HERE))
    assert told.contacts == ("1", "a@b.example")
    assert "The library" in told.names


def test_time_is_long_as_set() -> None:
    """Minutes, hours and days, each in its own unit."""
    set_ = parse_settings(
        "[waiting]\nundo_seconds = 0\nacknowledge_after_minutes = [2]\n[privacy]\nemail_days = 7", HERE
    )
    patience = house.patience(set_)
    assert patience.undo == timedelta(0)
    assert patience.acknowledge_after == (timedelta(minutes=2),)
    assert patience.keep["email"] == timedelta(days=7)
