"""A copy of the conversation by e-mail, from a desk whose mail server is just now away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import SETTINGS, RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser

MAILBOX = """
[email]
address = "fraga@lindhaga.example"
imap_host = "127.0.0.1"
imap_port = 9
imap_security = "none"
smtp_host = "127.0.0.1"
smtp_port = 9
smtp_security = "none"
"""
QUESTION = "Vilka böcker av Tove Jansson har ni?"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A desk that writes e-mail."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SMILEDESK_EMAIL_PASSWORD", "lång nog")
        running = RunningDesk(tmp_path_factory.mktemp("desk"), SETTINGS + MAILBOX)
        running.start()
        yield running
        running.stop()


def test_a_patron_has_the_conversation_mailed_and_reads_that_it_is_on_its_way(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """A wrong address is told at once; the librarian sees that a copy was asked for."""
    asker = patron()
    asker.asks(QUESTION)
    asker.page.get_by_text("Språk, utskrift, radering").click()
    asker.page.get_by_role("button", name="Mejla det till mig").click()
    address = asker.page.get_by_label("Vart ska vi skicka det?")
    expect(address).to_be_focused()
    assert violations(asker.page) == []
    address.fill("lova@nowhere")
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("Det ser inte ut som en e-postadress.")).to_be_visible()
    address.fill("lova@patron.example")
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("På väg till lova@patron.example.")).to_be_visible()
    maja = librarian()
    maja.looks_at(QUESTION)
    expect(maja.log.get_by_text("The patron has a copy of the conversation mailed")).to_be_visible()
