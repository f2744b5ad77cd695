"""The whole day of a question without a mouse, on both sides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser

QUESTION = "Har ni en tyst plats där man kan läsa?"
COLD = "Nej, kolla OPAC."
WARM = "Hej! Ja, läsesalen på plan tre är tyst hela dagen. Säg till om du inte hittar dit, så visar vi vägen!"

NO_MOUSE = """addEventListener("pointerdown", () => { document.documentElement.dataset.mouse = "used"; }, true);"""


def tabs_to(page: Page, there: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        if there.evaluate("(element) => element.matches(':focus')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {there}")


def finds(maja: Librarian, words: str) -> None:
    """Go down the queue by key until a question with these words is open."""
    expect(maja.page.locator("#queue")).to_contain_text(words)
    for _ in range(60):
        maja.page.keyboard.press("Alt+ArrowDown")
        chosen = maja.page.locator("#queue [aria-current]")
        expect(chosen).to_be_visible()
        if words in chosen.inner_text():
            expect(maja.log.get_by_text(words)).to_be_visible()
            return
    raise AssertionError(f"{words!r} is not in the queue")


def test_a_question_is_asked_answered_taken_back_sent_and_closed_without_a_mouse(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Tab, Enter and the listed keys are all that either side needs."""
    asker, maja = patron(), librarian()
    for page in (asker.page, maja.page):
        page.evaluate(f"() => {{ {NO_MOUSE} }}")
    tabs_to(asker.page, asker.page.get_by_role("button", name="Fråga en bibliotekarie"))
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_label("Ditt meddelande")).to_be_focused()
    asker.page.keyboard.type(QUESTION)
    asker.page.keyboard.press("Enter")
    expect(asker.log.get_by_text(QUESTION)).to_be_visible()

    finds(maja, QUESTION)
    maja.page.keyboard.press("Alt+a")
    expect(maja.draft).to_be_focused()
    maja.page.keyboard.type(COLD, delay=15)
    expect(maja.hints.first).to_be_visible()
    maja.page.keyboard.press("F8")
    expect(maja.page.locator("#hints > li.current")).to_have_count(1)
    maja.page.keyboard.press("Escape")
    maja.writes(WARM)
    expect(maja.page.get_by_text("Reading…")).to_have_count(0)
    maja.page.keyboard.press("Control+Enter")
    if maja.page.get_by_role("dialog", name="Read it once more").is_visible():
        maja.page.keyboard.press("Control+Enter")
    maja.has_written("")
    maja.page.keyboard.press("Alt+z")
    maja.has_written(WARM)
    expect(maja.draft).to_be_focused()
    maja.sends()
    asker.reads("läsesalen på plan tre")

    maja.page.keyboard.press("Control+k")
    maja.page.keyboard.type("Close")
    maja.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("Samtalet är avslutat.")).to_be_visible()
    tabs_to(asker.page, asker.page.get_by_role("button", name="Ja", exact=True))
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("Tack för att du berättade.")).to_be_visible()
    for page in (asker.page, maja.page):
        assert page.evaluate("document.documentElement.dataset.mouse") is None
