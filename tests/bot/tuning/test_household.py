"""The house as it counts: what config.toml says, and over it what was tuned."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from bot.config import house
from bot.config.reading import parse_settings
from bot.ports import Person
from bot.tuning.colleagues import heads_of
from bot.tuning.files import plan_import
from bot.tuning.here import known_at
from bot.tuning.household import lines_of, overlaid
from bot.tuning.record import Head, Name, Record, heads
from replies.hours import Hours, is_open
from replies.house import Branch, DeskPlace, Line
from replies.templates import load_desk
from tests.house import NOON

AS_SET = parse_settings(
    '[library]\nname = "Before"\n[hours]\nmonday = ["09:00-10:00"]\n'
    '[[desks]]\nid = "info"\nname = "Info"\n[[desks]]\nid = "music"\nname = "Music"\n',
    Path("config.toml"),
)
TODAY = date(2027, 3, 1)


def _known(**files: str) -> dict[Name, Head]:
    plan = plan_import({name.replace("__", "/") + ".toml": text for name, text in files.items()}, {})
    return heads(Record(*change.name, 1, change.body, NOON, "anna", NOON, "anna") for change in plan.changes)


def test_what_nobody_tuned_is_as_in_the_settings() -> None:
    """Nothing is lost by an update to a version with pages for it."""
    assert overlaid(AS_SET, {}) == AS_SET


def test_a_tuned_section_takes_the_place_of_the_same_one_in_the_settings() -> None:
    """The other sections stay."""
    now = overlaid(AS_SET, _known(house__library='[shared]\nname = "After"\n'))
    assert (now.library.name, now.hours) == ("After", AS_SET.hours)


def test_desks_are_laid_over_those_of_the_settings_one_by_one() -> None:
    """Changed, added, taken away; the first one is whom an admin puts first."""
    known = _known(
        desks__music="[shared]\nremoved = true\n",
        desks__info='[shared]\nname = "Infodisken"\nrank = 1\n',
        desks__children='[shared]\nname = "Barn"\n',
    )
    assert [desk.name for desk in overlaid(AS_SET, known).desks] == ["Barn", "Infodisken"]


def test_a_desk_keeps_the_hours_of_its_branch_unless_it_has_its_own() -> None:
    """Library, branch, desk: the nearest counts."""
    known = _known(
        branches__north='[shared]\nname = "North"\n[shared.hours]\nmonday = ["12:00-13:00"]\n',
        desks__info='[shared]\nname = "Info"\nbranch = "north"\n',
        desks__music='[shared]\nname = "M"\nbranch = "north"\n[shared.hours]\nmonday = ["15:00-16:00"]\n',
        desks__other='[shared]\nname = "Other"\n',
    )
    info, music, other = sorted(house.desks(overlaid(AS_SET, known), TODAY), key=lambda place: place.id)
    opened = [hour for hour in range(24) if is_open(info.hours, datetime(2027, 3, 1, hour, 30, tzinfo=UTC))]
    assert opened == [12]
    assert is_open(music.hours, datetime(2027, 3, 1, 15, 30, tzinfo=UTC))
    assert is_open(other.hours, datetime(2027, 3, 1, 9, 30, tzinfo=UTC))
    assert info.branch.name == "North"


def test_the_house_says_its_own_lines_and_the_rest_as_shipped() -> None:
    """By language; a slot is filled as ever."""
    lines = load_desk(("sv", "en"))
    known = _known(house__lines='[sv.lines]\nhello = "Hej i Lindhaga!"\nnodded = "{name} kommer strax."\n')
    lines.learn(("sv", "en"), UTC, lines_of(known))
    assert lines.hello("sv") == "Hej i Lindhaga!"
    assert lines.line(Line.NODDED, "sv", name="Maja") == "Maja kommer strax."
    assert lines.hello("en") == "Hello, and welcome! How can I help you?"


def test_slots_know_the_place_as_people_there_write_it() -> None:
    """Days that are alike stand together; a pause at noon is seen."""
    parsed = parse_settings(
        "[hours]\n"
        + "".join(f'{day} = ["09:00-19:00"]\n' for day in ("monday", "tuesday", "wednesday"))
        + 'saturday = ["09:00-12:30", "14:00-24:00"]\n',
        Path("config.toml"),
    )
    hours = house.open_hours(parsed.hours, parsed, TODAY)
    place = DeskPlace("info", "Info", hours=hours, branch=Branch("north", "Pohjoinen", phone="09 1"))
    assert known_at(place, "Kirjasto", "fi") == {
        "library": "Kirjasto",
        "phone": "09 1",
        "our_branch": "Pohjoinen",
        "our_phone": "09 1",
        "our_hours": "ma–ke 9.00–19.00, la 9.00–12.30 + 14.00–24.00",
    }
    assert known_at(place, "Library", "en")["our_hours"] == "Mon–Wed 9:00–19:00, Sat 9:00–12:30 + 14:00–24:00"
    assert "our_hours" not in known_at(DeskPlace("info", "Info", hours=Hours(always=True)), "L", "en")


def test_colleagues_have_files_named_in_plain_letters() -> None:
    """Two of one name are told apart; who has left has none."""
    people = [
        Person("1", "Åsa Ek", "librarian"),
        Person("2", "Asa Ek", "viewer"),
        Person("3", "Bo", "librarian", active=False),
        Person("4", "李", "librarian"),
    ]
    assert [name[1] for name in heads_of(people)] == ["asa_ek", "asa_ek_2", "person"]
