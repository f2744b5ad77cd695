"""Facts for figures: as the journal has them, and the same after words and names are gone."""

from __future__ import annotations

from datetime import timedelta

from replies import events as e
from replies.courtesy import Courtesy
from replies.promise import Promised
from tests.contract.acts import ask, claim, fresh, pass_time, send
from tests.house import NOON

DAY = timedelta(days=1)


async def served(store, clock):
    """Asked, taken, answered with a promise, closed, classed, praised; returns its id."""
    asked = (await ask(store)).conversation.id
    clock.push(minutes=2)
    await claim(store, asked)
    promise = Promised(fresh(), "Later.", clock.now() + DAY, at_hour=True)
    await send(store, asked, courtesies=int(Courtesy.GREETING | Courtesy.NEXT_STEP), promises=(promise,))
    clock.push(seconds=10)
    await pass_time(store)
    await store.apply(e.Closed(conversation=asked, who="anna", promises="kept"))
    await store.apply(e.Classed(conversation=asked, who="anna", scale=2, sort="known_item"))
    await store.apply(e.FeedbackGiven(conversation=asked, mark=5, age_band="13-17"))
    return asked


async def everything(store):
    """All facts of these days."""
    since, until = NOON - DAY, NOON + DAY
    return (
        await store.cases(since, until),
        await store.vows(since, until),
        await store.marks(since.date(), until.date()),
        await store.ages(since.date(), until.date()),
    )


async def test_a_conversation_leaves_its_facts(store, clock):
    """Times, courtesies, kind, promise, mark, age."""
    await served(store, clock)
    (case,), (vow,), (mark,), ages = await everything(store)
    assert (case.claimed_at - case.opened_at, case.answered_at - case.opened_at) == (
        timedelta(minutes=2),
        timedelta(minutes=2, seconds=10),
    )
    assert (case.courtesies, case.scale, case.sort) == (5, 2, "known_item")
    assert (vow.state, mark.mark, ages) == ("kept", 5, {("13-17", 5): 1})


async def test_forgetting_takes_words_and_names_and_no_figure(store, clock):
    """Statistics stay without identity."""
    asked = await served(store, clock)
    before = await everything(store)
    await store.apply(e.PatronForgot(conversation=asked))
    assert await everything(store) == before


async def test_what_was_taken_back_counts_nowhere(store, clock):
    """No answer, no courtesy, no promise."""
    asked = (await ask(store)).conversation.id
    reply, promise = fresh(), Promised(fresh(), "Later.", clock.now() + DAY)
    await send(store, asked, reply=reply, courtesies=15, promises=(promise,))
    await store.apply(e.ReplyUndone(conversation=asked, who="anna", reply=reply))
    (case,), vows, _, _ = await everything(store)
    assert (case.answered_at, case.courtesies, vows) == (None, 0, [])


async def test_ones_own_facts_are_of_ones_own_conversations(store, clock):
    """By whoever answered last, and whoever owned the promise."""
    await served(store, clock)
    period = (NOON - DAY, NOON + DAY)
    assert len(await store.cases(*period, person="anna")) == len(await store.vows(*period, person="anna")) == 1
    assert await store.cases(*period, person="bo") == await store.vows(*period, person="bo") == []
