"""After a conversation: its kind in one tap, thanks to whoever earned them, and figures a board can read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PHONE, Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


def test_a_closed_question_is_classed_in_one_tap_and_thanked_for_in_one(
    desk: RunningDesk,
    signed_in: Path,
    open_page: Callable[..., Page],
    answered: Callable[[str, str], tuple[Patron, Librarian]],
) -> None:
    """The suggestion fits; the patron's word after the mark is not lost; it is read by whoever earned it."""
    asker, maja = answered(
        "Hur förlänger jag mina lån?", "Hej! Du förlänger dem under Mina lån. Hör gärna av dig igen!"
    )
    maja.page.locator("#head").get_by_role("button", name="Close").click()
    kind = maja.page.locator("#kind")
    expect(kind.get_by_label("Kind of question")).to_have_value("account")
    kind.get_by_role("button", name="That's it").click()
    expect(kind.get_by_text("Noted.")).to_be_visible()
    assert violations(maja.page) == []
    asker.page.get_by_role("button", name="Ja", exact=True).click()
    asker.page.get_by_label("Din ålder (valfritt)").select_option("13-17")
    asker.page.get_by_label("Vill du lägga till något? (valfritt)").fill("Tack, så bra!")
    asker.page.get_by_role("button", name="Skicka", exact=True).last.click()
    expect(asker.page.get_by_label("Din ålder (valfritt)")).to_have_count(0)
    page = open_page(storage_state=signed_in, **PHONE)
    page.goto(f"{desk.origin}/mine", wait_until="networkidle")
    expect(page.locator("#words")).to_contain_text("Tack, så bra!")
    assert violations(page) == []
    page.goto(f"{desk.origin}/statistics?unit=week", wait_until="networkidle")
    expect(page.get_by_role("heading", name="Questions over time")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_admin_tells_patrons_what_was_changed(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """Written on the admin page, read by everybody."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/feedback", wait_until="networkidle")
    page.locator("#change-month").fill("2026-11")
    page.locator("#change-changed").fill("There is a link to the e-books on every page now.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#done")).to_contain_text("Published")
    assert violations(page) == []
    reader = open_page(**PHONE)
    reader.goto(f"{desk.origin}/changes")
    expect(reader.get_by_text("There is a link to the e-books on every page now.")).to_be_visible()
    assert violations(reader) == []
