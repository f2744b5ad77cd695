"""Asking without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Librarian
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser


def test_a_patron_asks_reads_and_erases_without_javascript(
    desk: RunningDesk, open_page: Callable[..., Page], librarian: Callable[..., Librarian]
) -> None:
    """Same desk, same queue; the page looks for the answer by itself or when asked."""
    page = open_page(java_script_enabled=False, locale="sv-SE")
    page.goto(f"{desk.origin}/ask?lang=sv")
    page.get_by_label("Din fråga").fill("Kan jag skriva ut i färg?")
    page.get_by_role("button", name="Skicka min fråga").click()
    expect(page.get_by_text("Kan jag skriva ut i färg?")).to_be_visible()

    maja = librarian()
    maja.takes("Kan jag skriva ut i färg?")
    maja.writes("Hej! Ja, skrivaren vid disken skriver ut i färg. Välkommen in!")
    maja.sends()
    expect(maja.log.get_by_text("Sent", exact=True)).to_be_visible()

    page.get_by_role("link", name="Se efter svar nu").click()
    expect(page.get_by_text("skrivaren vid disken")).to_be_visible()
    page.get_by_label("Ditt meddelande").fill("Tack så mycket!")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(maja.log.get_by_text("Tack så mycket!")).to_be_visible()

    page.get_by_text("Radera samtalet", exact=True).click()
    page.get_by_role("button", name="Radera", exact=True).click()
    page.wait_for_url("**/ask")
    expect(maja.log.get_by_text("Words and identity have been erased")).to_be_visible()
