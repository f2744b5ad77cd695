"""Rows 1 to 3, 11 to 16 of the faults: what comes in from Telegram, or pretends to."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram import read as r
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.webhook import MAX_BODY_BYTES, PATH, SECRET_HEADER, Webhook, derive_secret
from bot.ports import StoreClosed
from tests.bot.telegram.conftest import INBOX, TOKEN
from tests.waiting import until

SECRET = derive_secret(TOKEN)


@pytest.fixture
async def webhook(store):
    """A desk that is told instead of asking: post(body, **headers) gives the status."""
    receiver = Receiver(store, "1000000")
    app = web.Application()
    app.add_routes(Webhook(receiver, SECRET).routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    async with aiohttp.ClientSession() as session:

        async def post(body, *, secret=SECRET):
            headers = {SECRET_HEADER: secret} if secret is not None else {}
            async with session.post(url, data=body, headers=headers) as answer:
                return answer.status

        post.url, post.receiver = url, receiver
        yield post
    await runner.cleanup()


def an_update(number=1, text="Bună"):
    """A private message."""
    sender = {"id": 5, "is_bot": False, "first_name": "Ioana", "language_code": "ro"}
    message = {"message_id": number, "date": 1, "chat": {"id": 5, "type": "private"}, "from": sender, "text": text}
    return {"update_id": number, "message": message}


async def stored(store):
    """Update numbers in the inbox not handled yet."""
    return [arrival.key for arrival in await store.arrivals(INBOX)]


async def test_row_1_the_same_update_fifty_times_is_one_message(store, webhook):
    """Also all at once."""
    body = json.dumps(an_update())
    assert set(await asyncio.gather(*(webhook(body) for _ in range(50)))) == {200}
    assert await stored(store) == ["1"]


async def test_row_1_a_redelivered_update_that_was_handled_stays_handled(store, ioana, desk, all_handled):
    """The update number is remembered."""
    ioana.write("Bună")
    await all_handled()
    conversation = await store.by_address("telegram", str(ioana.id))
    before = (await store.open(conversation)).conversation.seq
    number = ioana.world._update_id
    await desk.receiver.take([{"update_id": number, "message": ioana.world.chats[ioana.id].messages[1]}])
    await all_handled()
    patron = [entry for entry in (await store.open(conversation)).entries if entry.by == "patron"]
    assert len(patron) == 1
    assert before >= 1


async def test_rows_2_and_3_nothing_is_confirmed_before_it_is_committed(channel, store, world, ioana, monkeypatch):
    """While the store takes nothing, the next offset does not move; then all is taken once."""
    taking = store.take_in

    async def full(*_):
        raise StoreClosed("disk_full")

    monkeypatch.setattr(store, "take_in", full)
    async with channel():
        ioana.write("Bună")
        await asyncio.sleep(0.3)
        assert len(world.updates) == 1
        monkeypatch.setattr(store, "take_in", taking)
        await until(lambda: not world.updates)
        await until(lambda: store.by_address("telegram", str(ioana.id)))


async def test_row_11_a_second_copy_is_named_once_and_asked_seldom(channel, practice, world, ioana):
    """No busy loop: one warning, and the other copy goes on unharmed."""
    told = []
    world.faults.add(
        kind="refuse", method="getupdates", times=-1, code=409, description="Conflict: terminated by other"
    )
    async with channel(tell=told.append) as telegram:
        await until(lambda: told)
        await asyncio.sleep(0.2)
        assert [each.state for each in told] == ["second_copy"]
        assert "@BotFather" in telegram.status.now.sentence
    asked = [call for call in world.calls if call["method"] == "getwebhookinfo"]
    assert len(asked) == 1


async def test_row_12_a_webhook_of_another_is_named_and_nothing_pending_is_dropped(channel, world, ioana):
    """Its host is told; deleting it is left to a person."""
    told = []
    world.webhook.url = "https://old.example.org/hook/with-a-token"
    ioana.write("Bună")
    async with channel(tell=told.append):
        await until(lambda: told)
        assert (told[0].state, told[0].about) == ("webhook_elsewhere", "old.example.org")
    assert len(world.updates) == 1
    assert world.webhook.url


async def test_row_13_a_backlog_of_a_night_is_taken_in_order(channel, store, world, ioana):
    """Everything Telegram still has; nothing is dropped at the start."""
    for number in range(250):
        ioana.write(f"mesajul {number}")
    async with channel():
        await until(lambda: not world.updates)

        async def all_there():
            conversation = await store.by_address("telegram", str(ioana.id))
            opened = conversation and await store.open(conversation)
            texts = [e.text for e in opened.entries if e.by == "patron"] if opened else []
            return texts == [f"mesajul {number}" for number in range(250)]

        await until(all_there, 20)


@pytest.mark.parametrize(("hours", "state"), [(20, "ok"), (25, "long_away")])
async def test_row_13_after_more_than_a_day_away_somebody_is_told_that_words_may_be_missing(
    channel, clock, hours, state
):
    """Telegram keeps updates for a day; within it nothing is missing and nothing is said."""
    async with channel() as telegram:
        await until(lambda: telegram.status.now.state == "ok")
    clock.push(hours=hours)
    told = []
    async with channel(tell=told.append) as telegram:
        await until(lambda: told)
        assert [each.state for each in told] == [state]
        assert telegram.status.now.well is (state == "ok")


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], "ă"])
async def test_row_14_a_forged_update_is_refused_and_not_stored(store, webhook, secret):
    """403 without the secret."""
    assert await webhook(json.dumps(an_update()), secret=secret and secret.encode().decode("latin-1")) == 403
    assert await stored(store) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (MAX_BODY_BYTES + 1), 413),
        (b"not json", 400),
        (b"\xff\xfe", 400),
        (b"[" * 200_000, 400),
        (b"[]", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": true}', 400),
        (b'{"message": {}}', 400),
        (b"", 400),
    ],
)
async def test_row_15_what_is_no_update_is_refused(store, webhook, body, status):
    """Too large, not JSON, nested without end, of the wrong type."""
    assert await webhook(body) == status
    assert await stored(store) == []


async def test_row_15_a_body_without_a_length_is_read_no_further_than_the_limit(webhook):
    """A chunked flood ends at the limit."""
    sent = 0

    async def flood():
        nonlocal sent
        for _ in range(800):
            sent += 65536
            yield b"x" * 65536

    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(webhook.url, data=flood(), headers={SECRET_HEADER: SECRET}) as answer:
                assert answer.status == 413
        except aiohttp.ClientError:
            pass
    assert sent < 50 * 1024 * 1024


async def test_a_webhook_says_503_while_nothing_can_be_kept(webhook, store, monkeypatch):
    """Telegram then brings it again."""

    async def full(*_):
        raise StoreClosed("disk_full")

    monkeypatch.setattr(store, "take_in", full)
    assert await webhook(json.dumps(an_update())) == 503


async def test_with_a_webhook_questions_arrive_and_the_secret_is_the_one_told(channel, store, practice, world, ioana):
    """The whole way: setWebhook, push, commit, 200, handled."""
    receiver = Receiver(store, "1000000")
    app = web.Application()
    app.add_routes(Webhook(receiver, SECRET).routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    async with channel(line={"webhook_url": url, "secret": SECRET}, receiver=receiver):
        await until(lambda: world.webhook.url)
        ioana.write("Bună")
        await until(lambda: not world.updates)
        await until(lambda: store.by_address("telegram", str(ioana.id)))
    await runner.cleanup()
    assert world.webhook.secret == SECRET


@pytest.mark.usefixtures("desk")
async def test_row_16_what_nobody_knows_is_kept_skipped_and_holds_nobody_up(store, world, ioana, all_handled):
    """New kinds, nulls and nonsense; the next question is answered."""
    world.allowed = []
    for strange in (
        {"quantum_message": {"id": 1}},
        {"message": None},
        {"message": {"message_id": 1}},
        {"message": "text"},
        {"edited_message": {"chat": {"id": "x"}}},
        {"callback_query": {"id": 5}},
        {"my_chat_member": []},
        {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 5, "type": "galaxy"}, "text": "x"}},
    ):
        world.tell_raw(strange)
    ioana.write("Bună")
    await all_handled()
    assert await store.by_address("telegram", str(ioana.id))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["message", "chat", "id", "text", "from", "date", "message_id", "type", "photo", "callback_query", "data",
         "edited_message", "my_chat_member", "new_chat_member", "status", "user", "caption", "reply_to_message"]),
        inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "x"]), JSON))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_row_16_reading_an_update_never_raises(update):
    """Whatever its shape."""
    assert isinstance(r.read({"update_id": 1, **update}), r.Meaning)


@pytest.fixture
def poisoned(desk, monkeypatch):
    """The desk, with a bug that one word sets off."""
    handle = desk._handler.handle

    async def sometimes(arrival, update):
        if b"otrava" in arrival.raw:
            raise RuntimeError
        await handle(arrival, update)

    monkeypatch.setattr(desk._handler, "handle", sometimes)
    monkeypatch.setattr("bot.channels.telegram.worker.AFTER_TROUBLE", 0.01)


@pytest.mark.usefixtures("poisoned")
async def test_a_poisoned_update_is_set_aside_and_the_next_is_handled(store, ioana, all_handled):
    """A bug of ours costs one message's handling, never the conversation."""
    ioana.write("otrava")
    ioana.write("Bună")
    await all_handled()
    opened = await store.open(await store.by_address("telegram", str(ioana.id)))
    assert opened.entries[0].text == "Bună"


@pytest.mark.usefixtures("poisoned")
async def test_forgetting_reaches_what_was_set_aside(store, ioana, all_handled):
    """An update nobody could read holds words too."""
    ioana.write("otrava")
    await until(lambda: store.set_aside(INBOX))
    ioana.write("/forget")
    await ioana.hears("?")
    ioana.tap("forget:yes")
    await all_handled()
    assert await store.set_aside(INBOX) == []


async def test_a_wrong_token_is_named(channel, world):
    """With what to do; nothing is asked in a hurry."""
    told = []
    world.token = "1000000:another"
    async with channel(tell=told.append) as telegram:
        await until(lambda: told)
        assert telegram.status.now.state == "bad_token"
