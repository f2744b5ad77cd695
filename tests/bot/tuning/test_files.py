"""What admins have tuned, as files: nothing is lost on the way out and in, and a slip is a sentence."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from bot.store.sqlite import open_store
from bot.tuning.bad_files import BadFileError
from bot.tuning.files import (
    plan_import,
    read_folder,
    read_pictures,
    render_files,
    render_toml,
    write_folder,
)
from bot.tuning.record import Change, Head, Name, Record, heads
from tests.house import NOON, FakeClock, house

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PICTURES = {"pictures/floor_2.png": PNG}

FILES: Mapping[str, str] = {
    "branches/north.toml": '[shared]\nname = "Norra"\naddress = "Norra vägen 4"\nphone = "0101 234 568"\n',
    "desks/music.toml": (
        '[shared]\nname = "Musiken"\nlanguages = [\n  "sv",\n]\nbranch = "north"\nrank = 2\n\n'
        '[shared.topics]\nsv = [\n  "noter",\n]\n\n[shared.hours]\nmonday = [\n  "10:00-12:00",\n]\n'
    ),
    "extras/ghost_stories.toml": (
        '[shared]\nuntil = "2027-10-31"\nkind = "event"\n\n'
        '[sv]\ntitle = "Spökkväll"\ntext = "På fredag berättar vi spökhistorier."\n'
    ),
    "glossary/terms.toml": '[sv.terms]\nLIBRIS = "katalogen över svenska bibliotek"\n',
    "house_rules/portal.toml": (
        '[sv]\ncode = "vague"\nmessage = "Vilken sida är det?"\nflag = [\n  "portalen",\n]\n'
        'speaks = [\n  "Se portalen.",\n]\nsilent = [\n  "Se hyllan.",\n]\n'
    ),
    "house/hours.toml": (
        '[shared]\nmonday = [\n  "09:00-12:30",\n  "14:00-19:00",\n]\nholidays = "SE"\n'
        'exceptions = [\n  { day = "2027-12-24", open = ["10:00-13:00"], why = "Julafton" },\n]\n'
    ),
    "house/library.toml": '[shared]\nname = "Lindhaga bibliotek"\ntime_zone = "Europe/Stockholm"\n',
    "house/lines.toml": '[sv.lines]\nhello = "Hej och välkommen till Lindhaga!"\n',
    "house/waiting.toml": "[shared]\nremind_after_minutes = 4.0\n",
    "notices/building.toml": (
        '[shared]\nsince = "2027-03-01"\n\n[sv]\ntext = "Vi bygger om. Ingången är från gården."\n'
    ),
    "people/maja_lind.toml": '[shared]\nname = "Maja Lind"\nlanguages = [\n  "sv",\n]\n',
    "pictures/floor_2.toml": (
        '[shared]\nfile = "floor_2.png"\n\n[sv]\nwords = "Plan 2: musiken ligger till vänster."\n'
    ),
    "rules/jargon.toml": '[shared]\nstrength = "quiet"\n\n[shared.channels]\nemail = "reason"\n',
    "shifts/monday_morning.toml": (
        '[shared]\npeople = [\n  "Maja Lind",\n]\ndesk = "music"\nmonday = [\n  "09:00-12:30",\n]\n'
    ),
    "templates/on_loan.toml": (
        '[shared]\nbranches = [\n  "north",\n]\npicture = "floor_2"\n'
        'review_on = "2027-09-01"\n\n[fi]\nremoved = true\n\n'
        '[sv]\ntitle = "Den är ute"\ntext = "Hej! ”{title}” är ute.\\nVill du ha den sedan?"\n\n'
        '[sv.slots.title]\nsample = "Solaris"\n'
    ),
}


def _known(changes: tuple[Change, ...]) -> dict[Name, Head]:
    """What a store that took in these changes says."""
    return heads(
        Record(change.kind, change.key, change.lang, 1, change.body, NOON, "anna", NOON, "anna") for change in changes
    )


def test_files_that_are_taken_in_come_out_as_they_were() -> None:
    """Byte for byte, so git shows what somebody changed and nothing else."""
    assert render_files(_known(plan_import(FILES, {}, PICTURES).changes)) == FILES


def test_taking_in_the_same_files_again_changes_nothing() -> None:
    """There is no new version without a change."""
    plan = plan_import(FILES, _known(plan_import(FILES, {}, PICTURES).changes), PICTURES)
    assert (plan.changes, plan.diff) == ((), "")


def test_a_change_is_shown_as_diff_does() -> None:
    """Only what differs, with the file it stands in."""
    known = _known(plan_import(FILES, {}, PICTURES).changes)
    rule = {"rules/jargon.toml": '[shared]\nactive = false\nstrength = "quiet"\n'}
    plan = plan_import(rule, known)
    assert [change.key for change in plan.changes] == ["jargon"]
    assert plan.diff.splitlines()[:2] == ["--- desk/rules/jargon.toml", "+++ files/rules/jargon.toml"]
    assert "+active = false" in plan.diff.splitlines()
    assert '-email = "reason"' in plan.diff.splitlines()


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=40)


@given(st.dictionaries(TEXT.filter(lambda term: len(term) < 40), TEXT, min_size=1, max_size=4))
def test_whatever_was_typed_is_the_same_in_a_file(terms: dict[str, str]) -> None:
    """Quotes, backslashes, line ends, signs of control."""
    assert tomllib.loads(render_toml({"sv": {"terms": terms}})) == {"sv": {"terms": terms}}


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("templates/on_loan.toml", "[sv", "can't be read"),
        ("templates/on_loan.toml", "a = " + "[" * 2_000, "too many brackets"),
        ("templates/on_loan.toml", "[de]\ntitle = 'x'", "[de] isn't known here; allowed are shared, en, it"),
        ("templates/on_loan.toml", "[sv]\ntitle = 'x'", "[sv] text is missing"),
        ("templates/on_loan.toml", "[shared]\ncolour = 'x'", "[shared] colour isn't known here"),
        ("rules/jargon.toml", "[sv]\nactive = true", "[sv] isn't known here; allowed are shared"),
        ("house_rules/x.toml", "[en]\ncode = 'vague'\nmessage = 'm'\nflag = ['(']", "'(' can't be used (broken)"),
        ("house_rules/x.toml", "[en]\ncode = 'odd'\nmessage = 'm'\nflag = ['a']", "odd isn't one of our codes"),
        ("pictures/door.toml", "[shared]\nfile = 'door.png'", "there is no picture pictures/door.png beside it"),
        ("desks/Music.toml", "[shared]\nname = 'x'", "isn't known"),
        (
            "house/hours.toml",
            "[shared]\nmonday = ['9-12']",
            "monday.0 can't be as it is: a span looks like",
        ),
        ("house/lines.toml", "[sv.lines]\nhello = 'Hej {name}'", "hello can't hold {name}"),
        ("house/lines.toml", "[sv.lines]\npaused = 'Strax!'", "paused must hold {until}"),
        ("house/doors.toml", "", "isn't known"),
        ("notices/x.toml", "[shared]\nsince = '2027-02-01'\nuntil = '2027-01-01'", "until lies before since"),
        ("elsewhere/x.toml", "", "isn't known: files are named as in templates/on_loan.toml"),
        ("rules/../x.toml", "", "isn't known"),
    ],
)
def test_a_file_that_can_not_be_used_is_refused_by_name(path: str, text: str, said: str) -> None:
    """With what is wrong and what is allowed; nothing else is taken in either."""
    with pytest.raises(BadFileError) as refused:
        plan_import({**FILES, path: text}, {}, PICTURES)
    assert said in str(refused.value)


async def test_commands_take_files_in_and_write_them_out(tmp_path: Path) -> None:
    """A dry run only tells; out of an open desk, too; into one that is open not, and it says so."""
    files, data, out = tmp_path / "files", tmp_path / "data", tmp_path / "out"
    for name, text in FILES.items():
        (files / name).parent.mkdir(parents=True, exist_ok=True)
        (files / name).write_text(text, "utf-8")
    (files / "pictures/floor_2.png").write_bytes(PNG)

    async def run(*words: str) -> tuple[int, str]:
        said = await asyncio.to_thread(CliRunner().invoke, app, [*words, "--data", str(data)])
        return said.exit_code, said.output

    assert (await run("export", str(out)))[0] == 2
    tried = await run("import", str(files), "--dry-run")
    assert tried[0] == 0
    assert "20 would be changed" in tried[1]
    assert not data.exists()
    async with open_store(data / "desk.sqlite3", FakeClock(), house()):
        refused = await run("import", str(files))
        assert refused[0] == 2
        assert "Stop it first" in refused[1]
    assert "20 changed" in (await run("import", str(files)))[1]
    async with open_store(data / "desk.sqlite3", FakeClock(), house()):
        assert (await run("export", str(out)))[0] == 0
    assert (read_folder(out), read_pictures(out)) == (FILES, PICTURES)
    assert "the same as the files" in (await run("import", str(out)))[1]


def test_a_picture_whose_bytes_are_others_is_a_change() -> None:
    """Its name stands in the diff, its bytes don't."""
    known = _known(plan_import(FILES, {}, PICTURES).changes)
    plan = plan_import(FILES, known, {"pictures/floor_2.png": PNG + b"other"})
    assert [change.name for change in plan.changes] == [("picture", "floor_2", "")]
    assert plan.diff == "The pictures of desk/pictures/floor_2.toml and files/pictures/floor_2.toml differ\n"
    assert [picture.content for picture in plan.pictures] == [PNG + b"other"]


def test_export_takes_away_what_is_no_longer_said_and_nothing_else(tmp_path: Path) -> None:
    """A README beside the files stays."""
    write_folder(tmp_path, FILES)
    (tmp_path / "README.md").write_text("Ours.")
    write_folder(tmp_path, {"rules/jargon.toml": FILES["rules/jargon.toml"]})
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["README.md", "jargon.toml"]
