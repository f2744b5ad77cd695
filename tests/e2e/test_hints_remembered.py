"""What a librarian doesn't want to hear is remembered by the desk, and a word finds its way into the dictionary."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser


def comes_back_to(maja: Librarian, question: str) -> None:
    """The page is loaded anew."""
    maja.waits_until_kept()
    maja.page.reload()
    maja.page.get_by_role("button", name="Mine").click()
    maja.looks_at(question)
    expect(maja.page.get_by_text("read just now").or_(maja.page.get_by_text("LanguageTool is off"))).to_be_visible()


def test_ignored_once_stays_ignored_for_this_draft_and_not_for_me_for_every_draft(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Also after a reload; what was silenced is listed and brought back."""
    patron().asks("Har ni tidningar på arabiska?")
    maja = librarian()
    maja.takes("Har ni tidningar på arabiska?")
    maja.types("Nej, kolla OPAC.")
    maja.hint("cold").first.get_by_role("button", name="Ignore once").click()
    maja.hint("cryptic").get_by_role("button", name="Not for me").click()
    expect(maja.hint("cryptic")).to_have_count(0)
    left = maja.hints.count()
    comes_back_to(maja, "Har ni tidningar på arabiska?")
    expect(maja.hints).to_have_count(left)
    expect(maja.hint("cryptic")).to_have_count(0)
    assert "OPAC" not in maja.page.evaluate("JSON.stringify(localStorage)")
    maja.page.locator("#my-name").click()
    maja.page.get_by_role("button", name="Keys and hints").click()
    maja.page.get_by_role("button", name="Bring back").click()
    maja.page.get_by_role("button", name="Done").click()
    expect(maja.hint("cryptic")).to_have_count(1)


def test_a_word_that_is_no_mistake_is_taken_into_the_house_dictionary(
    desk: RunningDesk, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """To the librarian at once; an admin takes it up on the page of words, and takes it out again."""
    patron().asks("Vad heter er podd?")
    maja = librarian()
    maja.takes("Vad heter er podd?")
    maja.types("Hej! Vi har en podd som heter bokprtt i vår app.")
    card = maja.hint("typo").filter(has_text="bokprtt")
    card.get_by_role("button", name="Not a mistake").click()
    expect(maja.page.get_by_text("proposed for the house dictionary")).to_be_visible()
    expect(card).to_have_count(0)
    maja.page.goto(f"{desk.origin}/admin/words")
    maja.page.get_by_role("button", name="Take it up").click()
    expect(maja.page.locator("#accepted")).to_contain_text("bokprtt")
    expect(maja.page.get_by_role("status")).to_contain_text("is no mistake from now on")
    maja.page.get_by_role("button", name="Take it out").click()
    expect(maja.page.locator("#accepted")).not_to_contain_text("bokprtt")
