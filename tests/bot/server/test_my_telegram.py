"""Connecting one's own Telegram from the console."""

import pytest

from bot.channels.telegram.accounts import Accounts
from replies.templates import load_desk


async def test_the_link_connects_whoever_brings_it(opened):
    """Made by the signed-in librarian; the code works once and is kept as a digest only."""
    opened.desk.elsewhere.on_telegram("town_library_bot")
    maja = await opened.staff()
    link = (await maja("POST", "/api/me/telegram")).body["link"]
    address, code = link.split("?start=")
    assert address == "https://t.me/town_library_bot"
    assert len(code) <= 64
    kept = await opened.desk.store.recall_all("telegram:code:")
    assert code.removeprefix("link_") not in str(kept)
    person = await Accounts(opened.desk.store, opened.clock).connect(code, 77)
    assert person.id == maja.id
    assert (await maja("GET", "/api/me/telegram")).body["connected"] is True


async def test_it_can_be_disconnected(opened):
    """Buttons pressed from that telephone then do nothing."""
    maja = await opened.staff()
    accounts = Accounts(opened.desk.store, opened.clock)
    code, _ = await accounts.new_code(maja.id)
    await accounts.connect(code, 77)
    assert (await maja("DELETE", "/api/me/telegram")).status == 204
    assert await accounts.person(77) is None
    assert (await maja("GET", "/api/me/telegram")).body == {"bot": None, "connected": False}


async def test_without_a_bot_it_says_so(opened):
    """In the reader's language."""
    maja = await opened.staff()
    no = await maja("POST", "/api/me/telegram", headers={"Accept-Language": "sv"})
    assert (no.status, no.body["error"]) == (409, "no_telegram")
    assert "Telegrambot" in no.body["message"]


@pytest.mark.parametrize("lang", ["en", "it", "ro", "sv", "fi"])
def test_where_questions_pass_through_telegram_the_privacy_line_says_so(lang):
    """And where they don't, it does not."""
    assert "Telegram" in load_desk((lang,), through_telegram=True).privacy(lang)
    assert "Telegram" not in load_desk((lang,)).privacy(lang)
