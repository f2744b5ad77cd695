"""A day on a phone: one column at a time, everything within reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PHONE, Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser

TOUCHED = {**PHONE, "has_touch": True, "is_mobile": True}


def test_a_question_is_answered_from_a_phone(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Queue, conversation and hints are tabs; no page is wider than the phone."""
    asker, maja = patron(**TOUCHED), librarian(**TOUCHED)
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


def test_the_list_of_admin_pages_is_folded_on_a_phone(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """The page comes first; its neighbours are one press away, and the list of people needs no sideways reading."""
    page = open_page(storage_state=signed_in, **TOUCHED)
    page.goto(f"{desk.origin}/admin/people", wait_until="networkidle")
    pages, menu = page.get_by_role("navigation", name="Admin pages"), page.get_by_role("button", name="Pages")
    expect(pages).to_be_hidden()
    people = page.locator("#people")
    assert people.evaluate("list => list.getBoundingClientRect().right <= innerWidth")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    pages.get_by_role("link", name="Templates").click()
    expect(page.get_by_role("heading", name="Templates", level=1)).to_be_visible()
