"""What stands beside a draft: promises in it, next steps, templates, and the patron's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser


def test_a_promise_in_the_draft_is_shown_with_its_day_and_goes_with_its_words(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """One sees what one is about to promise, and by when, before it is sent."""
    patron().asks("Kan ni hitta en dikt om havet?")
    maja = librarian()
    maja.takes("Kan ni hitta en dikt om havet?")
    maja.types("Hej! Jag letar och återkommer till dig senast i morgon klockan 12.")
    promises = maja.page.locator("#promises")
    expect(promises.get_by_role("listitem")).to_have_count(1)
    expect(promises).to_contain_text("due")
    expect(promises).to_contain_text("12:00")
    maja.writes("Hej! Här är dikten.")
    expect(maja.page.locator("#promises-part")).to_be_hidden()


def test_the_patrons_words_and_the_templates_are_at_hand(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Newest first; choosing one brings the message into sight; a template is put into the draft."""
    asker, maja = patron(), librarian()
    asker.asks("Har ni böcker om segling?")
    asker.says("Helst för nybörjare.")
    maja.takes("Helst för nybörjare.")
    maja.page.get_by_role("heading", name="What the patron wrote").click()
    said = maja.page.locator("#earlier").get_by_role("button")
    expect(said).to_have_count(2)
    expect(said.first).to_contain_text("Helst för nybörjare.")
    said.last.click()
    expect(maja.log.locator(":focus")).to_contain_text("Har ni böcker om segling?")
    maja.page.locator("#shelf-part summary").click()
    maja.page.locator("#shelf").get_by_role("button").first.click()
    assert len(maja.written()) > 20
