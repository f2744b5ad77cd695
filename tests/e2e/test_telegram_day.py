"""The day of a question over the make-believe Telegram, in Romanian, from the demo's own phone page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import Librarian
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(demonstration: RunningDesk) -> RunningDesk:
    """Where the phone is."""
    return demonstration


def test_a_question_on_telegram_is_read_once_more_and_answered_there(
    desk: RunningDesk, open_page: Callable[..., Page], librarian: Callable[..., Librarian]
) -> None:
    """Asked on the phone, mended and sent in the console, read on the phone, once."""
    phone = open_page(locale="ro-RO")
    phone.goto(f"{desk.origin}/demo/telegram?lang=ro")
    log = phone.get_by_role("log", name="Mesaje")
    phone.get_by_role("button", name="/start").click()
    expect(log.locator(".theirs").first).to_be_visible()
    assert violations(phone) == []
    phone.get_by_label("Mesajul dumneavoastră").fill("Bună ziua, aveți romanul „Ion” în limba maghiară?")
    phone.keyboard.press("Enter")
    expect(log.get_by_text("în limba maghiară?")).to_be_visible()

    maja = librarian()
    maja.takes("în limba maghiară?")
    maja.types("Nu. Căutați în OPAC.")
    for category in ("cold", "cryptic"):
        expect(maja.hint(category).first).to_be_visible()
    maja.page.locator("#steps").get_by_role("button").first.click()
    reply = maja.written()
    maja.sends()
    maja.has_written("")
    maja.page.get_by_role("button", name="Undo").click()
    maja.has_written(reply)
    assert "OPAC" not in log.inner_text()
    maja.sends()
    expect(log.get_by_text("Căutați în OPAC.")).to_be_visible()
    assert log.inner_text().count("Căutați în OPAC.") == 1
    expect(maja.log.get_by_text("Sent", exact=True)).to_be_visible()


def test_a_question_is_answered_from_the_staffs_group_alone(
    desk: RunningDesk, open_page: Callable[..., Page], signed_in: Path
) -> None:
    """Seen in its topic, answered by a reply to the card, sent by a button, read on the phone."""
    phone = open_page()
    phone.goto(f"{desk.origin}/demo/telegram?start=en")
    log = phone.get_by_role("log", name="Messages")
    expect(log.locator(".theirs").first).to_be_visible()
    phone.get_by_label("Your message").fill("Is there a quiet room?")
    phone.keyboard.press("Enter")
    expect(log.get_by_text("Is there a quiet room?")).to_be_visible()
    assert log.get_by_text("/start").count() == 1

    group = open_page(storage_state=signed_in, viewport={"width": 390, "height": 800})
    group.goto(f"{desk.origin}/demo/group")
    cards = group.get_by_role("log", name="Messages")
    group.get_by_role("navigation", name="Topics").get_by_role("button").first.click()
    expect(cards.get_by_text("Is there a quiet room?")).to_be_visible()
    assert violations(group) == []
    assert group.evaluate("document.documentElement.scrollWidth <= innerWidth")

    group.get_by_role("button", name="Sit down as Maja").click()
    cards.get_by_role("button", name="Reply to this card").first.click()
    expect(group.get_by_text("becomes a draft")).to_be_visible()
    group.get_by_label("Your message").fill("Yes: on the second floor, and I have kept it for you until four.")
    group.keyboard.press("Enter")
    expect(cards.get_by_text("inte skickat än")).to_be_visible()
    assert "second floor" not in log.inner_text()
    cards.get_by_role("button", name="Skicka som det är").click()
    expect(log.get_by_text("on the second floor")).to_be_visible()
