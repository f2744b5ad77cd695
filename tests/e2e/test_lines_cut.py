"""Lines are cut and desks are killed; nobody loses or doubles a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = [pytest.mark.browser, pytest.mark.kill]


def test_after_ten_seconds_without_a_line_each_side_has_what_the_other_wrote_once(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """FAULTS 28: the desk is well, only the patron's line is gone; nothing needs a reload."""
    asker = patron()
    line = Line(asker.page, "**/api/patron/**")
    asker.page.clock.install()
    asker.asks("Var parkerar man?")
    maja = librarian()
    maja.takes("Var parkerar man?")
    line.cut()
    asker.page.get_by_label("Ditt meddelande").fill("Med husvagn, alltså.")
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("Ingen anslutning just nu.")).to_be_visible()
    maja.writes("Hej! Bakom huset är det gott om plats, även för husvagnar. Välkommen!")
    maja.sends()
    expect(maja.log.get_by_text("Sent", exact=True)).to_be_visible()
    asker.page.clock.fast_forward("00:10")
    expect(maja.log.get_by_text("Med husvagn, alltså.")).to_have_count(0)
    line.mend()
    asker.page.clock.fast_forward("00:20")
    asker.reads("Bakom huset är det gott om plats")
    expect(maja.log.get_by_text("Med husvagn, alltså.")).to_be_visible()
    for log in (asker.log, maja.log):
        assert log.inner_text().count("Med husvagn, alltså.") == 1
        assert log.inner_text().count("Bakom huset är det gott om plats") == 1


class Line:
    """One page's way to the desk: requests and the live line can be cut, and mended."""

    def __init__(self, page: Page, where: str) -> None:
        self._whole = True
        self._live: list[WebSocketRoute] = []
        page.route(where, lambda route: route.continue_() if self._whole else route.abort())
        page.route_web_socket("**/live", self._connect)
        page.reload()

    def _connect(self, socket: WebSocketRoute) -> None:
        if self._whole:
            self._live.append(socket)
            socket.connect_to_server()
        else:
            socket.close()

    def cut(self) -> None:
        """Nothing comes or goes."""
        self._whole = False
        for socket in self._live:
            socket.close()
        self._live.clear()

    def mend(self) -> None:
        """From now on it does again."""
        self._whole = True


def test_words_written_while_the_desk_is_dead_arrive_once(
    desk: RunningDesk, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """FAULTS 26, 28: the widget keeps them, says so, and sends them when the desk is back."""
    asker = patron()
    asker.asks("Har ni öppet på söndag?")
    desk.kill()
    asker.page.get_by_label("Ditt meddelande").fill("Jag tänker på den första advent.")
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("Ingen anslutning just nu.")).to_be_visible()
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
    expect(maja.page.get_by_text("No connection.")).to_be_visible()
    desk.start()
    asker.says("Helst i förmiddag.")
    expect(maja.log.get_by_text("Helst i förmiddag.")).to_be_visible(timeout=40_000)
    maja.has_written("Hej! Ja, du bokar")
