"""A day on a phone: one column at a time, everything within reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_question_is_answered_from_a_phone(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Queue, conversation and hints are tabs; no page is wider than the phone."""
    asker, maja = patron(**PHONE), librarian(**PHONE)
    asker.asks("Får man ta med kaffe in?")
    maja.takes("Får man ta med kaffe in?")
    maja.writes("Nej, kolla OPAC.")
    tab = maja.page.get_by_role("button", name="Hints")
    expect(tab.locator(".count")).not_to_be_empty()
    tab.click()
    expect(maja.hints.first).to_be_visible()
    maja.page.get_by_role("button", name="Conversation").click()
    maja.writes("Hej! Ja, kaffe med lock får du gärna ta med dig in.")
    maja.sends()
    asker.reads("kaffe med lock")
    for page in (asker.page, maja.page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
