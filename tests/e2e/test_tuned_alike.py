"""A desk tuned by its pages alone and one tuned by its files alone say the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.tuning.files import read_folder
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """All of it is exported."""
    return own_desk


FILES: Mapping[str, str] = {
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
    _by_pages(page, desk.origin)
    _smiledesk("export", tmp_path / "by_pages", "--data", desk.folder)

    for name, text in FILES.items():
        (tmp_path / "written" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "written" / name).write_text(text, "utf-8")
    _smiledesk("import", tmp_path / "written", "--data", tmp_path / "other")
    _smiledesk("export", tmp_path / "by_files", "--data", tmp_path / "other")

    assert read_folder(tmp_path / "by_pages") == read_folder(tmp_path / "by_files") == FILES


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
    expect(page.locator("#done")).to_have_text("Published. It is heard from the next check on.", timeout=15_000)

    page.goto(f"{origin}/admin/templates#on_loan/sv", wait_until="networkidle")
    page.get_by_label("Title, as librarians find it").fill("Den är ute")
    page.get_by_label("Shortcut, typed after /").fill("ute")
    page.get_by_label("Text", exact=True).fill(
        "Hej! ”{title}” är ute just nu. Vill du att jag reserverar den åt dig?"
    )
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#done")).to_contain_text("Published.", timeout=15_000)
    page.get_by_label("Look at it again on").fill("2030-01-31")
    page.get_by_role("checkbox", name="e-mail").check()
    page.get_by_role("button", name="Save for all languages").click()
    expect(page.locator("#done")).to_have_text("Kept for all languages.")
