"""Lines are cut and desks are killed; nobody loses or doubles a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = [pytest.mark.browser, pytest.mark.kill]


def test_words_written_while_the_desk_is_dead_arrive_once(
    desk: RunningDesk, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """FAULTS 26, 28: the widget keeps them, says so, and sends them when the desk is back."""
    asker = patron()
    asker.asks("Har ni öppet på söndag?")
    desk.kill()
    asker.page.get_by_label("Ditt meddelande").fill("Jag tänker på den första advent.")
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("Ingen anslutning just nu.")).to_be_visible(timeout=15_000)
    desk.start()
    expect(asker.page.get_by_text("Skickar…")).to_have_count(0, timeout=40_000)
    maja = librarian()
    maja.takes("Jag tänker på den första advent.")
    assert maja.log.inner_text().count("Jag tänker på den första advent.") == 1
    assert asker.log.inner_text().count("Jag tänker på den första advent.") == 1


def test_the_console_comes_back_by_itself_and_hears_what_it_missed(
    desk: RunningDesk, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """FAULTS 29: after a restart the open conversation goes on where it was."""
    asker, maja = patron(), librarian()
    asker.asks("Går det att boka en dator?")
    maja.takes("Går det att boka en dator?")
    maja.types("Hej! Ja, du bokar")
    maja.waits_until_kept()
    desk.kill()
    expect(maja.page.get_by_text("No connection.")).to_be_visible(timeout=15_000)
    desk.start()
    asker.says("Helst i förmiddag.")
    expect(maja.log.get_by_text("Helst i förmiddag.")).to_be_visible(timeout=40_000)
    maja.has_written("Hej! Ja, du bokar")
