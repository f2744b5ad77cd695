"""An admin writes a template, reads it once more, publishes it; a librarian finds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.people import PHONE, Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """Templates are changed here."""
    return own_desk


def _shelf(desk: RunningDesk, page: Page, lang: str = "sv") -> None:
    page.goto(f"{desk.origin}/admin/templates")
    page.get_by_role("combobox", name="Language").select_option(lang)


def test_a_template_goes_from_a_cold_draft_to_a_librarians_reply(
    desk: RunningDesk,
    signed_in: Path,
    open_page: Callable[..., Page],
    patron: Callable[..., Patron],
    librarian: Callable[..., Librarian],
) -> None:
    """Our own rules read it, publishing asks once, and only then it is on the shelf; how it fared is counted."""
    page = open_page(storage_state=signed_in)
    _shelf(desk, page)
    page.get_by_label("Its name in all languages").fill("toy_library")
    page.get_by_role("button", name="Write it").click()
    page.get_by_label("Title, as librarians find it").fill("Leksaker")
    page.get_by_label("Shortcut, typed after /").fill("leksaker")
    page.get_by_label("Text", exact=True).fill("Nej. Kolla i OPAC efter {title}.")
    expect(page.locator("#found")).to_contain_text("OPAC")
    expect(page.locator("#preview")).to_contain_text("efter Solaris.")
    assert violations(page) == []
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("button", name="Publish all the same")).to_be_focused()
    page.get_by_label("Text", exact=True).fill("Hej! Vi lånar ut leksaker, och ”{title}” finns här. Vill du ha den?")
    expect(page.get_by_text("Reads well.")).to_be_visible()
    with page.expect_response("**/api/admin/templates/preview"):  # read once more after it was drawn anew
        page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Version 2")).to_be_visible()
    expect(page.get_by_text("Reads well.")).to_be_visible()
    expect(page.get_by_text("Published. Librarians find it from now on.")).to_be_visible()

    question = "Har ni leksaker?"
    patron().asks(question)
    maja = librarian()
    maja.takes(question)
    maja.types("/leksaker")
    expect(maja.page.get_by_role("option").filter(has_text="Leksaker")).to_be_visible()
    maja.page.keyboard.press("Enter")
    maja.types("Nalle")
    maja.sends()
    expect(maja.log.get_by_text("Nalle")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Used 1 time in a year")).to_be_visible()


def test_versions_are_compared_and_one_comes_back(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """On a phone, by keyboard, and nothing is wider than the screen."""
    page = open_page(storage_state=signed_in, **PHONE)
    page.goto(f"{desk.origin}/admin/templates#renew/en")
    text = page.get_by_label("Text", exact=True)
    expect(text).not_to_have_value("")
    shipped = text.input_value()
    text.fill(shipped.replace("Hello!", "Good day!"))
    page.get_by_role("button", name="Save draft").press("Enter")
    expect(page.get_by_text("The draft is kept.")).to_be_visible()
    page.get_by_role("button", name="Compare As shipped with the newest").press("Enter")
    expect(page.locator("#compared del")).to_have_text("Hello")
    expect(page.locator("#compared ins")).to_have_text("Good day")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Restore As shipped").press("Enter")
    expect(text).to_have_value(shipped)


def test_the_shelf_says_what_is_missing_and_what_is_due(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """Per language, and by the date an admin set."""
    page = open_page(storage_state=signed_in)
    _shelf(desk, page, "fi")
    page.get_by_role("link", name="Se on lainassa").click()
    page.get_by_label("Look at it again on").fill("2020-01-01")
    page.get_by_role("button", name="Save for all languages").click()
    expect(page.get_by_text("Kept for all languages.")).to_be_visible()
    page.get_by_role("button", name="Take from the shelf").click()
    expect(page.get_by_text("Taken from the shelf. Its versions stay")).to_be_visible()
    page.get_by_role("link", name="All templates").click()
    page.get_by_label("Show").select_option("due")
    expect(page.locator("#shelf-list li")).to_have_count(1)
    page.get_by_label("Show").select_option("removed")
    expect(page.locator("#shelf-list li")).to_have_count(1)
    assert violations(page) == []


def test_controls_wait_for_their_script(desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]) -> None:
    """Nothing is typed into a page that doesn't listen yet, and the browser sends no form by itself."""
    page = open_page(storage_state=signed_in)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/me", hold)
    with page.expect_request("**/api/me"):
        page.goto(f"{desk.origin}/admin/templates")
    expect(page.get_by_label("Its name in all languages")).to_be_disabled()
    for route in held:
        route.continue_()
    page.get_by_label("Its name in all languages").fill("night_loans")
    page.get_by_role("button", name="Write it").click()
    expect(page.get_by_label("Title, as librarians find it")).to_be_visible()


def test_what_is_typed_while_the_desk_keeps_the_rest_stays(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """The desk answers slowly; the next sentence and the next choice are made meanwhile."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/templates#slow_day/sv")
    page.get_by_label("Title, as librarians find it").fill("Lugn dag")
    text = page.get_by_label("Text", exact=True)
    text.fill("Hej! Vi har lugnt just nu. Vill du komma förbi i eftermiddag?")
    page.route("**/api/admin/templates", lambda _: None)  # held back
    with page.expect_request("**/api/admin/templates"):
        page.get_by_role("button", name="Publish", exact=True).click()
    text.press_sequentially(" Välkommen!")
    page.get_by_label("Look at it again on").fill("2030-01-31")
    page.unroute("**/api/admin/templates")
    expect(page.get_by_text("Published. Librarians find it from now on.")).to_be_visible()
    expect(text).to_have_value("Hej! Vi har lugnt just nu. Vill du komma förbi i eftermiddag? Välkommen!")
    expect(page.get_by_label("Look at it again on")).to_have_value("2030-01-31")
    page.get_by_role("button", name="Save for all languages").click()
    expect(page.locator("#done")).to_have_text("Kept for all languages.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published. Librarians find it from now on.")).to_be_visible()
    page.reload()
    expect(text).to_have_value("Hej! Vi har lugnt just nu. Vill du komma förbi i eftermiddag? Välkommen!")
    expect(page.get_by_label("Look at it again on")).to_have_value("2030-01-31")


def test_what_is_not_kept_is_there_again_after_another_language(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """One language is begun, the other and the shelf looked at; both, and what they have in common, wait."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/templates#board_games/it")
    title, text = page.get_by_label("Title, as librarians find it"), page.get_by_label("Text", exact=True)
    title.fill("Giochi da tavolo")
    text.fill("Buongiorno! I giochi sono {where}.")
    page.get_by_label("Look at it again on").fill("2031-01-31")
    page.locator("#one-langs").get_by_role("link", name="suomi").click()
    expect(text).to_have_value("")
    text.fill("Hei! Pelit ovat lastenosastolla.")
    page.get_by_role("link", name="All templates").click()
    page.goto(f"{desk.origin}/admin/templates#renew/en")
    expect(text).to_have_value(re.compile("Hello!"))
    expect(page.get_by_label("Look at it again on")).to_have_value("")
    page.goto(f"{desk.origin}/admin/templates#board_games/fi")
    expect(text).to_have_value("Hei! Pelit ovat lastenosastolla.")
    page.goto(f"{desk.origin}/admin/templates#board_games/it")
    expect(page.locator("#done")).to_have_text("What you wrote here before and did not keep is here again.")
    expect(title).to_have_value("Giochi da tavolo")
    expect(text).to_have_value("Buongiorno! I giochi sono {where}.")
    expect(page.get_by_label("Look at it again on")).to_have_value("2031-01-31")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is kept.")).to_be_visible()
