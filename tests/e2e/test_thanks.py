"""Thanks reach the librarian who earned them, the same day, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import let_in
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser

QUESTION = "Hur förlänger jag ett lån?"


def test_thanks_are_read_by_whoever_earned_them_and_by_nobody_else(
    desk: RunningDesk, chromium: Browser, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """A tap and a kind word; the colleague's page stays as it was."""
    theirs = let_in(chromium, desk, "Bo bredvid", "librarian")
    colleague = theirs.new_page()
    colleague.goto(f"{desk.origin}/console")
    asker, maja = patron(), librarian()
    asker.asks(QUESTION)
    maja.takes(QUESTION)
    maja.writes("Hej! Du förlänger under Mina lån. Säg gärna till om det krånglar, så hjälper jag dig!")
    maja.sends()
    asker.reads("under Mina lån")
    maja.page.get_by_role("button", name="Close", exact=True).click()
    asker.page.get_by_role("button", name="Ja", exact=True).click()
    asker.page.get_by_label("Vill du lägga till något?").fill("Så snäll du var!")
    asker.page.locator("form:has(#comment)").get_by_role("button").click()
    card = maja.page.locator("#thanks")
    expect(card).to_contain_text("1 patron you answered says today that you helped.")
    maja.page.get_by_text("What they said").click()
    expect(card.get_by_text("Så snäll du var!")).to_be_visible()
    assert violations(maja.page) == []
    expect(colleague.locator("#thanks")).to_be_hidden()
    theirs.close()
