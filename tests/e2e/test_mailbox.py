"""The demonstration's mailbox: somebody without a mail account sees the e-mail side, on a telephone's width too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Librarian
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser

ANSWER = (
    "Good morning, and thank you for asking. Yes, we have the map of 1910: it is in the reading room, second floor, "
    "and I have put it aside for you until Saturday. Would you like a copy of it as well?"
)


@pytest.fixture(scope="module")
def desk(demonstration: RunningDesk) -> RunningDesk:
    """Where the mailbox is."""
    return demonstration


def test_a_letter_goes_to_the_desk_and_its_answer_comes_back(
    desk: RunningDesk, open_page: Callable[..., Page], librarian: Callable[..., Librarian]
) -> None:
    """Without a script; the librarian answers in the console as ever."""
    maja = librarian()
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="en-GB")
    page.goto(f"{desk.origin}/")
    page.get_by_role("link", name="Open the mailbox").click()
    page.get_by_label("Subject line").fill("An old map of the harbour")
    page.get_by_label("Your message").fill("Do you have the map of the harbour from 1910?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#letters")).to_contain_text("map of the harbour from 1910")
    maja.takes("harbour from 1910")
    maja.writes(ANSWER)
    maja.sends()

    def arrived() -> bool:
        page.get_by_role("link", name="Check for new messages").click()
        return "put it aside for you" in page.locator("#letters").inner_text()

    until = 40
    while not arrived() and (until := until - 1):
        page.wait_for_timeout(500)
    letter = page.locator("#letters .theirs").last
    expect(letter).to_contain_text("put it aside for you")
    expect(letter).to_contain_text("Re: An old map of the harbour")
    seen = open_page(viewport={"width": 360, "height": 740}, locale="en-GB")  # who measures needs a script
    seen.goto(page.url)
    assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(seen) == []
