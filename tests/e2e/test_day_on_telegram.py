"""The same day on Telegram, in Romanian: asked on a phone, answered, killed in the middle, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian
from tests.e2e.running import SETTINGS, RunningDesk
from tests.e2e.test_access import violations
from tests.phone import Phone, call, practice_telegram

pytestmark = pytest.mark.browser

QUESTION = "Bună ziua, aveți «Enigma Otiliei» la filiala din centru?"
COLD = "Nu, caută în OPAC."
WARM = (
    "Bună ziua! Cartea este împrumutată până vineri; v-am rezervat-o și vă scriu aici când o puteți lua. O zi bună!"
)


@pytest.fixture(scope="module")
def telegram() -> Iterator[str]:
    """A practice Telegram of this file's own."""
    with practice_telegram() as url:
        yield url


@pytest.fixture(scope="module")
def desk(telegram: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A desk with a bot."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SMILEDESK_TELEGRAM_TOKEN", "1000000:practice")
        settings = f'{SETTINGS}\n[telegram]\nbase_url = "{telegram}"\n'
        running = RunningDesk(tmp_path_factory.mktemp("desk"), settings)
        running.start()
        yield running
        running.stop()


def test_a_question_from_telegram_is_answered_once_though_the_desk_is_killed(
    desk: RunningDesk, telegram: str, librarian: Callable[..., Librarian], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Greeted in Romanian, read once more in Romanian, sent, killed, started again: one copy."""
    ioana = Phone.of(telegram, "Ioana", "ro")
    ioana.writes("/start")
    ioana.reads("Scrieți aici întrebarea")
    ioana.writes(QUESTION)
    ioana.reads("întrebarea dumneavoastră a ajuns la noi")

    elena = librarian()
    elena.takes(QUESTION)
    elena.types(COLD)
    for category in ("cryptic", "dead-end"):
        expect(elena.hint(category).first).to_be_visible()
    expect(elena.hint("dead-end").locator(".wording")).to_have_count(3)  # one of them the cold answer's
    elena.writes(WARM)
    elena.sends()
    ioana.reads(WARM)
    expect(elena.log.get_by_text("Sent", exact=True)).to_be_visible()

    desk.kill()
    ioana.writes("Mulțumesc frumos!")
    monkeypatch.setenv("SMILEDESK_TELEGRAM_TOKEN", "1000000:practice")
    desk.start()
    expect(elena.log.get_by_text("Mulțumesc frumos!")).to_be_visible()
    assert ioana.heard().count(WARM) == 1
    assert elena.log.get_by_text("Mulțumesc frumos!").count() == 1


def test_what_is_forgotten_on_the_phone_is_gone_from_the_console(
    telegram: str, librarian: Callable[..., Librarian]
) -> None:
    """/forget, one yes, and the words are nowhere."""
    mihai = Phone.of(telegram, "Mihai", "ro")
    mihai.writes("Mă numesc Mihai Pop și caut o carte despre divorț.")
    mihai.reads("a ajuns la noi")
    elena = librarian()
    elena.looks_at("divorț")
    mihai.writes("/forget")
    mihai.reads("Ștergem tot")
    mihai.taps("Da, ștergeți")
    mihai.reads("Gata: mesajele")
    expect(elena.page.locator("#queue").get_by_text("divorț")).to_have_count(0)
    elena.page.reload()
    expect(elena.page.get_by_text("divorț")).to_have_count(0)


def test_a_reply_that_failed_or_may_be_lost_says_so_and_the_one_thing_to_do(
    telegram: str, librarian: Callable[..., Librarian]
) -> None:
    """Refused by Telegram: sent again by hand, read once. The answer lost on its way: only a person can say."""
    ioana = Phone.of(telegram, "Ileana", "ro")
    ioana.writes("Aveți harta metroului?")
    ioana.reads("a ajuns la noi")
    elena = librarian()
    elena.takes("Aveți harta metroului?")
    spoils(telegram, ioana, kind="refuse", code=403, description="Forbidden: bot was blocked by the user")
    elena.writes(f"{WARM} (1)")
    elena.sends()
    failed = elena.log.locator(".fate.alarm")
    expect(failed).to_contain_text("Not sent.")
    assert violations(elena.page) == []
    failed.get_by_role("button", name="Send it again").click()
    ioana.reads(f"{WARM} (1)")
    expect(failed).to_have_count(0)

    spoils(telegram, ioana, kind="lose")
    elena.writes(f"{WARM} (2)")
    elena.sends()
    expect(failed).to_contain_text("We can't tell whether this arrived.")
    failed.get_by_role("button", name="It did arrive").click()
    expect(failed).to_have_count(0)
    assert [ioana.heard().count(f"{WARM} ({number})") for number in (1, 2)] == [1, 1]


def spoils(telegram: str, phone: Phone, **fault: object) -> None:
    """The next message to this phone goes wrong."""
    call(f"{telegram}/practice/faults", "POST", {"method": "sendmessage", "chat_id": phone.id, **fault})
