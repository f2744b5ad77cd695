"""A learner who answers from the group has a second reader there as well."""

from dataclasses import replace

import pytest

from replies import events as e
from replies.message import EntryKind


@pytest.fixture
async def to_read(room, asked):
    """Lo, who is still learning, has answered from the group; gives (Lo, the card for whoever reads it)."""
    _, topic, card = asked
    lo = await room.colleague("Lo", "trainee")
    await room.desk.keep_person(replace(lo.known, settings={"second_reader": True}), by="test")
    lo.says(topic, "Da, o avem.", reply_to=card)
    draft = await room.shows("not sent yet")
    lo.press(draft["message_id"], "d:send:1")
    await room.shows("Waits for a second librarian to read it:")
    return lo, await room.shows("Lo asks to have this read")


def go(room, card):
    """What the card's button says."""
    (data,) = room.data(card)
    return data


async def test_what_a_learner_sends_from_the_group_waits_until_a_colleague_has_read_it(room, ioana, asked, to_read):
    """Let go in the console, the group says so; the patron reads it then, and not before."""
    conversation, *_ = asked
    await room.passes(minutes=5)
    assert "Da, o avem." not in ioana.seen()
    (asked_for,) = [entry for entry in await room.journal(conversation) if entry.kind is EntryKind.TO_READ]
    passed = e.ReplyPassed(conversation=conversation, who="bo", reply=asked_for.meta["reply"], seen=99)
    await room.store.apply(passed)
    assert not (await room.shows("lets it go:"))["buttons"]
    await room.passes(minutes=1)
    await ioana.hears("Da, o avem.")


async def test_a_colleague_lets_it_go_from_the_group(room, ioana, bo, to_read):
    """One tap on its card; pressed again it does nothing."""
    _, card = to_read
    bo.press(card["message_id"], go(room, card))
    assert "Bo has read the reply and lets it go:\n\nDa, o avem." in (await room.shows("lets it go:"))["text"]
    again = bo.press(card["message_id"], go(room, card))
    assert "too late" in await bo.toast(again)
    await room.passes(minutes=1)
    await ioana.hears("Da, o avem.")


async def test_a_colleague_gives_it_back_with_a_word(room, ioana, asked, bo, to_read):
    """A reply to its card is no draft: the writer reads it, and has the words again."""
    conversation, topic, _ = asked
    lo, card = to_read
    bo.says(topic, "Spune și unde stă.", reply_to=card["message_id"])
    shown = await room.shows("Bo has read the reply and gives it back:")
    assert "Spune și unde stă." in shown["text"]
    await room.settled()
    assert (await room.store.draft(conversation, lo.known.id)).text == "Da, o avem."
    assert (await room.store.draft(conversation, bo.known.id)).text == ""
    await room.passes(minutes=5)
    assert "Da, o avem." not in ioana.seen()


async def test_nobody_who_is_still_learning_reads_for_another_and_nobody_for_themselves(room, asked, to_read):
    """The desk says so; it waits on."""
    conversation, topic, _ = asked
    lo, card = to_read
    for learner in (lo, await room.colleague("Mo", "trainee")):
        assert "second person" in await learner.toast(learner.press(card["message_id"], go(room, card)))
        learner.says(topic, "Bine așa.", reply_to=card["message_id"])
        await room.shows("second person", topic)
    (reply,) = (await room.store.open(conversation)).conversation.replies
    assert reply.state == "reading"


async def test_what_the_patron_wrote_meanwhile_is_read_first(room, ioana, bo, to_read):
    """The first tap shows it instead; the second one lets the reply go."""
    _, card = to_read
    ioana.write("Sau «Răscoala»?")
    await room.shows("Răscoala")
    early = bo.press(card["message_id"], go(room, card))
    assert "Somebody has written since" in await bo.toast(early)
    bo.press(card["message_id"], go(room, card))
    await room.shows("lets it go:")


async def test_a_reply_from_the_console_is_read_in_the_group_too_and_the_card_survives_a_restart(
    open_room, ioana, practice
):
    """Its card knows after the restart what it is for; taken back, it says so and has no button any more."""
    async with open_room() as room:
        lo = await room.colleague("Lo", "trainee")
        ioana.write("Aveți «Ion» de Rebreanu?")
        await room.shows("Aveți «Ion»")
        conversation = await room.store.by_address("telegram", str(ioana.id))
        sent = e.ReplySent(
            conversation=conversation, who=lo.known.id, reply="a" * 32, text="Da.", seen=99, second_reader=True
        )
        await room.store.apply(sent)
        card = await room.shows("Lo asks to have this read")
        await room.settled()
    async with open_room() as room:
        undone = e.ReplyUndone(conversation=conversation, who=lo.known.id, reply="a" * 32)
        await room.store.apply(undone)
        taken = await room.shows("has taken the reply back:")
        assert (taken["message_id"], taken["buttons"]) == (card["message_id"], [])
