"""Practice: a newcomer answers a made-up patron from the screen alone, and nothing of it reaches the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser

KIND = (
    "Hello! Yes, we have a big book about sharks with many pictures of real ones. "
    "It is on the shelf in the children's room, and I have put it aside for you. Would you like to come tomorrow?"
)


def test_a_newcomer_is_led_through_a_whole_question(desk: RunningDesk, librarian: Callable[..., Librarian]) -> None:
    """Cold first, then mended; the made-up patron answers each in its way; at the end the tour says so."""
    maja = librarian()
    maja.page.locator("#my-name").click()
    maja.page.get_by_role("link", name="Practise with made-up patrons").click()
    tour = maja.page.locator("#tour-now")
    expect(tour).to_contain_text("Step 1 of 8")
    maja.page.locator("#paper .cm-content").wait_for(state="attached")
    assert violations(maja.page) == []
    maja.takes("sharks")
    expect(tour).to_contain_text("Step 3 of 8")
    maja.types("No.")
    expect(maja.hint("cold").or_(maja.hint("dead-end")).first).to_be_visible()
    maja.writes(KIND)
    expect(tour).to_contain_text("Step 5 of 8")
    maja.sends()
    expect(maja.log.get_by_text("does it have real photos")).to_be_visible()
    maja.writes("Yes, all of them are real photos. Is there anything else I can do for you?")
    maja.sends()
    expect(maja.log.get_by_text("cool thank you")).to_be_visible()
    maja.page.get_by_role("button", name="Close", exact=True).click()
    expect(tour).to_contain_text("That was the tour.")
    assert violations(maja.page) == []
    for view in ("all", "closed"):
        assert "shark" not in maja.page.request.get(f"{desk.origin}/api/queue?view={view}").text()


def test_every_mood_waits_in_the_newcomers_own_language_first(librarian: Callable[..., Librarian]) -> None:
    """Four moods in each of five languages."""
    maja = librarian(locale="en-GB")
    maja.page.goto(maja.page.url.replace("/console", "/practice"))
    rows = maja.page.locator("#queue li")
    expect(rows).to_have_count(20)
    assert [rows.nth(place).locator(".spine").inner_text().split()[1].lower() for place in range(4)] == ["en"] * 4
