"""The desk's line to Telegram as the composition root opens it, and the make-believe phone of a demonstration."""

import time

import aiohttp
import pytest

from bot.channels.telegram.webhook import PATH, SECRET_HEADER, derive_secret
from bot.config import Settings, SettingsError
from bot.duties.loop import Loop
from bot.duties.telegram_line import TelegramLine
from bot.ports import Failed, Sent
from bot.practice.telegram.serving import serving
from bot.practice.telegram.world import World
from tests.bot.server.desk import open_desk
from tests.waiting import until


def told(**sections):
    """Settings with these sections."""
    return Settings.model_validate(sections)


def as_likely(_text, likely):
    """No better guess."""
    return likely


@pytest.fixture
def token(monkeypatch):
    """A bot's token in the environment."""
    monkeypatch.setenv("SMILEDESK_TELEGRAM_TOKEN", "77:secret")
    return "77:secret"


async def test_without_a_token_there_is_no_line(tmp_path, store, clock, monkeypatch):
    """And nothing of it is loaded or served."""
    monkeypatch.delenv("SMILEDESK_TELEGRAM_TOKEN", raising=False)
    async with (
        open_desk(tmp_path / "desk") as opened,
        TelegramLine(told(), store, clock, demo=False) as line,
        Loop(store, clock) as loop,
    ):
        await line.open(loop, opened.desk, guess=as_likely, tell=print)
        assert line.routes == ()
        assert not line.is_practice


@pytest.mark.usefixtures("token")
async def test_a_demonstration_never_uses_the_real_token(store, clock):
    """It talks to the practice Telegram, whatever the environment holds."""
    async with TelegramLine(told(), store, clock, demo=True) as line:
        assert line.is_practice
        assert line._token == "1000000:practice"


@pytest.mark.usefixtures("token")
async def test_a_webhook_needs_a_public_address(store, clock):
    """Said at the start, with what to set."""
    with pytest.raises(SettingsError, match="public_url"):
        TelegramLine(told(telegram={"mode": "webhook"}), store, clock, demo=False)


async def test_a_webhook_is_answered_by_the_desks_own_server(tmp_path, store, clock, token):
    """From the first moment, before python-telegram-bot is loaded."""
    settings = told(telegram={"mode": "webhook"}, web={"public_url": "https://ask.library.example"})
    line = TelegramLine(settings, store, clock, demo=False)
    async with open_desk(tmp_path / "desk", more=line.routes) as desk, aiohttp.ClientSession() as telegram:
        for secret, status in ((derive_secret(token), 200), ("guessed", 403)):
            url, headers = desk.server.make_url(PATH), {SECRET_HEADER: secret}
            async with telegram.post(url, json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == status
    assert [arrival.key for arrival in await store.arrivals("telegram:77")] == ["1"]


async def test_the_make_believe_phone_reaches_the_desk_and_hears_it(tmp_path, store, clock):
    """Page, hello, question, acknowledgement: all over the desk's own origin."""
    async with (
        TelegramLine(told(), store, clock, demo=True) as line,
        Loop(store, clock) as loop,
        open_desk(tmp_path / "desk", more=line.routes) as desk,
        aiohttp.ClientSession(desk.server.make_url("/")) as phone,
    ):
        await line.open(loop, desk.desk, guess=as_likely, tell=print)
        async with phone.get("/demo/telegram") as page:
            assert page.status == 200
            assert "/demo/telegram" in await page.text()
        async with phone.post("/demo/telegram/people", json={"first_name": "Aino", "language": "fi"}) as met:
            person = f"/demo/telegram/people/{(await met.json())['id']}"
        for text in ("/start", "Moi, onko teillä Kalevala?"):
            async with phone.post(f"{person}/messages", json={"text": text}) as wrote:
                assert wrote.status == 201

        async def heard():
            async with phone.get(f"{person}/chat") as chat:
                return [message["text"] for message in (await chat.json())["messages"] if message["from"] == "bot"]

        async def both():
            said = await heard()
            return any("Hei ja tervetuloa" in text for text in said) and any("<acknowledged" in text for text in said)

        await until(both)
        async with phone.get("/api/desk?lang=fi") as about:
            assert (await about.json())["telegram"] == "/demo/telegram?start=fi"
        async with phone.get("/demo/telegram/people/7/chat") as nobody:
            assert (nobody.status, (await nobody.json())["error"]) == (404, "not_there")


@pytest.mark.usefixtures("token")
async def test_trouble_on_the_line_stands_in_the_console_until_it_is_over(tmp_path, store, clock):
    """A wrong token needs a person: whoever sits at the console reads it in their language, not only the terminal."""
    said = []
    async with (
        open_desk(tmp_path / "desk") as opened,
        serving(World("77:another", now=time.time)) as practice,
        TelegramLine(told(telegram={"base_url": practice.url}), store, clock, demo=False) as line,
        Loop(store, clock) as loop,
    ):
        live = opened.desk.live
        await line.open(loop, opened.desk, guess=as_likely, tell=said.append)
        await until(lambda: said)
        maja = await opened.staff()
        parts = (await maja("GET", "/api/parts", headers={"Accept-Language": "sv"})).body["parts"]
        assert (parts[0]["title"], parts[0]["state"]) == ("Telegram", "alarm")
        assert "@BotFather" in parts[0]["sentence"]
        live.alarm("Telegram", "")
        assert "alarm" not in {part["state"] for part in (await maja("GET", "/api/parts")).body["parts"]}


async def test_a_text_is_tried_out_in_a_colleagues_own_chat(desk, ioana):
    """Cut where Telegram cuts it; who never wrote to the bot can't be reached."""
    ioana.write("/start")
    await until(ioana.seen)
    wire = await desk.try_out(str(ioana.id), "a" * 4000 + "\n\n" + "b" * 200, "ro", "Maja")
    assert isinstance(wire, Sent)
    assert [text[:1] for text in ioana.seen()[-2:]] == ["a", "b"]
    assert isinstance(await desk.try_out("999", "Hej", "sv", "Maja"), Failed)
