"""The desk's own page is one key away; what isn't working is told to everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


def test_a_notice_is_set_from_the_desks_own_page_and_read_by_patron_and_colleague(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """One key, two choices; the patron reads it in Swedish before asking; one click takes it away."""
    maja, colleague = librarian(), librarian()
    maja.page.keyboard.press("Alt+i")
    dialog = maja.page.get_by_role("dialog", name="The desk's own page")
    expect(dialog).to_be_visible()
    assert violations(maja.page) == []
    dialog.get_by_label("For about how long").select_option(label="1 hour")
    dialog.get_by_role("button", name="Tell the patrons").click()
    expect(colleague.page.locator("#notices")).to_contain_text("Our online catalogue is not working just now.")
    assert violations(colleague.page) == []
    asker = patron()
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    asker.reads("Vår katalog på nätet fungerar inte just nu.")
    colleague.page.get_by_role("button", name="It works again").click()
    expect(maja.page.locator("#notices")).to_be_hidden()


def test_an_admin_writes_what_is_good_to_know(librarian: Callable[..., Librarian]) -> None:
    """And everybody has it at hand."""
    maja = librarian()
    maja.page.keyboard.press("Alt+i")
    maja.page.get_by_text("Change this").click()
    maja.page.get_by_role("textbox", name="Good to know").fill("Ett nytt kort kostar 10 kronor.")
    maja.page.get_by_role("button", name="Keep it").click()
    expect(maja.page.locator("#desk-page-body .as-read")).to_have_text("Ett nytt kort kostar 10 kronor.")
