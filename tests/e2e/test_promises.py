"""A promise from the draft to the day it is kept, and a question that was asked aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PHONE, Librarian, Patron
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


def test_a_promise_is_noted_with_one_key_and_kept_before_the_conversation_is_closed(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Offered beside the draft, owned, found among the follow-ups; closing asks what becomes of it."""
    question = "Finns kartan från 1920 i ert arkiv?"
    patron().asks(question)
    maja = librarian()
    page = maja.page
    maja.takes(question)
    maja.types("Hej! Bra fråga. Jag frågar arkivet och skriver till dig i morgon. Välkommen åter!")
    offered = page.locator("#promises > li")
    expect(offered).to_contain_text("Jag frågar arkivet")
    page.keyboard.press("Alt+P")
    expect(offered.get_by_role("button", name="Noted")).to_have_attribute("aria-pressed", "true")
    maja.sends()
    promised = page.locator("#promised > li")
    expect(promised).to_contain_text("Jag frågar arkivet")
    page.get_by_role("button", name="Follow-ups").click()
    expect(page.locator("#queue > li").filter(has_text=question)).to_contain_text("promised by")
    assert violations(page) == []
    page.locator("#head").get_by_role("button", name="Close").click()
    dialog = page.get_by_role("dialog", name="Something is promised here")
    expect(dialog).to_contain_text("Jag frågar arkivet")
    assert violations(page) == []
    dialog.get_by_role("button", name="Not now").click()
    promised.get_by_role("button", name="Kept").click()
    expect(page.locator("#promised-part")).to_be_hidden()
    expect(maja.log).to_contain_text("kept a promise")
    page.locator("#head").get_by_role("button", name="Close").click()
    expect(page.locator("#head").get_by_role("button", name="Take up again")).to_be_visible()


def test_a_question_asked_aloud_takes_two_taps_and_may_carry_a_promise(librarian: Callable[..., Librarian]) -> None:
    """By telephone, done; with a number to call back it is a follow-up; leaving, one is asked about it."""
    page = librarian(**PHONE).page
    page.get_by_role("button", name="Note a question").click()
    page.get_by_role("button", name="By telephone").click()
    expect(page.get_by_text("Noted as question")).to_be_visible()
    page.get_by_role("button", name="Note a question").click()
    page.get_by_text("What was asked, and what you promised").click()
    page.get_by_label("A number to call back").fill("040 123 4567")
    page.get_by_role("button", name="At the desk").click()  # by when is still missing
    tomorrow = page.evaluate("new Date(Date.now() + 86400000).toISOString().slice(0, 10)")
    page.get_by_label("By when?").fill(tomorrow)
    assert violations(page) == []
    page.get_by_role("button", name="At the desk").click()
    page.get_by_role("button", name="Follow-ups").click()
    page.locator("#queue").get_by_role("button").filter(has_text="at the desk").click()
    page.get_by_role("navigation", name="Columns").get_by_role("button", name="Hints").click()
    expect(page.get_by_role("link", name="040 123 4567")).to_have_attribute("href", "tel:0401234567")
    page.get_by_label("I'm here").uncheck()
    leaving = page.get_by_role("dialog", name="You have promised something")
    expect(leaving).to_contain_text("Call back.")
    leaving.get_by_role("button", name="Not now").click()
    page.get_by_role("button", name="I have called").click()
    expect(page.locator("#promised-part")).to_be_hidden()


def test_a_patron_on_the_web_is_called_back(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """The desk says by when; the number is one tap away."""
    question = "Kan ni ringa mig om bokbussen?"
    asker = patron()
    asker.asks(question)
    asker.page.get_by_text("Språk, utskrift, radering").click()
    asker.page.get_by_role("button", name="Ring upp mig").click()
    asker.page.get_by_label("Telefon").fill("070 123 45 67")
    asker.page.get_by_role("button", name="Ring upp mig").last.click()
    asker.reads("Vi ringer dig senast")
    maja = librarian()
    maja.takes(question)
    expect(maja.page.get_by_role("link", name="070 123 45 67")).to_have_attribute("href", "tel:0701234567")
    maja.page.get_by_role("button", name="I have called").click()
    expect(maja.page.locator("#promised-part")).to_be_hidden()
