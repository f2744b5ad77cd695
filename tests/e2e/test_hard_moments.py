"""Patrons who wait, and moments that are hard: still looking, a pause, a block by two, a kind end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import let_in
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def colleague(desk: RunningDesk, chromium: Browser) -> Iterator[Librarian]:
    """A second person at the desk."""
    context = let_in(chromium, desk, "Bo", "librarian")
    page = context.new_page()
    page.goto(f"{desk.origin}/console")
    yield Librarian(page)
    context.close()


def test_one_tap_tells_the_patron_that_one_is_still_looking(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Quiet while it is early, and the first thing to do after some minutes of silence."""
    asker, maja = patron(), librarian()
    asker.asks("Vem skrev visan om duvan?")
    maja.page.clock.install()
    maja.takes("Vem skrev visan om duvan?")
    button = maja.page.locator("#head").get_by_role("button", name="I'm still looking")
    expect(button).to_be_hidden()
    maja.page.clock.fast_forward("04:00")
    expect(button).to_have_class("main")
    button.click()
    asker.reads("letar fortfarande åt dig")


def test_a_pause_is_read_by_the_patron_and_ended_by_hand(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """What is written meanwhile is there afterwards."""
    asker, maja = patron(), librarian()
    asker.asks("Ni svarar ju aldrig!")
    maja.takes("Ni svarar ju aldrig!")
    maja.page.locator("#head").get_by_text("More").click()
    assert violations(maja.page) == []
    maja.page.get_by_role("button", name="Pause for a while").click()
    assert violations(maja.page) == []
    maja.page.get_by_role("button", name="15 minutes").click()
    asker.reads("Vi tar en kort paus")
    expect(maja.page.locator("#head")).to_contain_text("paused until")
    maja.page.get_by_role("button", name="End the pause").click()
    expect(maja.page.locator("#head")).not_to_contain_text("paused until")


def test_a_block_is_asked_for_by_one_and_agreed_to_by_another(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian], colleague: Librarian
) -> None:
    """The patron reads until when, never why; it can be lifted at any time."""
    asker, maja = patron(), librarian()
    asker.asks("Jag vet var du bor.")
    maja.takes("Jag vet var du bor.")
    maja.page.locator("#head").get_by_text("More").click()
    maja.page.get_by_role("button", name="Ask to block it").click()
    maja.page.get_by_label("Why, for your colleagues").fill("Ett hot till.")
    assert violations(maja.page) == []
    maja.page.get_by_role("button", name="Ask a colleague").click()
    expect(maja.page.get_by_role("button", name="Agree to block it")).to_have_count(0)
    colleague.page.get_by_role("button", name="All").click()
    colleague.looks_at("Jag vet var du bor.")
    expect(colleague.log).to_contain_text("Ett hot till.")
    colleague.page.get_by_role("button", name="Agree to block it").click()
    asker.reads("Det kan fortsätta tidigast")
    assert "Ett hot till" not in asker.log.inner_text()
    colleague.page.get_by_role("button", name="Lift the block").click()
    expect(colleague.log).to_contain_text("lifted the block")


def test_a_conversation_is_ended_with_a_kind_word(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """The patron reads a goodbye before it closes; what was unfolded for it stays so while news comes in."""
    asker, maja = patron(), librarian()
    asker.asks("Det var allt, hej.")
    maja.takes("Det var allt, hej.")
    head = maja.page.locator("#head")
    expect(head).to_contain_text("you answer")
    head.get_by_text("More").click()
    asker.page.get_by_label("Ditt meddelande").press_sequentially("Eller")
    expect(head).to_contain_text("the patron is writing")
    maja.page.get_by_role("button", name="End kindly").click()
    asker.reads("Tack för att du skrev till oss")
