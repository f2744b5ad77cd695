"""Promises in the store: with their conversation, across restarts, and gone with the patron."""

from __future__ import annotations

from datetime import timedelta

from replies import events as e
from replies.promise import Promised
from tests.contract.acts import ask, claim, fresh, pass_time, send
from tests.house import NOON, house


def promised(text="I'll ask and write to you.", **ahead):
    """A promise to the hour."""
    return Promised(fresh(), text, NOON + timedelta(**ahead), at_hour=True)


async def promise(store, conversation, **ahead):
    """Anna promises something; returns the promise's id."""
    made = promised(**ahead)
    await store.apply(e.PromiseMade(conversation=conversation, who="anna", promise=made))
    return made.id


async def test_open_promises_come_with_their_conversation_also_after_a_restart(opener, clock):
    """The desk decides by them, so they are read back as they were."""
    async with opener(clock, house()) as store:
        asked = (await ask(store)).conversation.id
        await promise(store, asked, hours=6)
        before = (await store.open(asked)).conversation
    async with opener(clock, house()) as store:
        assert (await store.open(asked)).conversation == before
        (one,) = await store.promises()
        assert (one.promise, one.conversation.id) == (before.promises[0], asked)


async def test_what_is_promised_first_is_owed_first_and_settled_ones_are_gone(store):
    """The ledger in order of days."""
    asked = (await ask(store)).conversation.id
    late, soon, done = [await promise(store, asked, hours=hours) for hours in (9, 3, 6)]
    await store.apply(e.PromiseKept(conversation=asked, who="anna", promise=done))
    assert [one.promise.id for one in await store.promises()] == [soon, late]


async def test_follow_ups_are_what_nobody_was_free_for_and_what_is_promised(store, clock):
    """Also in a conversation that is closed, the first due first."""
    later = (await ask(store)).conversation.id
    closed = (await ask(store)).conversation.id
    await claim(store, closed)
    await promise(store, closed, hours=2)
    await claim(store, later)
    await promise(store, later, hours=5)
    await store.apply(e.Closed(conversation=closed, who="anna", promises="stay"))
    rows = await store.queue("later")
    assert [row.conversation.id for row in rows] == [closed, later]
    assert (await store.counts())["later"] == 2


async def test_time_reminds_and_alarms_of_its_own(store, clock):
    """The loop needs to know nothing of promises."""
    asked = (await ask(store)).conversation.id
    await claim(store, asked)
    await send(store, asked, promises=(promised(hours=6),))
    clock.push(hours=7)
    await pass_time(store)
    told = [entry.meta["state"] for entry in (await store.open(asked)).entries if entry.kind == "promise"]
    assert told == ["made", "due", "broken"]


async def test_a_reply_that_is_undone_promised_nothing(store):
    """Not in the ledger, nor in the conversation."""
    asked = (await ask(store)).conversation.id
    reply = fresh()
    await send(store, asked, reply=reply, promises=(promised(days=1),))
    assert len(await store.promises()) == 1
    undone = await store.apply(e.ReplyUndone(conversation=asked, who="anna", reply=reply))
    assert undone.conversation.promises == ()
    assert await store.promises() == []


async def test_a_forgotten_patron_is_promised_nothing_any_more(store):
    """Words and number are gone."""
    asked = (await ask(store)).conversation.id
    await promise(store, asked, days=1)
    await store.apply(e.PatronWantsCall(conversation=asked, phone="040 123 456", promise=fresh()))
    await store.apply(e.PatronForgot(conversation=asked))
    assert await store.promises() == []
    assert (await store.open(asked)).conversation.phone is None


async def test_a_spoken_question_is_noted_once(store):
    """The same tap twice is one question."""
    source = "noted:anna:tap-1"
    noted = [
        await store.apply(
            e.QuestionNoted(
                conversation=fresh(), source=source, who="anna", channel="phone", lang="fi", text="Aukiolo?"
            )
        )
        for _ in range(2)
    ]
    assert [outcome.duplicate for outcome in noted] == [False, True]
    assert noted[0].conversation.id == noted[1].conversation.id
    assert (await store.counts())["closed"] == 1
