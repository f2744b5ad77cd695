"""The doctor asks Telegram itself: the token, who gets the messages, what the bot may do in the group."""

import asyncio
import sqlite3
import time

import pytest

from bot.commands.doctor import examine as doctor
from bot.commands.doctor.telegram import look_at_telegram
from bot.config import Settings
from bot.practice.telegram import people
from bot.practice.telegram.serving import serving
from bot.practice.telegram.world import World

TOKEN = "1000000:practice"


@pytest.fixture
async def practice():
    """The practice Telegram."""
    async with serving(World(TOKEN, now=time.time)) as listening:
        yield listening


@pytest.fixture
def look(practice, tmp_path):
    """Look, with changes to the settings; results by what was looked at."""

    async def looked(token=TOKEN, web=None, **told):
        settings = Settings.model_validate({"telegram": {"base_url": practice.url, **told}, "web": web or {}})
        results = await asyncio.to_thread(look_at_telegram, settings, token, tmp_path)
        return {result.what: result for result in results}

    return looked


@pytest.fixture
def group(practice, tmp_path):
    """A staff group the desk remembers."""
    made = practice.world.open_group("Staff", forum=True)
    with sqlite3.connect(tmp_path / "desk.sqlite3") as db:
        db.execute("CREATE TABLE memory (key TEXT, value TEXT)")
        db.execute("INSERT INTO memory VALUES ('telegram:1000000:group', ?)", (f'{{"chat": {made.id}}}',))
    db.close()
    return made


async def test_all_is_well(look, group):
    """The bot by name, nothing waits, the group by title."""
    seen = await look()
    assert [result.state for result in seen.values()] == ["ok", "ok", "ok"]
    assert "@practice_library_bot" in seen["Telegram"].says
    assert "Staff" in seen["Telegram staff group"].says


async def test_a_wrong_token_says_where_the_right_one_is(look):
    """Nothing else is asked."""
    seen = await look(token="1000000:another")
    assert seen["Telegram"].state == "wrong"
    assert "@BotFather" in seen["Telegram"].mend
    assert len(seen) == 1


async def test_out_of_reach_is_said(look, practice):
    """Without a stack trace."""
    await practice.go_dark()
    assert "can't be reached" in (await look())["Telegram"].says


async def test_row_12_a_webhook_of_another_comes_with_the_command_that_takes_it_back(look, practice):
    """And what waits stays."""
    practice.world.webhook.url = "https://old.example.org/hook"
    seen = (await look())["Telegram messages"]
    assert (seen.state, "old.example.org" in seen.says) == ("wrong", True)
    assert "--release-webhook" in seen.mend


async def test_a_webhook_telegram_cannot_reach_says_why(look, practice):
    """In Telegram's own words."""
    practice.world.webhook.url = "https://ask.library.example/telegram/updates"
    practice.world.webhook.last_error = "SSL error"
    seen = await look(mode="webhook", web={"public_url": "https://ask.library.example"})
    assert "SSL error" in seen["Telegram messages"].says


async def test_webhook_mode_without_a_public_address_is_wrong(look):
    """With both ways out."""
    seen = (await look(mode="webhook"))["Telegram messages"]
    assert seen.state == "wrong"
    assert "polling" in seen.mend


async def test_many_messages_that_wait_want_the_desk_started(look, practice):
    """Nobody takes them."""
    ioana = practice.world.meet("Ioana", "ro")
    for number in range(21):
        people.write(practice.world, ioana, f"{number}")
    assert "21 wait" in (await look())["Telegram messages"].says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda group: group.rights.discard("can_manage_topics"), "Manage topics"),
        (lambda group: group.rights.discard("can_delete_messages"), "Delete messages"),
        (lambda group: setattr(group, "is_forum", False), "topics are switched off"),
    ],
)
async def test_what_the_group_lacks_is_named(look, group, change, says):
    """With where to give it."""
    change(group)
    seen = (await look())["Telegram staff group"]
    assert (seen.state, says in seen.says) == ("wrong", True)


async def test_a_group_that_is_gone_is_named(look, group, practice):
    """With what to do."""
    del practice.world.chats[group.id]
    seen = (await look())["Telegram staff group"]
    assert (seen.state, "/desk" in seen.mend) == ("wrong", True)


async def test_without_a_group_it_is_off(look):
    """By choice."""
    assert (await look())["Telegram staff group"].state == "off"


def test_without_a_token_nothing_is_asked(tmp_path, monkeypatch):
    """The guide is named."""
    monkeypatch.delenv("SMILEDESK_TELEGRAM_TOKEN", raising=False)
    (result,) = doctor._telegram(Settings(), tmp_path)
    assert (result.state, result.mend) == ("off", "docs/channels/telegram.md")
