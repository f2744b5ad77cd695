"""A conversation that moves from the web to e-mail: offered, agreed to by the patron, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.bot.email.servers import ADDRESS, PASSWORD, Post, PostOffice
from tests.e2e.people import Librarian, Patron
from tests.e2e.running import SETTINGS, RunningDesk
from tests.waiting import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")]

MAILBOX = """
[email]
address = "{address}"
imap_host = "127.0.0.1"
imap_port = 1
imap_security = "none"
smtp_host = "127.0.0.1"
smtp_port = {port}
smtp_security = "none"
"""
"""Letters go out to a real SMTP server; nobody answers them here, so nobody listens for mails."""

ANSWER = "Hej! Boken står på hyllan för ornitologi, och jag lägger undan den åt dig till i morgon. Vi ses!"


@pytest.fixture(scope="module")
def post() -> Post:
    """What the SMTP server took."""
    return Post()


@pytest.fixture(scope="module")
def desk(post: Post, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A desk that writes mail."""
    office = PostOffice(post)
    office.start()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SMILEDESK_EMAIL_PASSWORD", PASSWORD)
        told = SETTINGS.replace("undo_seconds = 3", "undo_seconds = 0") + MAILBOX.format(
            address=ADDRESS, port=office.port
        )
        running = RunningDesk(tmp_path_factory.mktemp("desk"), told)
        running.start()
        yield running
        running.stop()
    office.stop()


def letters(post: Post, to: str) -> list[str]:
    """The words of what was sent to an address."""
    return [mail.get_body(("plain",)).get_content() for mail in post.taken if to in mail["To"]]


def answer_by_mail(maja: Librarian, question: str) -> None:
    """The librarian sees that it is a letter now, and writes one."""
    maja.takes(question)
    maja.writes(ANSWER)
    maja.has_written(ANSWER)
    maja.sends()
    expect(maja.log.get_by_text("Sent", exact=True).last).to_be_visible()


def test_the_widget_asks_before_it_goes_on_by_email(
    desk: RunningDesk, post: Post, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """An address alone moves nothing; the button does, and both answers come as letters."""
    asking = patron()
    asking.asks("Var står boken om skärgårdens fåglar?")
    asking.page.get_by_role("button", name="Lämna e-post").click()
    asking.page.get_by_label("E-post (valfritt)").fill("elin@patron.example")
    asking.page.keyboard.press("Enter")
    move = asking.page.get_by_role("button", name="Svara mig per e-post")
    expect(move).to_be_visible()
    assert letters(post, "elin@patron.example") == []

    move.click()
    expect(move).to_be_hidden()
    wait_for(lambda: letters(post, "elin@patron.example"), 20)
    answer_by_mail(librarian(), "Var står boken om skärgårdens fåglar?")
    wait_for(lambda: any(ANSWER[:40] in text for text in letters(post, "elin@patron.example")), 20)
    assert len(letters(post, "elin@patron.example")) == 2
    asking.reads(ANSWER)


def test_without_javascript_the_same_is_asked_by_a_form(
    desk: RunningDesk, post: Post, open_page: Callable[..., Page], librarian: Callable[..., Librarian]
) -> None:
    """The plain page has a form for it and says afterwards where answers come."""
    page = open_page(java_script_enabled=False, locale="sv-SE")
    page.goto(f"{desk.origin}/ask?lang=sv")
    page.get_by_label("Din fråga").fill("Finns boken om humlor inne?")
    page.get_by_role("button", name="Skicka min fråga").click()
    page.get_by_label("E-post", exact=True).fill("per@patron.example")
    page.get_by_role("button", name="Svara mig per e-post").click()
    expect(page.get_by_text("Svaren kommer nu per e-post.")).to_be_visible()
    expect(page.get_by_role("button", name="Svara mig per e-post")).to_have_count(0)
    wait_for(lambda: letters(post, "per@patron.example"), 20)

    answer_by_mail(librarian(), "Finns boken om humlor inne?")
    wait_for(lambda: any(ANSWER[:40] in text for text in letters(post, "per@patron.example")), 20)
    page.get_by_role("link", name="Se efter svar nu").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
