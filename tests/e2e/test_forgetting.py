"""A past conversation is found, its patron takes a copy, and an admin forgets them: by keyboard, on a telephone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PHONE, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """Somebody is forgotten here."""
    return own_desk


def wide(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"))


def test_a_patron_is_found_copied_and_forgotten(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page], patron: Callable[..., Patron]
) -> None:
    """From the widget's own button to the admin's last sentence."""
    asker = patron()
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    asker.says("Finns det noter av Stenhammar?")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    with asker.page.expect_download() as saving:
        asker.page.get_by_role("button", name="Spara en kopia").click()
    with zipfile.ZipFile(saving.value.path()) as packed:
        words = next(packed.read(name).decode() for name in packed.namelist() if name.endswith(".txt"))
    assert "Stenhammar" in words

    page = open_page(storage_state=signed_in, **PHONE)
    page.goto(f"{desk.origin}/search", wait_until="networkidle")
    page.get_by_role("searchbox", name="Words").fill("STENHAMMAR noter")
    page.keyboard.press("Enter")
    expect(page.locator("#found mark").first).to_have_text("Stenhammar")
    page.locator("#found button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#one-title")).to_be_focused()
    expect(page.locator("#one-lines")).to_contain_text("Finns det noter av Stenhammar?")
    assert violations(page) == []
    assert not wide(page)
    number = page.locator("#one-title").inner_text().split("#")[1]

    page.goto(f"{desk.origin}/admin/erase", wait_until="networkidle")
    page.get_by_label("Number of a question").fill(f"#{number}")
    page.keyboard.press("Enter")
    expect(page.locator("#theirs-title")).to_be_focused()
    expect(page.locator("#theirs-list tr")).to_have_count(1)
    assert violations(page) == []
    with page.expect_download():
        page.get_by_role("button", name="Save a copy to hand over").click()
    expect(page.get_by_role("button", name="Erase everywhere")).to_be_disabled()
    page.get_by_label("Yes, all of this is to be erased for good").check()
    page.get_by_role("button", name="Erase everywhere").click()
    expect(page.locator("#report-title")).to_be_focused()
    expect(page.locator("#reached")).to_contain_text("Conversations erased on the desk")
    expect(page.locator("#left")).to_contain_text("stays with the patron")
    assert violations(page) == []
    assert not wide(page)

    page.goto(f"{desk.origin}/search", wait_until="networkidle")
    page.get_by_role("searchbox", name="Words").fill("Stenhammar")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("Nothing of the kind is kept")
