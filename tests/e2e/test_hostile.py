"""Hostile words are inert and readable, in the widget, in the queue and in the conversation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser

SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> hjälp"
BACKWARDS = "\u202eatsrof \u2067abc\u2069 مرحبا בוקר טוב 👩🏽‍🚀🏳️‍🌈"
LONG = "långtord" * 1250


@pytest.mark.parametrize("words", [SCRIPT, BACKWARDS, LONG], ids=["script", "backwards", "long"])
def test_hostile_words_are_shown_as_words(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian], words: str
) -> None:
    """FAULTS 35: nothing runs, nothing runs out of its box."""
    asker = patron()
    asker.asks(words)
    maja = librarian()
    maja.page.locator("#queue button").filter(has_text=words[:20]).first.click()
    expect(maja.log.get_by_text(words, exact=True)).to_be_visible()
    for page in (asker.page, maja.page):
        assert "taken" not in page.title()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
