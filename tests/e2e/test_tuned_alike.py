"""A desk tuned by its pages alone and one tuned by its files alone say the same."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.tuning.files import read_folder, read_pictures
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import first_admin

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """All of it is exported."""
    return own_desk


@pytest.fixture(scope="module")
def signed_in(desk: RunningDesk, chromium: Browser) -> Path:
    """Its first admin, who is exported with it."""
    return first_admin(chromium, desk)


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURES = {"pictures/floor_2.png": PNG}

FILES: Mapping[str, str] = {
    "branches/north.toml": """\
[shared]
name = "Norra biblioteket"
address = "Norra vägen 4"
phone = "0101 234 568"
link = "https://bibliotek.example/norra"

[shared.hours]
tuesday = [
  "12:00-18:00",
]
""",
    "desks/music.toml": """\
[shared]
name = "Musiken"
languages = [
  "sv",
]
branch = "north"
rank = 2

[shared.topics]
sv = [
  "noter",
  "nothäfte",
]
""",
    "extras/ghost_stories.toml": """\
[shared]
until = "2030-10-31"
kind = "event"
desks = [
  "music",
]

[sv]
title = "Spökkväll"
text = "På fredag berättar vi spökhistorier på {our_branch}."
""",
    "house/hours.toml": """\
[shared]
monday = [
  "09:00-12:30",
  "14:00-19:00",
]
holidays = "SE"
exceptions = [
  { day = "2030-12-24", open = ["10:00-13:00"], why = "Julafton" },
  { day = "2030-12-31" },
]
""",
    "house/library.toml": """\
[shared]
name = "Lindhaga bibliotek"
languages = [
  "sv",
  "en",
]
time_zone = "Europe/Stockholm"
phones = [
  "0101 234 567",
]
""",
    "house/lines.toml": '[sv.lines]\nhello = "Hej och välkommen till Lindhaga!"\n',
    "house/waiting.toml": "[shared]\nundo_seconds = 3.0\nremind_after_minutes = 4.0\n",
    "notices/building.toml": """\
[shared]
since = "2027-03-01"

[en]
text = "We are rebuilding. Please come in from the yard."

[sv]
text = "Vi bygger om. Ingången är från gården."
""",
    "people/bo_ek.toml": """\
[shared]
name = "Bo Ek"
role = "trainee"
languages = [
  "sv",
]
desks = [
  "music",
]
second_reader = true
""",
    "people/maja.toml": '[shared]\nname = "Maja"\nrole = "admin"\n',
    "pictures/floor_2.toml": """\
[shared]
file = "floor_2.png"

[sv]
words = "Plan 2: musiken ligger till vänster om trappan."
""",
    "shifts/monday_morning.toml": """\
[shared]
people = [
  "Bo Ek",
]
desk = "music"
monday = [
  "09:00-12:30",
]
""",
    "glossary/terms.toml": '[sv.terms]\nLIBRIS = "katalogen över svenska bibliotek"\n',
    "house_rules/portal.toml": """\
[sv]
code = "vague"
message = "Det är inte säkert att det märks vilken sida det är."
flag = [
  "portalen",
]
speaks = [
  "Det finns i portalen.",
]
silent = [
  "Det finns på hyllan.",
]
""",
    "rules/jargon.toml": '[shared]\nstrength = "quiet"\n\n[shared.roles]\ntrainee = "second"\n',
    "templates/on_loan.toml": """\
[shared]
channels = [
  "email",
]
branches = [
  "north",
]
picture = "floor_2"
review_on = "2030-01-31"

[sv]
title = "Den är ute"
text = "Hej! ”{title}” är ute just nu. Vill du att jag reserverar den åt dig?"
shortcut = "ute"
""",
}


def _smiledesk(*words: object) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, words)], capture_output=True, text=True, check=False, timeout=120
    )
    assert said.returncode == 0, said.stderr


def test_a_desk_tuned_by_its_pages_and_one_tuned_by_its_files_export_the_same(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    """From zero, each in its own way; the export of both is equal, byte for byte."""
    page = open_page(storage_state=signed_in)
    _the_house(page, desk.origin)
    _its_people(page, desk.origin)
    _its_words(page, desk.origin)
    _by_pages(page, desk.origin)
    _smiledesk("export", tmp_path / "by_pages", "--data", desk.folder)

    for name, text in FILES.items():
        (tmp_path / "written" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "written" / name).write_text(text, "utf-8")
    (tmp_path / "written" / "pictures/floor_2.png").write_bytes(PNG)
    _smiledesk("import", tmp_path / "written", "--data", tmp_path / "other")
    _smiledesk("export", tmp_path / "by_files", "--data", tmp_path / "other")

    assert read_folder(tmp_path / "by_pages") == read_folder(tmp_path / "by_files") == FILES
    assert read_pictures(tmp_path / "by_pages") == read_pictures(tmp_path / "by_files") == PICTURES


def _open(page: Page, origin: str, thing: str) -> None:
    """The form of one thing, new or not."""
    page.goto(f"{origin}/admin/house")
    page.goto(f"{origin}/admin/house#{thing}")
    expect(page.locator("#one-title")).to_be_visible()


def _keep(page: Page) -> None:
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")


def _the_house(page: Page, origin: str) -> None:
    """The library, its hours, a branch and a desk."""
    _open(page, origin, "library/library")
    page.get_by_label("Languages you answer in").fill("sv, en")
    page.get_by_label("Time zone").fill("Europe/Stockholm")
    page.get_by_label("Your own telephone numbers").fill("0101 234 567")
    _keep(page)
    _open(page, origin, "hours/hours")
    page.get_by_label("Monday").fill("09:00-12:30, 14:00-19:00")
    page.get_by_label("Public holidays you keep").fill("SE")
    page.get_by_label("Days that are not as usual").fill("2030-12-24 10:00-13:00 Julafton\n2030-12-31")
    _keep(page)
    _open(page, origin, "waiting/waiting")
    page.get_by_label("Minutes until staff are reminded").fill("4")
    _keep(page)
    _open(page, origin, "branch/north")
    page.get_by_label("Name", exact=True).fill("Norra biblioteket")
    page.get_by_label("Address").fill("Norra vägen 4")
    page.get_by_label("Telephone").fill("0101 234 568")
    page.get_by_label("Web page").fill("https://bibliotek.example/norra")
    page.get_by_label("Tuesday").fill("12:00-18:00")
    _keep(page)
    _open(page, origin, "desk/music")
    page.get_by_label("Name", exact=True).fill("Musiken")
    page.get_by_label("Its place among the desks").fill("2")
    page.get_by_label("Branch", exact=True).select_option("north")
    page.get_by_role("checkbox", name="svenska").check()
    page.get_by_label("Words in a question that bring it here").fill("sv: noter, nothäfte")
    _keep(page)


def _its_people(page: Page, origin: str) -> None:
    """Somebody who learns, and their shift."""
    page.goto(f"{origin}/admin/people", wait_until="networkidle")
    page.locator("#invite-name").fill("Bo Ek")
    page.locator("#invite-role").select_option("trainee")
    page.get_by_role("button", name="Make a one-time link").click()
    row = page.get_by_role("row", name="Bo Ek")
    row.get_by_role("checkbox", name="A colleague reads").check()
    expect(page.locator("#done")).to_have_text("Changed for Bo Ek.")
    row.get_by_text("Languages and desks").click()
    for name in ("svenska", "Musiken"):
        with page.expect_response("**/api/people/*"):
            row.get_by_role("checkbox", name=name).check()
    _open(page, origin, "shift/monday_morning")
    page.get_by_role("checkbox", name="Bo Ek").check()
    page.get_by_label("Desk", exact=True).select_option("music")
    page.get_by_label("Monday").fill("09:00-12:30")
    _keep(page)


def _its_words(page: Page, origin: str) -> None:
    """Its own lines, a notice, an event, a floor plan."""
    _open(page, origin, "lines/lines")
    _in(page, "svenska")
    page.locator("#sv-lines-hello").fill("Hej och välkommen till Lindhaga!")
    _keep(page)
    _open(page, origin, "notice/building")
    page.get_by_label("From", exact=True).fill("2027-03-01")
    _in(page, "svenska")
    page.locator("#sv-text").fill("Vi bygger om. Ingången är från gården.")
    page.locator("#en-text").fill("We are rebuilding. Please come in from the yard.")
    _keep(page)
    _open(page, origin, "extra/ghost_stories")
    page.get_by_label("Kind").select_option("event")
    page.get_by_label("Until", exact=True).fill("2030-10-31")
    page.get_by_role("checkbox", name="Musiken").check()
    _in(page, "svenska")
    page.locator("#sv-title").fill("Spökkväll")
    page.locator("#sv-text").fill("På fredag berättar vi spökhistorier på {our_branch}.")
    _keep(page)
    _open(page, origin, "picture/floor_2")
    page.locator("#shared-file").set_input_files({"name": "Plan två.PNG", "mimeType": "image/png", "buffer": PNG})
    _in(page, "svenska")
    page.locator("#sv-words").fill("Plan 2: musiken ligger till vänster om trappan.")
    _keep(page)


def _in(page: Page, language: str) -> None:
    page.locator("summary", has_text=language).click()


def _by_pages(page: Page, origin: str) -> None:
    page.goto(f"{origin}/admin/rules", wait_until="networkidle")
    page.locator("summary", has_text="A library word the patron may not know").click()
    page.locator("#jargon-all").select_option("quiet")
    expect(page.locator("summary", has_text="A library word the patron may not know")).to_contain_text("quiet")
    page.locator("#jargon-trainee").select_option("second")
    expect(page.locator("summary", has_text="A library word")).to_contain_text("with exceptions")
    page.locator("#glossary-lang").select_option("sv")
    page.locator("#glossary-terms").fill("LIBRIS = katalogen över svenska bibliotek")
    page.locator("#glossary").get_by_role("button", name="Save").click()
    expect(page.locator("#done")).to_have_text("The glossary is kept.")
    page.locator("#rule-key").fill("portal")
    page.locator("#rule-lang").select_option("sv")
    page.get_by_label("What the patron may feel").fill("Det är inte säkert att det märks vilken sida det är.")
    page.get_by_label("Phrases it speaks of").fill("portalen")
    page.get_by_label("sentences where it must speak").fill("Det finns i portalen.")
    page.get_by_label("sentences where it must keep quiet").fill("Det finns på hyllan.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#done")).to_have_text("Published. It is heard from the next check on.")

    page.goto(f"{origin}/admin/templates#on_loan/sv", wait_until="networkidle")
    page.get_by_label("Title, as librarians find it").fill("Den är ute")
    page.get_by_label("Shortcut, typed after /").fill("ute")
    page.get_by_label("Text", exact=True).fill(
        "Hej! ”{title}” är ute just nu. Vill du att jag reserverar den åt dig?"
    )
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#done")).to_contain_text("Published.")
    page.get_by_label("Look at it again on").fill("2030-01-31")
    page.get_by_role("checkbox", name="e-mail").check()
    page.get_by_role("checkbox", name="Norra biblioteket").check()
    page.get_by_label("A picture that goes along").select_option("floor_2")
    page.get_by_role("button", name="Save for all languages").click()
    expect(page.locator("#done")).to_have_text("Kept for all languages.")
