"""Two librarians and one patron at once: one answers, the other sees it, and takes over when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import let_in

pytestmark = pytest.mark.browser

QUESTION = "Kan jag låna en symaskin hos er?"


def test_the_first_one_answers_and_the_second_takes_over_when_it_is_offered(
    desk: RunningDesk, chromium: Browser, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Nobody answers twice, nobody falls between two chairs, and the patron reads who takes it."""
    theirs = let_in(chromium, desk, "Bo vid tvåan", "librarian")
    page = theirs.new_page()
    page.goto(f"{desk.origin}/console")
    page.locator("#available").check()
    bo, maja, asker = Librarian(page), librarian(), patron()
    asker.asks(QUESTION)
    maja.looks_at(QUESTION)
    bo.looks_at(QUESTION)
    maja.page.get_by_role("button", name="Answer this").click()
    expect(maja.draft).to_be_visible()
    expect(bo.page.locator("#head")).to_contain_text("answers")
    expect(bo.page.get_by_role("button", name="Answer this")).to_have_count(0)
    expect(bo.page.locator("#send")).to_be_hidden()

    bo.page.keyboard.press("Alt+n")
    bo.page.keyboard.type("Symaskinen är hos mig, jag kan ta det.")
    bo.page.keyboard.press("Control+Enter")
    expect(maja.log.get_by_text("Symaskinen är hos mig")).to_be_visible()
    maja.page.get_by_role("button", name="Hand over").click()
    maja.page.get_by_role("dialog", name="Hand over").get_by_role("button", name="Bo vid tvåan").click()
    bo.page.get_by_role("button", name="Take it over").click()
    expect(bo.draft).to_be_visible()
    asker.reads("Bo vid tvåan")
    bo.writes("Hej! Ja, symaskinen lånar du i två veckor. Vill du att jag lägger undan den åt dig?")
    bo.sends()
    asker.reads("symaskinen lånar du i två veckor")
    expect(maja.log.get_by_text("symaskinen lånar du i två veckor")).to_be_visible()
    expect(maja.page.locator("#send")).to_be_hidden()
    assert asker.log.inner_text().count("två veckor") == 1
    theirs.close()


def test_who_is_here_can_be_said_as_soon_as_the_page_listens(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """On a slow line too: no tick is taken that nobody heard."""
    page = open_page(storage_state=signed_in)
    page.route("**/api/me", lambda _: None)  # held back
    with page.expect_request("**/api/me"):
        page.goto(f"{desk.origin}/console", wait_until="commit")
    here = page.get_by_role("checkbox", name="I'm here")
    expect(here).to_be_disabled()
    expect(here).to_be_checked()  # as the desk knows, before the script is there to say so
    page.unroute("**/api/me")
    with page.expect_response("**/api/me"):
        here.uncheck()
    page.reload()
    expect(here).to_be_enabled()
    expect(here).not_to_be_checked()
