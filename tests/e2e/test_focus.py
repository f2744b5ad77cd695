"""What axe does not look for: the ring, what covers it, its order, the size of targets, what is read out, motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.focus import contrast, stops
from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import ADMIN, SCHEMES, Scheme

pytestmark = pytest.mark.browser

PARTS = ("top", "tabs", "queue", "talk", "side")
"""The parts of the console, in the order in which one reads them."""

SMALL = """() => [...document.querySelectorAll("a, button, input, textarea, select, summary")]
  .filter((element) => element.checkVisibility() && element.type !== "checkbox" && !element.closest("p, li, td"))
  .map((element) => [element.textContent.trim() || element.id, element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"""
"""Targets under 24 pixels; a link within a sentence is allowed by WCAG 2.5.8, a box has its label for a target."""


FROM_THE_TOP = """() => {
  document.activeElement.blur();
  getSelection().removeAllRanges();
  document.querySelector("a, button, input").focus();
  document.activeElement.blur();
  delete window.lastStop;
  return new Promise((turned) => requestAnimationFrame(() => requestAnimationFrame(turned)));
}"""
"""The next Tab comes to the beginning of the page, painted in its colours."""


def holds(stop: dict[str, Any]) -> None:
    """The ring is solid, two pixels wide, 3:1 against what is behind it; and the element is not covered."""
    assert stop["style"] == "solid", stop
    assert stop["width"] >= 2, stop
    assert contrast(stop["colour"], stop["behind"]) >= 3, stop
    assert not stop["covered"], stop


@pytest.mark.parametrize("path", ["/", "/signin", "/ask", "/sample"])
def test_the_focus_is_seen_on_every_stop_of_a_page_for_everybody(
    desk: RunningDesk, open_page: Callable[..., Page], path: str
) -> None:
    """WCAG 2.4.7, 2.4.11 and 1.4.11."""
    page = open_page()
    page.goto(desk.origin + path, wait_until="networkidle")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(FROM_THE_TOP)
        found = list(stops(page))
        assert found
        for stop in found:
            holds(stop)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_is_seen_on_every_stop_of_the_widget(patron: Callable[..., Patron], scheme: Scheme) -> None:
    """On a page that themes it with colours of its own."""
    asker = patron(color_scheme=scheme)
    asker.asks(f"Var är barnhörnan? ({scheme})")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    found = list(stops(asker.page, 12))
    assert len(found) >= 4
    for stop in found:
        holds(stop)


@pytest.mark.parametrize("path", ADMIN)
def test_the_focus_is_seen_and_targets_are_large_enough_on_an_admin_page(
    desk: RunningDesk, open_page: Callable[..., Page], signed_in: Path, path: str
) -> None:
    """The first thirty stops of each; then what comes repeats."""
    page = open_page(storage_state=signed_in)
    page.goto(desk.origin + path, wait_until="networkidle")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(FROM_THE_TOP)
        for stop in stops(page, 30):
            holds(stop)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_the_console_the_focus_goes_from_column_to_column_and_is_seen_everywhere(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian], scheme: Scheme
) -> None:
    """With a draft, hints and templates open; Tab leaves the editor; no column is come back to."""
    question = f"Kan man hyra ett grupprum? ({scheme})"
    patron().asks(question)
    maja = librarian(color_scheme=scheme)
    maja.takes(question)
    maja.types("Nej, kolla OPAC.")
    expect(maja.hints.first).to_be_visible()
    assert maja.page.evaluate(SMALL) == []
    maja.page.locator("body").evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); }")
    maja.page.locator(".skip").focus()
    visited: list[str] = []
    for stop in stops(maja.page):
        holds(stop)
        if stop["part"] in PARTS and stop["part"] not in visited[-1:]:
            visited.append(stop["part"])
    assert visited == [part for part in PARTS if part in visited]
    assert {"top", "queue", "talk", "side"} <= set(visited)


def test_a_message_is_put_into_the_live_log_once_and_never_drawn_anew(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Whoever hears the page hears each message once, whatever else changes around it."""
    asker, maja = patron(), librarian()
    asker.asks("Finns det plats på bokcirkeln?")
    maja.takes("Finns det plats på bokcirkeln?")
    for log in (asker.log, maja.log):
        log.evaluate(WATCH)
    maja.writes("Hej! Ja, två platser är kvar på torsdag. Ska jag skriva upp dig?")
    maja.sends()
    asker.reads("två platser är kvar")
    asker.says("Ja tack!")
    expect(maja.log.get_by_text("Ja tack!")).to_be_visible()
    expect(maja.log.get_by_text("Sent", exact=True)).to_be_visible()
    assert asker.log.evaluate(HEARD, "två platser är kvar") == 1
    assert maja.log.evaluate(HEARD, "Ja tack!") == 1
    assert asker.page.get_by_role("log").count() == 1
    assert maja.page.get_by_role("log").count() == 1


WATCH = """(log) => {
  log.heard = [];
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) log.heard.push(node.textContent);
  }).observe(log, { childList: true });
}"""
HEARD = "(log, words) => log.heard.filter((text) => text.includes(words)).length"


def test_who_wants_less_motion_gets_none_anywhere(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """``prefers-reduced-motion`` reaches into the widget, the console and its dialogs."""
    asker = patron(reduced_motion="reduce")
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    moving = "document.querySelector('library-chat').shadowRoot.getAnimations().length"
    assert asker.page.evaluate(moving) == 0
    maja = librarian(reduced_motion="reduce")
    maja.page.keyboard.press("Control+k")
    expect(maja.page.get_by_role("dialog", name="All actions")).to_be_visible()
    assert maja.page.evaluate("document.getAnimations().length") == 0
