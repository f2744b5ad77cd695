"""Feedback in the store: apart from the conversation, in no order, age bands apart from everything."""

from __future__ import annotations

from datetime import date

from replies import events as e
from tests.contract.acts import ask, claim, pass_time, send


async def answered(store, clock):
    """A conversation that Anna has answered."""
    asked = (await ask(store)).conversation.id
    await claim(store, asked)
    await send(store, asked)
    clock.push(seconds=10)
    await pass_time(store)
    return asked


async def test_a_good_mark_is_thanks_and_a_low_one_a_question(store, clock):
    """Each found where it belongs, once."""
    good, low = [await answered(store, clock) for _ in range(2)]
    await store.apply(e.FeedbackGiven(conversation=good, mark=5, comment="Kiitos!"))
    await store.apply(e.FeedbackGiven(conversation=low, mark=1))
    since = date(2026, 11, 1)
    assert [(voice.mark, voice.comment) for voice in await store.thanks("anna", since)] == [(5, "Kiitos!")]
    assert await store.thanks("bo", since) == []
    (question,) = await store.questions()
    assert (question.mark, question.counted) == (1, True)
    assert await store.consider(question.n)
    assert await store.questions() == []
    assert not await store.consider(question.n + 1)


async def test_words_that_follow_a_mark_are_kept_but_not_counted(store, clock):
    """And only once."""
    asked = await answered(store, clock)
    for comment in ("", "Kiitos!", "Vielä yksi!"):
        await store.apply(e.FeedbackGiven(conversation=asked, mark=5, comment=comment))
    voices = sorted(await store.thanks("anna", date(2026, 11, 1)), key=lambda voice: not voice.counted)
    assert [(voice.counted, voice.comment) for voice in voices] == [(True, ""), (False, "Kiitos!")]


async def test_feedback_outlives_the_conversation_and_its_numbers_tell_no_order(store, clock):
    """Forgotten, it still counts; a counter would lead back through the journal."""
    given = [await answered(store, clock) for _ in range(12)]
    for asked in given:
        await store.apply(e.FeedbackGiven(conversation=asked, mark=1, age_band="13-17"))
        await store.apply(e.PatronForgot(conversation=asked))
    numbers = [voice.n for voice in await store.questions()]
    assert len(set(numbers)) == len(given)
    assert max(numbers) - min(numbers) > 1000
