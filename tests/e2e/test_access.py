"""Everybody can use the pages: axe finds nothing, and what axe does not look for is looked for here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PHONE, Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
OPEN_TO_ALL = ("/", "/signin", "/welcome", "/privacy", "/ask", "/sample")
ADMIN = (
    "/admin/people",
    "/admin/templates",
    "/admin/rules",
    "/admin/words",
    "/admin/settings",
    "/admin/audit",
    "/admin/parts",
    "/admin/erase",
    "/search",
    "/admin/site",
)


TURNED = """() => new Promise((turned) => requestAnimationFrame(() => requestAnimationFrame(turned)))"""
"""The page has been painted in its new colours."""


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, with where: by all of its rules, or by these."""
    page.evaluate(f"() => {{ {AXE} }}")  # through the debugger: a page's policy stays as strict as it is
    found: dict[str, Any] = page.evaluate("rules => axe.run(rules.length ? { runOnly: rules } : {})", rules)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def by_day_and_night(page: Page) -> list[str]:
    """What axe finds in light, and what of its colours in dark: all else is the same page."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(TURNED)
    found += [f"in dark: {one}" for one in violations(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    page.evaluate(TURNED)
    return found


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_axe_finds_nothing_on_a_page_for_everybody(
    desk: RunningDesk, open_page: Callable[..., Page], path: str
) -> None:
    """In light and in dark."""
    page = open_page()
    page.goto(desk.origin + path)
    assert by_day_and_night(page) == []


@pytest.mark.parametrize("path", ADMIN)
def test_axe_finds_nothing_on_an_admin_page(
    desk: RunningDesk, open_page: Callable[..., Page], signed_in: Path, path: str
) -> None:
    """In light and in dark, with what is on it loaded."""
    page = open_page(storage_state=signed_in)
    page.goto(desk.origin + path, wait_until="networkidle")
    assert by_day_and_night(page) == []


def test_axe_finds_nothing_in_the_widget_from_first_to_last(patron: Callable[..., Patron]) -> None:
    """Open, asked, the folded part open, and ended; in light and in dark."""
    asker = patron()
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    expect(asker.log.locator("p").first).to_be_visible()
    settled(asker.page)
    assert by_day_and_night(asker.page) == []
    asker.says("Finns det ett lugnt rum i kväll?")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    assert by_day_and_night(asker.page) == []
    asker.page.get_by_role("button", name="Radera samtalet").click()
    assert by_day_and_night(asker.page) == []
    asker.page.get_by_role("button", name="Behåll").click()
    asker.page.get_by_role("button", name="Avsluta samtalet").click()
    expect(asker.page.get_by_text("Hittade du det du behövde?")).to_be_visible()
    assert by_day_and_night(asker.page) == []


def test_axe_finds_nothing_in_the_console_from_queue_to_sheet(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Queue, conversation, hints, note, templates, actions, keys, and the sheet; in light and in dark."""
    question = "Har ni Mumin som ljudbok?"
    patron().asks(question)
    maja = librarian()
    expect(maja.page.locator("#queue li").first).to_be_visible()
    assert by_day_and_night(maja.page) == []
    maja.takes(question)
    maja.types("Nej, kolla OPAC.")
    expect(maja.hints.first).to_be_visible()
    assert by_day_and_night(maja.page) == []
    maja.draft.press("Control+Enter")
    expect(maja.page.get_by_role("dialog", name="Read it once more")).to_be_visible()
    assert by_day_and_night(maja.page) == []
    maja.page.keyboard.press("Escape")
    maja.types(" /")
    expect(maja.page.get_by_role("listbox", name="Templates")).to_be_visible()
    assert by_day_and_night(maja.page) == []
    maja.page.keyboard.press("Escape")
    maja.page.keyboard.press("Alt+n")
    assert by_day_and_night(maja.page) == []
    maja.page.keyboard.press("Control+k")
    expect(maja.page.get_by_role("dialog", name="All actions")).to_be_visible()
    assert by_day_and_night(maja.page) == []
    maja.page.keyboard.press("Escape")
    maja.page.locator("#my-name").click()
    maja.page.get_by_role("button", name="Keys and hints").click()
    assert by_day_and_night(maja.page) == []


def test_what_a_patron_taps_is_44_pixels(patron: Callable[..., Patron]) -> None:
    """Buttons, fields and the folded part of the widget."""
    asker = patron(**PHONE)
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    expect(asker.log.locator("p").first).to_be_visible()
    asker.page.get_by_text("Språk, utskrift, radering").click()
    small = asker.page.locator("library-chat").evaluate(
        """host => [...host.shadowRoot.querySelectorAll("button, input, textarea, select, summary")]
             .filter(element => element.checkVisibility())
             .map(element => [element.textContent.trim() || element.id, element.getBoundingClientRect()])
             .filter(([, box]) => box.height < 44 || box.width < 44)
             .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_escape_closes_the_widget_and_gives_the_focus_back(patron: Callable[..., Patron]) -> None:
    """To the button it came from; and it never opens by itself."""
    asker = patron()
    opener = asker.page.get_by_role("button", name="Fråga en bibliotekarie")
    expect(opener).to_be_visible()
    expect(asker.page.get_by_role("region", name="Fråga en bibliotekarie")).to_be_hidden()
    opener.press("Enter")
    expect(asker.page.get_by_label("Ditt meddelande")).to_be_focused()
    asker.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_the_floating_button_makes_way_for_the_focus(patron: Callable[..., Patron]) -> None:
    """WCAG 2.2, 2.4.11: a link beneath it is seen when the keyboard comes to it."""
    asker = patron()
    expect(asker.page.get_by_role("button", name="Fråga en bibliotekarie")).to_be_visible()
    covered = asker.page.evaluate(
        """async () => {
          const chat = document.querySelector("library-chat");
          const link = document.createElement("a");
          link.href = "/";
          link.textContent = "x";
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("#under { position: fixed; right: 40px; bottom: 30px; }");
          document.adoptedStyleSheets = [sheet];
          link.id = "under";
          document.body.append(link);
          link.focus();
          await new Promise(requestAnimationFrame);
          const a = link.getBoundingClientRect(), b = chat.getBoundingClientRect();
          return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
        }"""
    )
    assert covered is False


def settled(page: Page) -> None:
    """Animations are over; axe would measure a colour half way."""
    page.locator("library-chat").evaluate(
        "chat => Promise.all(chat.shadowRoot.getAnimations().map(animation => animation.finished))"
    )


def test_the_front_pages_cards_stand_in_line(desk: RunningDesk, open_page: Callable[..., Page]) -> None:
    """Side by side they begin at one height."""
    page = open_page()
    page.goto(desk.origin)
    tops = page.locator(".doors section").evaluate_all("cards => cards.map(card => card.getBoundingClientRect().top)")
    assert len(tops) >= 3
    assert len(set(tops[:3])) == 1
