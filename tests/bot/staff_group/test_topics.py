"""One topic a question: what stands there, what stays out of it, and what happens when Telegram is difficult."""

from bot.practice.telegram import people
from replies import events as e
from replies.house import DeskPlace
from tests.bot.attachments import samples
from tests.bot.telegram.conftest import Phone
from tests.house import house
from tests.waiting import until


async def test_a_question_gets_a_topic_with_number_language_and_desk_and_none_of_its_words(room, asked):
    """The card inside has the words, how things stand, and what can be done."""
    _, topic, card = asked
    assert room.group.topics[topic]["name"] == "#1 · ro · Reference desk"
    shown = next(m for m in room.messages(topic) if m["message_id"] == card)
    assert "Nobody has taken it yet." in shown["text"]
    assert room.data(shown) == ["c:claim", "c:nod", "c:pass"]


async def test_nobodys_name_stands_in_the_group(room, asked):
    """Telegram names of patrons are never shown to staff."""
    assert "Ioana" not in "".join(room.texts())
    assert asked


async def test_web_questions_stay_out_unless_the_admin_says_otherwise(room, asked):
    """Only Telegram's own by default."""
    await room.opened.patron("Har ni Pippi?")
    await room.settled()
    assert len(room.group.topics) == 1
    assert asked


async def test_web_questions_come_too_when_told_and_their_answer_goes_to_the_web(open_room):
    """The same card; the reply is a message on the patron's page."""
    async with open_room(takes=("telegram", "chat")) as room:
        anna = await room.colleague("Anna")
        patron = await room.opened.patron("Har ni Pippi?")
        card = await room.shows("Har ni Pippi?")
        assert "Web page" in card["text"]
        anna.says(card["topic"], "Hej! Ja, den finns på hyllan.", reply_to=card["message_id"])
        draft = await room.shows("not sent yet")
        anna.press(draft["message_id"], "d:send:1")
        await room.shows("Goes out in 5 s")
        await room.passes(seconds=6)
        await room.shows("Sent, ")
        seen = (await patron("GET", "/api/patron/conversation")).body["entries"]
        assert "Hej! Ja, den finns på hyllan." in [entry.get("text") for entry in seen]


async def test_more_words_come_to_the_same_topic(room, ioana, asked):
    """With buttons again, so that the newest card can be answered and acted on."""
    _, topic, _ = asked
    ioana.write("Și «Răscoala»?")
    card = await room.shows("Răscoala")
    assert card["topic"] == topic
    assert room.data(card) == ["c:claim", "c:nod", "c:pass"]
    assert len(room.group.topics) == 1


async def test_an_edit_is_shown_as_one(room, ioana, asked):
    """Whoever answers must know."""
    people.edit(room.world, ioana.person, 1, "Aveți «Ion» sau «Adam și Eva»?")
    assert "The patron changed a message" in (await room.shows("Adam și Eva"))["text"]
    assert asked


async def test_what_happens_in_the_console_stands_in_the_group(room, anna, asked):
    """Claimed, noted, answered, closed: the same truth at the same time."""
    conversation, topic, head = asked
    store, who = room.store, anna.known.id
    await store.apply(e.Claimed(conversation=conversation, who=who))
    await room.shows("Anna is answering.", topic)
    await until(lambda: "Anna is answering." in room.group.messages[head]["text"])
    await store.apply(e.NoteAdded(conversation=conversation, who=who, text="în depozit?"))
    assert "Note by Anna, only for us:" in (await room.shows("în depozit?"))["text"]
    await store.apply(e.ReplySent(conversation=conversation, who=who, reply="1" * 32, text="Da, avem.", seen=99))
    await room.passes(seconds=6)
    assert "Anna answered" in (await room.shows("Da, avem."))["text"]
    await store.apply(e.Closed(conversation=conversation, who=who))
    await until(lambda: room.group.topics[topic]["closed"], 10)
    await until(lambda: "Closed." in room.group.messages[head]["text"])


async def test_a_reminder_calls_in_the_topic(room, asked):
    """A new message, so that telephones ring."""
    await room.passes(minutes=6)
    called = await room.shows("has been waiting for")
    assert "c:claim" in room.data(called)
    assert asked


async def test_a_photo_of_the_patron_stands_in_the_topic(room, ioana, asked):
    """As a picture, under the card that names it."""
    people.send_file(room.world, ioana.person, "photo", "raft.jpg", samples.JPEG, caption="Aceasta")
    card = await room.shows("Aceasta")
    picture = await until(lambda: next((m for m in room.messages(asked[1]) if m["kind"] == "photo"), None), 10)
    assert picture["message_id"] > card["message_id"]


async def test_after_forgetting_the_topic_is_gone(room, ioana, asked):
    """With every word in it; nothing remembers it."""
    conversation, topic, _ = asked
    ioana.write("/forget")
    await ioana.hears("Ștergem tot")
    ioana.tap("forget:yes")
    await until(lambda: topic not in room.group.topics, 10)
    assert "Rebreanu" not in "".join(room.texts())

    async def nothing_kept():
        return await room.store.recall(f"telegram:topic:{conversation}") is None

    await until(nothing_kept)


async def test_row_24_a_topic_somebody_deleted_is_made_anew_with_everything_in_it(room, ioana, anna, asked):
    """The message that found it gone is not lost."""
    conversation, topic, _ = asked
    await room.store.apply(e.NoteAdded(conversation=conversation, who=anna.known.id, text="caut în depozit"))
    await room.shows("caut în depozit")
    people.delete_topic(room.group, topic)
    ioana.write("Mai sunteți?")
    card = await room.shows("Mai sunteți?")
    assert card["topic"] != topic
    assert "«Ion» de Rebreanu" in card["text"]
    assert "caut în depozit" in card["text"]


async def test_row_10_a_group_that_moved_is_followed(room, ioana, asked):
    """Its id is kept, and its questions are there."""
    moved = people.upgrade(room.world, room.group)
    ioana.write("Mai sunteți?")
    await until(lambda: any("Mai sunteți?" in m.get("text", "") for m in moved.messages.values()), 10)
    assert (await room.store.recall("telegram:1000000:group"))["chat"] == moved.id
    assert asked


async def test_row_10_a_group_that_moved_is_followed_when_only_a_refusal_says_so(room, ioana, asked):
    """400 with migrate_to_chat_id, before any update told."""
    moved = room.world.open_group("Staff", forum=True)
    room.group.moved_to = moved.id
    ioana.write("Mai sunteți?")
    await until(lambda: any("Mai sunteți?" in m.get("text", "") for m in moved.messages.values()), 10)
    assert asked


async def test_missing_rights_are_told_in_the_console_and_what_waits_comes_later(room, ioana):
    """Nothing is lost, and the alarm goes when it is mended."""
    room.group.rights.discard("can_manage_topics")
    ioana.write("Aveți «Ion»?")
    await until(lambda: "may not manage topics" in room.desk.live.alarms.get("Telegram staff group", ""), 10)
    room.group.rights.add("can_manage_topics")
    await room.shows("Aveți «Ion»?")
    await until(lambda: not room.desk.live.alarms, 10)


async def test_a_group_that_threw_the_bot_out_is_told_in_the_console(room, ioana):
    """The patron is answered from the console meanwhile."""
    said = "Forbidden: bot was kicked from the group"
    room.world.faults.add(kind="refuse", chat_id=room.group.id, code=403, description=said)
    ioana.write("Aveți «Ion»?")
    await until(lambda: "no longer in the staff group" in room.desk.live.alarms.get("Telegram staff group", ""), 10)
    await ioana.hears("Vă mulțumim")


async def test_row_8_more_than_twenty_a_minute_is_told_together_and_the_backlog_is_visible(open_room, practice):
    """Forty patrons at once: every word arrives, none twice, and Telegram never has to say no."""
    world = practice.world
    world.group_limit, world.group_span = 20, 60 / 50  # the pace here is fifty times as fast
    async with open_room() as room:
        phones = [Phone(world, world.meet(f"P{number}", "en")) for number in range(40)]
        for number, phone in enumerate(phones):
            phone.write(f"question {number:02}")
        await room.all_handled()
        for number, phone in enumerate(phones):
            phone.write(f"and more {number:02}")
        await until(lambda: all(f"and more {n:02}" in "".join(room.texts()) for n in range(40)), 30)
        shown = "\n".join(room.texts())
    for number in range(40):
        assert shown.count(f"question {number:02}") == 1
        assert shown.count(f"and more {number:02}") == 1
    spoken = [m for m in room.messages() if m["from"] == "bot" and "more" in m["text"]]
    assert len(spoken) <= 40
    assert "more questions have news on their way here" in shown or len(spoken) == len(room.group.topics)


async def test_after_a_restart_the_group_catches_up(open_room, ioana):
    """What came while the desk was down, and nothing twice."""
    async with open_room() as room:
        ioana.write("Aveți «Ion»?")
        card = await room.shows("Aveți «Ion»?")
        conversation = await room.store.by_address("telegram", str(ioana.id))
    ioana.write("Mai sunteți?")
    async with open_room() as room:
        again = await room.shows("Mai sunteți?")
        await room.settled()
        assert again["topic"] == card["topic"]
        assert "".join(room.texts()).count("Aveți «Ion»?") == 1
        assert (await room.store.open(conversation)).conversation.seq > 1


async def test_the_topic_is_renamed_when_the_desk_changes(room, anna, asked):
    """The title stays true."""
    conversation, topic, _ = asked
    room.store.house = house(desks=(DeskPlace("main", "Main"), DeskPlace("music", "Music desk")), staff=())
    event = e.HandoverOffered(conversation=conversation, who=anna.known.id, desk="music")
    await room.store.apply(event)
    await until(lambda: room.group.topics[topic]["name"] == "#1 · ro · Music desk", 10)


async def test_a_long_question_comes_whole(room, ioana):
    """In as many messages as it needs, the buttons under the last."""
    ioana.write("Bună ziua. " * 370)
    last = await room.shows("Nobody has taken it yet.")
    assert room.data(last)
    assert "".join(room.texts(last["topic"])).count("Bună ziua.") == 370
