"""Claiming, handing over, closing by buttons: the desk's law decides, and every tap is answered."""

import pytest

from replies import events as e
from replies.house import DeskPlace
from replies.message import EntryKind
from tests.house import house
from tests.waiting import until


async def state(room, conversation):
    """(state, assignee)."""
    now = (await room.store.open(conversation)).conversation
    return now.state, now.assignee


async def test_ill_answer_claims_and_the_card_says_who(room, anna, asked):
    """The buttons become those of an answered question."""
    conversation, _, card = asked
    tap = anna.press(card, "c:claim")
    assert await anna.toast(tap) == ""
    shown = await room.shows("Anna is answering.")
    assert shown["message_id"] == card
    assert room.data(shown) == ["c:pass", "c:back", "c:close"]
    assert await state(room, conversation) == ("claimed", anna.known.id)


async def test_row_25_the_second_to_claim_is_told_who_was_first(room, anna, bo, asked):
    """One effect, and a friendly word."""
    conversation, _, card = asked
    anna.press(card, "c:claim")
    tap = bo.press(card, "c:claim")
    assert "Anna is answering this already" in await bo.toast(tap)
    assert await state(room, conversation) == ("claimed", anna.known.id)


async def test_row_25_a_button_pressed_twenty_times_has_one_effect(room, anna, asked):
    """Claiming what one has is nothing."""
    conversation, _, card = asked
    for _ in range(20):
        anna.press(card, "c:claim")
    await room.settled()
    assert [x.kind for x in await room.journal(conversation)].count(EntryKind.CLAIMED) == 1


@pytest.mark.parametrize(
    "data", ["c:nothing", "d:send:7", "d:send:x", "r:again:" + "0" * 32, "", "c:to:nobody", "x" * 64, "d:use:1:99:1"]
)
async def test_row_25_a_stale_or_forged_button_is_answered_and_does_nothing(room, anna, asked, data):
    """Whatever its data say."""
    conversation, _, card = asked
    before = (await room.store.open(conversation)).conversation.seq
    tap = anna.press(card, data)
    assert await anna.toast(tap)
    assert (await room.store.open(conversation)).conversation.seq == before


async def test_seen_soon_tells_the_patron(room, ioana, anna, asked):
    """A busy librarian's one tap."""
    anna.press(asked[2], "c:nod")
    await ioana.hears("Anna")
    await room.settled()


async def test_handing_over_to_a_colleague_who_accepts(room, ioana, anna, bo, asked):
    """Offered in the topic, with buttons for them; the patron hears who."""
    conversation, topic, card = asked
    room.store.house = room.desk.house()
    anna.press(card, "c:claim")
    await room.shows("Anna is answering.")
    anna.press(card, "c:pass")
    await until(lambda: f"c:to:{bo.known.id}" in room.data(room.messages(topic)[1]))
    anna.press(card, f"c:to:{bo.known.id}")
    offer = await room.shows("Anna offers it to Bo.", topic)
    tap = anna.press(offer["message_id"], "c:take")
    assert "hasn't been offered to you" in await anna.toast(tap)
    bo.press(offer["message_id"], "c:take")
    await ioana.hears("Bo")
    assert await state(room, conversation) == ("claimed", bo.known.id)


async def test_keeping_it_after_all_brings_the_buttons_back(room, anna, asked):
    """Nothing has happened."""
    _, topic, card = asked
    anna.press(card, "c:claim")
    await room.shows("Anna is answering.")
    anna.press(card, "c:pass")
    await until(lambda: "c:keep" in room.data(room.messages(topic)[1]))
    anna.press(card, "c:keep")
    await until(lambda: room.data(room.messages(topic)[1]) == ["c:pass", "c:back", "c:close"])


async def test_an_unclaimed_question_can_move_to_another_desk(room, anna, asked):
    """At once, and the topic's title with it."""
    conversation, topic, card = asked
    desks = (DeskPlace("main", "Main"), DeskPlace("music", "Music desk"))
    room.store.house = house(desks=desks, staff=room.desk.house().staff)
    anna.press(card, "c:pass")
    await until(lambda: "c:desk:music" in room.data(room.messages(topic)[1]))
    anna.press(card, "c:desk:music")
    await until(lambda: "Music desk" in room.group.topics[topic]["name"], 10)
    assert (await room.store.open(conversation)).conversation.desk == "music"


async def test_only_who_answers_may_close(room, anna, bo, asked):
    """As in the console."""
    conversation, topic, card = asked
    anna.press(card, "c:claim")
    await room.shows("Anna is answering.")
    tap = bo.press(card, "c:close")
    assert "Anna is answering this" in await bo.toast(tap)
    anna.press(card, "c:close")
    await until(lambda: room.group.topics[topic]["closed"], 10)
    assert (await state(room, conversation))[0] == "closed"


async def test_a_closed_question_is_taken_up_again_and_its_topic_opens(room, anna, asked):
    """A follow-up from the same card."""
    conversation, topic, card = asked
    await room.store.apply(e.Claimed(conversation=conversation, who=anna.known.id))
    await room.store.apply(e.Closed(conversation=conversation, who=anna.known.id))
    await until(lambda: room.group.topics[topic]["closed"], 10)
    anna.press(card, "c:again")
    await until(lambda: not room.group.topics[topic]["closed"], 10)
    assert await state(room, conversation) == ("claimed", anna.known.id)


async def test_a_patron_who_writes_after_the_end_opens_the_topic_again(room, ioana, anna, asked):
    """And waits as at the start."""
    conversation, topic, _ = asked
    await room.store.apply(e.Claimed(conversation=conversation, who=anna.known.id))
    await room.store.apply(e.Closed(conversation=conversation, who=anna.known.id))
    await until(lambda: room.group.topics[topic]["closed"], 10)
    ioana.write("Încă ceva…")
    await room.shows("Încă ceva…", topic)
    assert not room.group.topics[topic]["closed"]


async def test_who_is_not_connected_is_told_how_and_nothing_is_taken(room, asked):
    """Neither their taps nor their words."""
    conversation, topic, card = asked
    guest = await room.colleague("Guest", connected=False)
    tap = guest.press(card, "c:claim")
    assert "I don't know you yet" in await guest.toast(tap)
    guest.says(topic, "Da!", reply_to=card)
    await room.shows("I don't know you yet")
    guest.says(topic, "vorbe între noi")
    await room.settled()
    assert (await state(room, conversation))[0] == "waiting"
    assert not any(x.kind is EntryKind.NOTE for x in await room.journal(conversation))


async def test_who_has_left_may_do_nothing_any_more(room, anna, asked):
    """Rights are looked up at every tap."""
    from dataclasses import replace

    await room.desk.keep_person(replace(anna.known, active=False), by="test")
    tap = anna.press(asked[2], "c:claim")
    assert "I don't know you yet" in await anna.toast(tap)


async def test_a_patron_who_asks_to_be_called_is_called_from_the_group(room, ioana, anna, asked):
    """The number stands on the first card until somebody has called; the console knows the same promise."""
    conversation, topic, card = asked
    ioana.write("/call 0721 555 010")
    await room.shows("asks to be called back", topic)
    await room.shows("Please call back: 0721 555 010", topic)
    anna.press(card, "c:called")
    await until(lambda: "555 010" not in "".join(room.texts(topic)), 10)
    assert (await room.store.open(conversation)).conversation.promises == ()
    again = anna.press(card, "c:called")
    assert await anna.toast(again)
