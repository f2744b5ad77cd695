"""The practice Telegram behaves as the Bot API's documentation says, seen through python-telegram-bot."""

import asyncio

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.request import HTTPXRequest

from bot.practice.telegram import people


async def test_the_bot_knows_itself(bot):
    """Its id comes from getMe."""
    assert (await bot.get_me()).id == 1_000_000


async def test_a_wrong_token_is_unauthorised(practice):
    """401, as Telegram answers a token it does not know."""
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=practice.base_url, request=HTTPXRequest()):
            pass


async def test_updates_come_again_until_an_offset_confirms_them(world, bot):
    """Asking twice gives the same; asking past it gives nothing."""
    person = world.meet("Ioana", "ro")
    people.write(world, person, "Bună ziua")
    first = await bot.get_updates()
    again = await bot.get_updates()
    after = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.update_id for update in first] == [update.update_id for update in again]
    assert first[0].message.text == "Bună ziua"
    assert first[0].message.from_user.language_code == "ro"
    assert after == ()


async def test_long_polling_answers_as_soon_as_somebody_writes(world, bot):
    """A waiting getUpdates ends with the message, not with its timeout."""
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    people.write(world, world.meet("Ioana"), "Bună")
    assert len(await asyncio.wait_for(waiting, 2)) == 1


async def test_a_second_poller_ends_the_first(world, bot):
    """409 Conflict for whoever was waiting."""
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.05)
    await bot.get_updates()
    with pytest.raises(Conflict, match="only one bot instance"):
        await waiting


async def test_updates_older_than_a_day_are_gone(world, bot):
    """Telegram keeps an update for 24 hours."""
    people.write(world, world.meet("Ioana"), "Bună")
    world.updates[0] = (world.updates[0][0] - 25 * 3600, world.updates[0][1])
    assert await bot.get_updates() == ()


async def test_polling_is_refused_while_a_webhook_is_set(world, bot):
    """409 until deleteWebhook, and nothing pending is dropped on the way."""
    people.write(world, world.meet("Ioana"), "Bună")
    await bot.set_webhook("http://127.0.0.1:9/x", secret_token="s3cret")
    with pytest.raises(Conflict, match="webhook"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_a_webhook_gets_its_secret_and_an_update_until_it_says_ok(world, practice, bot):
    """A 503 is tried again; a 200 confirms."""
    seen, taken = [], asyncio.Event()

    async def take(request):
        seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        if len(seen) == 1:
            return web.Response(status=503)
        taken.set()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
    people.write(world, world.meet("Ioana"), "Bună")
    await asyncio.wait_for(taken.wait(), 3)
    await asyncio.sleep(0.05)
    pending = len(world.updates)
    await bot.delete_webhook()
    await runner.cleanup()
    assert [secret for secret, _ in seen] == ["s3cret", "s3cret"]
    assert seen[0][1] == seen[1][1]
    assert pending == 0


async def test_messages_and_edits_appear_in_the_chat(world, bot):
    """sendMessage, editMessageText and the refusal to change nothing."""
    person = world.meet("Ioana")
    sent = await bot.send_message(person.id, "Bună!")
    await bot.edit_message_text("Bună ziua!", person.id, sent.message_id)
    shown = people.screen(world, world.chats[person.id])["messages"]
    assert [(message["text"], message["edited"]) for message in shown] == [("Bună ziua!", True)]
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("Bună ziua!", person.id, sent.message_id)


@pytest.mark.parametrize(("text", "taken"), [("a" * 4096, True), ("a" * 4097, False), ("😀" * 2049, False)])
async def test_the_longest_text_is_4096_utf16_units(world, bot, text, taken):
    """An emoji counts twice."""
    person = world.meet("Ioana")
    if taken:
        assert (await bot.send_message(person.id, text)).text == text
    else:
        with pytest.raises(BadRequest, match="too long"):
            await bot.send_message(person.id, text)


async def test_whoever_blocks_the_bot_gets_nothing(world, bot):
    """403, and the bot hears of the block."""
    person = world.meet("Ioana")
    people.block(world, person)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(person.id, "Bună!")
    assert (await bot.get_updates())[0].my_chat_member.new_chat_member.status == "kicked"


async def test_an_unknown_chat_is_not_found(bot):
    """400 chat not found."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "Bună!")


async def test_every_plain_message_in_a_topic_replies_to_its_creation_message(world, bot):
    """What a bot must not take for a reply to one of its cards."""
    librarian = world.meet("Elena")
    forum = world.open_group("Staff", forum=True)
    topic = await bot.create_forum_topic(forum.id, "#1 ro")
    card = await bot.send_message(forum.id, "A question", message_thread_id=topic.message_thread_id)
    people.write(world, librarian, "I take it", chat=forum, topic=topic.message_thread_id)
    people.write(world, librarian, "A draft", chat=forum, topic=topic.message_thread_id, reply_to=card.message_id)
    plain, reply = [update.message for update in await bot.get_updates()]
    assert plain.reply_to_message.forum_topic_created.name == "#1 ro"
    assert plain.is_topic_message
    assert reply.reply_to_message.message_id == card.message_id


async def test_a_deleted_topic_takes_no_message(world, bot):
    """400 message thread not found."""
    forum = world.open_group("Staff", forum=True)
    topic = await bot.create_forum_topic(forum.id, "#1 ro")
    await bot.close_forum_topic(forum.id, topic.message_thread_id)
    await bot.reopen_forum_topic(forum.id, topic.message_thread_id)
    await bot.edit_forum_topic(forum.id, topic.message_thread_id, name="#1 it")
    await bot.delete_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(forum.id, "Hello", message_thread_id=topic.message_thread_id)


async def test_a_group_that_moved_says_where(world, bot):
    """migrate_to_chat_id."""
    group = world.open_group("Staff")
    moved = people.upgrade(world, group)
    with pytest.raises(ChatMigrated) as told:
        await bot.send_message(group.id, "Hello")
    assert told.value.new_chat_id == moved.id


async def test_a_tap_is_answered_once(world, bot):
    """The toast reaches the person; a second answer comes too late."""
    person = world.meet("Ioana")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Română", callback_data="lang:ro")]])
    sent = await bot.send_message(person.id, "?", reply_markup=keyboard)
    tap = people.tap(world, person, sent.message_id, "lang:ro")
    query = (await bot.get_updates())[0].callback_query
    assert query.data == "lang:ro"
    await bot.answer_callback_query(query.id, "Bine!")
    assert people.toast(world, tap) == "Bine!"
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query(query.id)


async def test_files_come_and_go(world, bot):
    """A photo up, a document down, and none above 20 MB."""
    person = world.meet("Ioana")
    sent = await bot.send_photo(person.id, b"\x89PNG", caption="Plan")
    assert sent.photo[0].file_size == 4
    people.send_file(world, person, "document", "cerere.pdf", b"%PDF", caption="Cererea mea")
    people.send_file(world, person, "document", "film.mp4", b"", size=21 * 1024 * 1024)
    small, large = [update.message.document for update in await bot.get_updates()]
    assert bytes(await (await bot.get_file(small.file_id)).download_as_bytearray()) == b"%PDF"
    with pytest.raises(BadRequest, match="too big"):
        await bot.get_file(large.file_id)


async def test_told_faults_happen_in_the_order_told(world, bot):
    """429 with its time, a 502 of Telegram's own, a gateway's page, then all is well."""
    person = world.meet("Ioana")
    world.faults.add(kind="refuse", code=429, description="Too Many Requests", parameters={"retry_after": 3})
    world.faults.add(kind="refuse", code=502, description="Bad Gateway")
    world.faults.add(kind="page", code=502)
    with pytest.raises(RetryAfter):
        await bot.send_message(person.id, "1")
    with pytest.raises(NetworkError) as told_by_telegram:
        await bot.send_message(person.id, "2")
    with pytest.raises(NetworkError) as told_by_gateway:
        await bot.send_message(person.id, "3")
    assert told_by_telegram.value.__cause__ is None
    assert told_by_gateway.value.__cause__ is not None
    assert (await bot.send_message(person.id, "4")).text == "4"


async def test_a_lost_answer_is_delivered_all_the_same(world, bot):
    """What makes a send uncertain."""
    person = world.meet("Ioana")
    world.faults.add(kind="lose", method="sendmessage")
    with pytest.raises(NetworkError):
        await bot.send_message(person.id, "Bună!")
    assert len(people.screen(world, world.chats[person.id])["messages"]) == 1


async def test_in_the_dark_connections_are_refused_until_it_comes_back(world, practice):
    """And it comes back at the same port."""
    person = world.meet("Ioana")
    async with Bot("1000000:practice", base_url=practice.base_url, request=HTTPXRequest()) as bot:
        port = practice.port
        await practice.go_dark()
        with pytest.raises(NetworkError) as refused:
            await bot.send_message(person.id, "1")
        await practice.come_back()
        assert type(refused.value.__cause__).__name__ == "ConnectError"
        assert practice.port == port
        assert await bot.send_message(person.id, "2")


async def test_the_demo_page_acts_through_json(practice, bot):
    """Meet, write, edit, read and tap over HTTP."""
    async with aiohttp.ClientSession(practice.url) as phone:
        person = (await (await phone.post("/practice/people", json={"first_name": "Aino", "language": "fi"})).json())[
            "id"
        ]
        wrote = await (await phone.post(f"/practice/people/{person}/messages", json={"text": "Moi"})).json()
        await phone.put(f"/practice/people/{person}/messages/{wrote['message_id']}", json={"text": "Hei"})
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Suomi", callback_data="lang:fi")]])
        sent = await bot.send_message(person, "Hei!", reply_markup=keyboard)
        tap = {"message_id": sent.message_id, "data": "lang:fi"}
        tapped = await (await phone.post(f"/practice/people/{person}/taps", json=tap)).json()
        seen = await (await phone.get(f"/practice/people/{person}/chat")).json()
        waiting = await (await phone.get("/practice/updates")).json()
        nobody = await phone.get("/practice/people/7/chat")
        unreadable = await phone.post(f"/practice/people/{person}/messages", json={})
    assert [message["text"] for message in seen["messages"]] == ["Hei", "Hei!"]
    assert seen["messages"][1]["buttons"] == [[{"text": "Suomi", "data": "lang:fi"}]]
    assert tapped["tap"]
    assert waiting["pending"] == 3
    assert (nobody.status, unreadable.status) == (404, 400)
