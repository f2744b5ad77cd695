"""The outbox: given out once, in order, and honest after a restart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Lease
from replies import events as e
from replies.house import Patience
from replies.message import Attachment
from replies.refusal import Refused
from tests.contract.acts import ask, fresh, pass_time, send, texts
from tests.house import house


@pytest.fixture
async def chat(store):
    """A Telegram conversation whose acknowledgement has been delivered, replies leaving at once."""
    store.house = house(patience=Patience(undo=timedelta(0)))
    asked = await ask(store, channel="telegram", address="7")
    for outgoing in await store.claim_deliveries("telegram"):
        await store.apply(_known(outgoing, "sent"))
    return asked.conversation.id


def _known(outgoing, state, **more):
    return e.DeliveryKnown(conversation=outgoing.conversation, reply=outgoing.reply.id, state=state, **more)


async def test_a_held_reply_is_not_given_out_until_its_seconds_are_over(store, clock):
    """Undo has its five seconds; then the words are a message and may travel."""
    asked = await ask(store, channel="telegram", address="7")
    cid = asked.conversation.id
    await store.apply(_known((await store.claim_deliveries("telegram"))[0], "sent"))
    await send(store, cid, "Here it is.")
    assert await store.due() == []
    assert await store.claim_deliveries("telegram") == []
    clock.push(seconds=5)
    await pass_time(store)
    outgoing = await store.claim_deliveries("telegram")
    assert [out.reply.text for out in outgoing] == ["Here it is."]
    assert (await texts(store, cid))[-1] == "Here it is."


async def test_an_undone_reply_never_leaves_and_is_a_draft_again(store, clock):
    """Nothing left, and not a word is lost."""
    cid = (await ask(store)).conversation.id
    queued = await send(store, cid, "Oops")
    reply = queued.entries[0].meta["reply"]
    await store.apply(e.ReplyUndone(conversation=cid, who="anna", reply=reply))
    clock.push(minutes=1)
    await pass_time(store)
    assert "Oops" not in await texts(store, cid)
    assert (await store.draft(cid, "anna")).text == "Oops"
    with pytest.raises(Refused, match="already_decided"):
        await store.apply(e.ReplyUndone(conversation=cid, who="anna", reply=reply))


async def test_one_reply_of_a_conversation_travels_at_a_time(store, chat):
    """The second is not given out while the first is on the wire."""
    await send(store, chat, "first")
    await send(store, chat, "second")
    (first,) = await store.claim_deliveries("telegram")
    assert first.reply.text == "first"
    assert first.address == "7"
    assert await store.claim_deliveries("telegram") == []
    await store.apply(_known(first, "sent"))
    (second,) = await store.claim_deliveries("telegram")
    assert second.reply.text == "second"


async def test_a_reply_that_waits_holds_back_the_later_ones_until_its_time(store, clock, chat):
    """Order is kept through a pause."""
    await send(store, chat, "first")
    await send(store, chat, "second")
    (first,) = await store.claim_deliveries("telegram")
    await store.apply(_known(first, "waiting", reason="rate", retry_at=clock.at + timedelta(seconds=30)))
    clock.push(seconds=29)
    assert await store.claim_deliveries("telegram") == []
    clock.push(seconds=1)
    (again,) = await store.claim_deliveries("telegram")
    assert again.reply.id == first.reply.id
    assert again.reply.attempts == 1


@pytest.mark.parametrize("state", ["failed", "uncertain"])
async def test_a_reply_that_failed_or_is_uncertain_holds_nobody_up_and_is_not_given_out_again(store, chat, state):
    """One poisoned message does not block a chat for ever, nor is it repeated."""
    await send(store, chat, "first")
    await send(store, chat, "second")
    (first,) = await store.claim_deliveries("telegram")
    await store.apply(_known(first, state, reason="timeout"))
    (second,) = await store.claim_deliveries("telegram")
    assert second.reply.text == "second"
    await store.apply(_known(second, "sent"))
    assert await store.claim_deliveries("telegram") == []


async def test_a_restart_makes_what_was_on_the_wire_uncertain(opener, clock):
    """Nobody knows, so a person decides; what waited still waits."""
    told = house(patience=Patience(undo=timedelta(0)))
    async with opener(clock, told) as store:
        asked = await ask(store, channel="telegram", address="7")
        other = await ask(store, channel="telegram", address="8")
        (claimed,) = await store.claim_deliveries("telegram", limit=1)
        assert claimed.conversation == asked.conversation.id
    async with opener(clock, told) as store:
        opened = await store.open(asked.conversation.id)
        assert [reply.state for reply in opened.conversation.replies] == ["uncertain"]
        assert opened.entries[-1].meta["reason"] == "restart"
        (waiting,) = await store.claim_deliveries("telegram")
        assert waiting.conversation == other.conversation.id


async def test_a_person_decides_about_an_uncertain_reply(store, chat):
    """It arrived: settled. Send again: given out once more."""
    for word, left in ((e.Arrived, 0), (e.SentAgain, 1)):
        await send(store, chat, f"{word.__name__}?")
        (outgoing,) = await store.claim_deliveries("telegram")
        await store.apply(_known(outgoing, "uncertain", reason="timeout"))
        await store.apply(word(conversation=chat, who="anna", reply=outgoing.reply.id))
        assert len(await store.claim_deliveries("telegram")) == left


async def test_parts_that_arrived_are_remembered_with_the_reply(store, chat):
    """A reply in three parts goes on after the last one that arrived, and replies to any part find the message."""
    await send(store, chat, "long")
    (outgoing,) = await store.claim_deliveries("telegram")
    await store.part_delivered(outgoing.reply.id, "m1")
    await store.part_delivered(outgoing.reply.id, "m2")
    await store.apply(_known(outgoing, "failed", reason="blocked"))
    await store.apply(e.SentAgain(conversation=chat, who="anna", reply=outgoing.reply.id))
    (again,) = await store.claim_deliveries("telegram")
    assert again.refs == ("m1", "m2")
    assert await store.delivered_ref(chat, "m2") == outgoing.reply.seq
    with pytest.raises(Refused, match="unknown_reply"):
        await store.part_delivered(fresh(), "m3")


async def test_a_late_report_about_a_settled_reply_changes_nothing(store, chat):
    """Told twice is told once."""
    await send(store, chat, "hello")
    (outgoing,) = await store.claim_deliveries("telegram")
    await store.apply(_known(outgoing, "sent"))
    before = await store.open(chat)
    await store.apply(_known(outgoing, "failed", reason="late"))
    assert await store.open(chat) == before


async def test_files_go_out_with_their_reply_and_stay_with_the_conversation(store, chat):
    """They are in the journal, in the outbox until sent, and found again; erasing takes them."""
    file = Attachment(fresh(), "shelf.jpg", "image/jpeg", 7)
    await send(store, chat, "Our shelf.", files=(file,))
    (outgoing,) = await store.claim_deliveries("telegram")
    assert outgoing.reply.files == (file,)
    opened = await store.open(chat)
    told = [entry.meta["attachments"] for entry in opened.entries if "attachments" in entry.meta]
    assert told == [[{"id": file.id, "name": "shelf.jpg", "type": "image/jpeg", "size": 7}]] * 2
    assert (await store.file(chat, file.id)).name == "shelf.jpg"
    await store.apply(_known(outgoing, "sent"))
    await store.apply(e.PatronForgot(conversation=chat))
    assert await store.file(chat, file.id) is None
    assert file.id in await store.gone_files()


async def test_files_survive_a_restart_on_their_way(opener, clock):
    """A reply that waits keeps what goes with it."""
    file = Attachment(fresh(), "map.pdf", "application/pdf", 9)
    async with opener(clock, house()) as store:
        cid = (await ask(store, channel="telegram", address="7")).conversation.id
        await send(store, cid, "The map.", files=(file,))
    async with opener(clock, house()) as store:
        (reply,) = [reply for reply in (await store.open(cid)).conversation.replies if reply.text == "The map."]
        assert reply.files == (file,)


async def test_a_reply_to_be_read_is_in_its_view_until_it_is_decided(opener, clock):
    """Also after a restart; to its writer it is not shown."""
    async with opener(clock, house()) as store:
        here = (await ask(store)).conversation.id
        await send(store, here, second_reader=True)
    clock.push(minutes=5)
    async with opener(clock, house()) as store:
        assert await pass_time(store) == []
        assert [row.conversation.id for row in await store.queue("to_read", person="bo")] == [here]
        assert (await store.counts("bo"))["to_read"] == 1
        assert await store.queue("to_read", person="anna") == []
        opened = await store.open(here)
        assert opened is not None
        (reply,) = opened.conversation.replies
        await store.apply(e.ReplyPassed(conversation=here, who="bo", reply=reply.id, seen=99))
        assert await store.queue("to_read", person="bo") == []
        clock.push(seconds=30)
        await pass_time(store)
        assert (await texts(store, here))[-1] == "On the second floor."


async def test_row_61_a_reply_is_not_held_by_a_clock_that_was_set_back(store, clock):
    """Nobody may undo for longer than the undo seconds, whatever the time is now."""
    asked = await ask(store)
    await send(store, asked.conversation.id, "On the second floor.")
    assert await store.stranded() == []
    clock.push(days=-1)
    assert await store.due() == []
    for event in await store.stranded():
        await store.apply(event)
    assert (await texts(store, asked.conversation.id))[-1] == "On the second floor."
    assert await store.stranded() == []


async def test_row_61_a_pause_of_a_channel_does_not_last_until_a_clock_has_caught_up(store, clock):
    """Half an hour is what the channel asked for."""
    await ask(store, channel="telegram", address="7")
    (first,) = await store.claim_deliveries("telegram")
    retry_at = clock.now() + timedelta(minutes=30)
    await store.apply(_known(first, "waiting", retry_at=retry_at))
    assert await store.claim_deliveries("telegram") == []
    clock.push(days=-1)
    assert len(await store.claim_deliveries("telegram")) == 1


async def test_row_61_a_lease_is_not_kept_by_a_clock_that_was_set_back(store, forge):
    """Whoever had it may have died; whoever has it keeps it up by asking again."""
    dead, alive = Lease("telegram", "dead"), Lease("telegram", "alive")
    assert await store.take_lease(dead, 10)
    assert not await store.take_lease(alive, 10)
    forge("UPDATE lease SET until = until + 86400000000")
    assert await store.take_lease(alive, 10)
    assert not await store.take_lease(dead, 10)
