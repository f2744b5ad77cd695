"""A reply to a card is a draft; it is read like any other, and nothing leaves before its librarian presses Send."""

import pytest

from bot.practice.telegram import people
from nlp.finding import Finding
from replies import events as e
from replies.message import EntryKind
from tests.bot.attachments import samples
from tests.waiting import until

COLD = Finding("abrupt", 0, 3, "Nu.", "Poate părea că se închide o ușă.", ("Din păcate nu,",), "abrupt", "000")
DEAD_END = Finding("no-next-step", 3, 3, "", "Cititorul rămâne fără un pas următor.", (), "no-next-step", "000")
CARD_NUMBER = Finding("personal-data", 0, 3, "Nu.", "Un număr de permis.", (), "personal-data", "000")


@pytest.fixture
async def draft(room, anna, asked):
    """Anna has replied to the card; gives the draft's card."""
    _, topic, card = asked
    room.opened.proofreader.findings = (COLD, DEAD_END)
    anna.says(topic, "Nu.", reply_to=card)
    return await room.shows("not sent yet")


def kinds(entries):
    """What happened."""
    return [entry.kind for entry in entries]


async def test_a_reply_to_a_card_is_a_draft_with_hints_and_buttons(room, ioana, asked, draft):
    """The patron hears nothing of it."""
    await room.settled()
    assert "Draft for #1, not sent yet:\n\nNu." in draft["text"]
    assert "May sound cold “Nu.”: Poate părea" in draft["text"]
    assert "A dead end" in draft["text"]
    data = room.data(draft)
    assert "d:use:1:0" in data
    assert {"d:send:1", "d:close:1", "d:drop:1"} <= set(data)
    assert any(d.startswith("d:step:1:") for d in data)
    assert "Nu." not in ioana.seen()
    assert EntryKind.QUEUED not in kinds(await room.journal(asked[0]))


async def test_a_plain_message_in_the_topic_stays_among_colleagues(room, ioana, anna, asked):
    """Though Telegram says of it, too, that it replies to something: to the message that opened the topic."""
    conversation, topic, _ = asked
    message = anna.says(topic, "Cine știe ceva de Rebreanu?")
    assert message["reply_to_message"]["message_id"] == topic
    await room.settled()
    entries = await room.journal(conversation)
    assert [entry.text for entry in entries if entry.kind is EntryKind.NOTE] == ["Cine știe ceva de Rebreanu?"]
    assert not any("not sent yet" in text for text in room.texts())
    assert "Note by" not in "".join(room.texts())
    assert len(ioana.seen()) == 1


async def test_a_reply_to_a_colleague_is_no_draft_either(room, anna, bo, asked):
    """Only our own cards can be answered."""
    conversation, topic, _ = asked
    said = anna.says(topic, "Știe cineva?")
    bo.says(topic, "Eu nu.", reply_to=said["message_id"])
    await room.settled()
    assert not any("not sent yet" in text for text in room.texts())
    assert len([x for x in await room.journal(conversation) if x.kind is EntryKind.NOTE]) == 2


async def test_a_card_whose_number_was_lost_in_a_crash_can_be_answered_all_the_same(room, anna, asked):
    """Killed after Telegram took the card and before it was noted: its author and its topic are known."""
    conversation, topic, card = asked
    await room.settled()
    known = room.staff_group._topics.of(conversation)
    known.cards.clear()
    anna.press(card, "c:claim")
    await room.shows("Anna is answering")
    known.cards.clear()
    anna.says(topic, "Da, avem.", reply_to=card)
    assert "Da, avem." in (await room.shows("not sent yet"))["text"]


async def test_the_draft_stands_in_the_console_too(room, anna, asked, draft):
    """One truth: what is typed here can be finished there."""
    assert draft
    assert (await room.store.draft(asked[0], anna.known.id)).text == "Nu."


async def test_what_was_begun_in_the_console_is_not_lost(room, anna, asked):
    """The reply from the telephone comes after it."""
    conversation, topic, card = asked
    await room.store.keep_draft(conversation, anna.known.id, "Bună ziua!", version=0)
    anna.says(topic, "Da, avem.", reply_to=card)
    assert "Bună ziua!\n\nDa, avem." in (await room.shows("not sent yet"))["text"]


async def test_the_wording_is_put_where_the_hint_was(room, anna, asked, draft):
    """And nothing else moves."""
    anna.press(draft["message_id"], "d:use:1:0")
    await until(lambda: "yet:\n\nDin păcate nu,\n" in room.group.messages[draft["message_id"]]["text"])
    assert (await room.store.draft(asked[0], anna.known.id)).text == "Din păcate nu,"


async def test_a_next_step_is_added_with_its_time_filled_in(room, anna, asked, draft):
    """A promise that can be kept, written out in the patron's language."""
    anna.press(draft["message_id"], "d:step:1:look_and_reply")
    await until(lambda: "scriu" in room.group.messages[draft["message_id"]]["text"])
    text = (await room.store.draft(asked[0], anna.known.id)).text
    assert text.startswith("Nu. ")
    assert "{" not in text


async def test_a_reply_to_the_drafts_card_changes_it(room, anna, asked, draft):
    """And the old card's buttons say that it has changed."""
    anna.says(asked[1], "Da, îl avem la raft.", reply_to=draft["message_id"])
    newer = await room.shows("Da, îl avem la raft.")
    assert "Nu." not in newer["text"].split("\n\n")[1]
    tap = anna.press(draft["message_id"], "d:send:1")
    assert await anna.toast(tap) == "This draft has changed; here is the newest."
    await room.settled()
    assert EntryKind.QUEUED not in kinds(await room.journal(asked[0]))


async def test_send_holds_it_for_the_undo_seconds_and_says_when_it_has_arrived(room, ioana, anna, draft):
    """The same card tells all of it."""
    anna.press(draft["message_id"], "d:send:1")
    card = await room.shows("Goes out in 5 s")
    assert room.data(card) == ["d:undo:0"]
    assert "Nu." not in ioana.seen()
    await room.passes(seconds=6)
    await ioana.hears("Nu.")
    assert (await room.shows("Sent, "))["message_id"] == draft["message_id"]
    await room.settled()
    assert "".join(room.texts()).count("Anna answered") == 0


async def test_undo_brings_the_words_back(room, ioana, anna, draft):
    """Nothing has left."""
    anna.press(draft["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")
    anna.press(draft["message_id"], "d:undo:0")
    card = await room.shows("not sent yet")
    assert any(data.startswith("d:send:") for data in room.data(card))
    await room.passes(seconds=6)
    await room.settled()
    assert "Nu." not in ioana.seen()


async def test_undo_that_comes_too_late_says_so(room, ioana, anna, draft):
    """As in the console."""
    anna.press(draft["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    await ioana.hears("Nu.")
    tap = anna.press(draft["message_id"], "d:undo:0")
    assert "too late" in await anna.toast(tap)


async def test_row_25_send_pressed_twenty_times_sends_once(room, ioana, anna, draft):
    """However fast."""
    for _ in range(20):
        anna.press(draft["message_id"], "d:send:1")
    await room.all_handled()
    await room.passes(seconds=6)
    await ioana.hears("Nu.")
    await room.settled()
    assert ioana.seen().count("Nu.") == 1


async def test_send_and_close_closes_when_it_has_left(room, ioana, anna, asked, draft):
    """One tap for both."""
    anna.press(draft["message_id"], "d:close:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    await ioana.hears("Nu.")
    await until(lambda: room.group.topics[asked[1]]["closed"], 10)
    await ioana.hears("Cum ne-am descurcat?")


async def test_a_draft_can_be_thrown_away(room, ioana, anna, asked, draft):
    """Nothing was sent, and the console has no draft either."""
    anna.press(draft["message_id"], "d:drop:1")
    await room.shows("Thrown away")
    assert (await room.store.draft(asked[0], anna.known.id)).text == ""
    assert "Nu." not in ioana.seen()


async def test_a_draft_from_before_the_patrons_new_words_is_refused_once(room, ioana, anna, asked, draft):
    """The new words stand in the topic, the card says so, and then Send sends."""
    conversation, topic, _ = asked
    async with room.hold(conversation):
        ioana.write("De fapt, am găsit-o!")

        async def there():
            return any(x.text == "De fapt, am găsit-o!" for x in await room.journal(conversation))

        await until(there)
        tap = anna.press(draft["message_id"], "d:send:1")
    assert "written since" in await anna.toast(tap)
    await room.shows("De fapt, am găsit-o!", topic)
    assert EntryKind.QUEUED not in kinds(await room.journal(conversation))
    card = await room.shows("Somebody has written since")
    anna.press(card["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")


async def test_what_holds_a_reply_back_is_asked_about_once(room, ioana, anna, asked, draft):
    """A card number in it: one calm question, then a person's word counts."""
    room.opened.proofreader.findings = (CARD_NUMBER,)
    tap = anna.press(draft["message_id"], "d:send:1")
    assert "once more" in await anna.toast(tap)
    card = await room.shows("look at this once more")
    assert "d:send:1" not in room.data(card)
    anna.press(card["message_id"], "d:sure:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    await ioana.hears("Nu.")
    assert asked


async def test_a_trainee_asks_a_colleague_first(room, asked):
    """As in the console."""
    tom = await room.colleague("Tom", role="trainee")
    room.opened.proofreader.findings = (CARD_NUMBER,)
    tom.says(asked[1], "Nu.", reply_to=asked[2])
    card = await room.shows("not sent yet")
    tap = tom.press(card["message_id"], "d:sure:1")
    assert "colleague" in await tom.toast(tap)
    await room.settled()
    assert EntryKind.QUEUED not in kinds(await room.journal(asked[0]))


async def test_a_draft_is_its_librarians_own(room, bo, draft):
    """A colleague is told whose it is."""
    tap = bo.press(draft["message_id"], "d:send:1")
    assert await bo.toast(tap) == "This is Anna's draft. Reply to a card to write your own."


async def test_a_colleague_who_has_it_already_is_named(room, anna, bo, asked):
    """First claim wins, here as there; the draft is kept."""
    await room.store.apply(e.Claimed(conversation=asked[0], who=bo.known.id))
    anna.says(asked[1], "Da.", reply_to=asked[2])
    draft = await room.shows("not sent yet")
    tap = anna.press(draft["message_id"], "d:send:1")
    assert "Bo is answering this" in await anna.toast(tap)
    assert (await room.store.draft(asked[0], anna.known.id)).text == "Da."


async def test_an_answer_that_nobody_knows_of_is_shown_and_waits_for_a_persons_word(room, ioana, anna, draft):
    """Uncertain is never repeated by itself."""
    room.world.faults.add(kind="lose", method="sendmessage", chat_id=ioana.id)
    anna.press(draft["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    card = await room.shows("Nobody knows whether")
    again, arrived = room.data(card)
    assert (again[:8], arrived[:10]) == ("r:again:", "r:arrived:")
    anna.press(card["message_id"], arrived)
    await room.shows("Sent, ")
    assert ioana.seen().count("Nu.") == 1


async def test_a_patron_who_blocked_the_bot_is_told_of_with_what_to_do(room, ioana, anna, draft):
    """Row 9, as librarians in the group read it."""
    ioana.person.blocks_bot = True
    anna.press(draft["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    assert "blocked the bot" in (await room.shows("did not arrive"))["text"]


async def test_row_17_a_long_draft_says_in_how_many_parts_it_arrives(room, anna, asked):
    """Before it is sent."""
    long = "O propoziție destul de lungă despre romanele lui Rebreanu. " * 69
    anna.says(asked[1], long.strip(), reply_to=asked[2])
    anna.says(asked[1], "Încă o vorbă, ca să nu încapă totul într-un singur mesaj. " * 3, reply_to=asked[2])
    await room.shows("It will arrive in 2 parts.")


async def test_a_photo_goes_to_the_patron_with_its_words(room, ioana, anna, asked):
    """Replied to a card with a caption; read, sent, and seen on the telephone after the words."""
    conversation, topic, card = asked
    where = {"chat": room.group, "topic": topic, "reply_to": card}
    people.send_file(
        room.world, anna.person, "photo", "raft.jpg", samples.JPEG, caption="Raftul cu romane.", where=where
    )
    draft = await room.shows("📎 photo.jpg")
    anna.press(draft["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    await ioana.hears("Raftul cu romane.")
    await until(lambda: ioana.screen()[-1]["kind"] == "photo", 10)
    await room.shows("Sent, ")
    sent = next(x for x in await room.journal(conversation) if x.kind is EntryKind.MESSAGE and x.who == anna.known.id)
    file = sent.meta["attachments"][0]
    assert room.desk.files.path(file["id"]).read_bytes() == samples.JPEG
    assert (await room.store.file(conversation, file["id"])).type == "image/jpeg"


async def test_row_5_a_photo_whose_answer_was_lost_is_uncertain_and_not_sent_again(room, ioana, anna, asked):
    """As with words: one copy."""
    where = {"chat": room.group, "topic": asked[1], "reply_to": asked[2]}
    people.send_file(room.world, anna.person, "photo", "raft.jpg", samples.JPEG, caption="Raftul.", where=where)
    draft = await room.shows("📎 photo.jpg")
    room.world.faults.add(kind="lose", method="sendphoto", chat_id=ioana.id)
    anna.press(draft["message_id"], "d:send:1")
    await room.shows("Goes out in 5 s")
    await room.passes(seconds=6)
    await room.shows("Nobody knows whether")
    await room.settled()
    assert [m["kind"] for m in ioana.screen()].count("photo") == 1


async def test_a_photo_without_words_is_asked_for_some(room, anna, asked):
    """For whoever can't see it."""
    where = {"chat": room.group, "topic": asked[1], "reply_to": asked[2]}
    people.send_file(room.world, anna.person, "photo", "raft.jpg", samples.JPEG, where=where)
    await room.shows("Please add a few words")


async def test_a_file_of_a_kind_we_do_not_take_is_named_and_no_draft_is_made(room, anna, asked):
    """The same rules as for patrons."""
    where = {"chat": room.group, "topic": asked[1], "reply_to": asked[2]}
    people.send_file(room.world, anna.person, "document", "x.exe", samples.PROGRAM, caption="Iată", where=where)
    await room.shows("We can't take files of this kind")
    assert (await room.store.draft(asked[0], anna.known.id)).text == ""


@pytest.mark.parametrize(
    ("role", "tuned", "says"),
    [
        ("librarian", {"strength": "reason"}, "wants a reason"),
        ("trainee", {"roles": {"trainee": "second"}}, "colleague"),
    ],
)
async def test_what_an_admin_has_tuned_holds_here_too(room, asked, role, tuned, says):
    """A reason is given in the console; a second reader is a colleague: neither can be tapped away."""
    admin = await room.opened.staff("admin")
    assert (await admin("PUT", "/api/admin/rules/abrupt", {**tuned, "on": 0})).status == 200
    anna = await room.colleague("Anna", role=role)
    room.opened.proofreader.findings = (COLD,)
    anna.says(asked[1], "Nu.", reply_to=asked[2])
    card = await room.shows("not sent yet")
    anna.press(card["message_id"], "d:send:1")
    await room.shows("look at this once more")
    tap = anna.press(card["message_id"], "d:sure:1")
    assert says in await anna.toast(tap)
    await room.settled()
    assert EntryKind.QUEUED not in kinds(await room.journal(asked[0]))


async def test_a_quiet_hint_is_left_to_the_console(room, anna, asked):
    """It is not told on the card."""
    admin = await room.opened.staff("admin")
    await admin("PUT", "/api/admin/rules/abrupt", {"strength": "quiet", "on": 0})
    room.opened.proofreader.findings = (COLD,)
    anna.says(asked[1], "Nu.", reply_to=asked[2])
    assert "May sound cold" not in (await room.shows("not sent yet"))["text"]
