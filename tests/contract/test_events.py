"""Events: written once, in order, and there after a restart."""

from __future__ import annotations

import asyncio

import pytest

from replies import events as e
from replies.message import EntryKind
from replies.refusal import Refused
from tests.contract.acts import ask, claim, fresh, send, texts, write
from tests.house import house


async def test_a_question_is_there_after_reopening(opener, clock):
    """What was acknowledged survives the end of the process."""
    async with opener(clock, house()) as store:
        asked = await ask(store, "Har ni öppet?", lang="sv")
    async with opener(clock, house()) as store:
        opened = await store.open(asked.conversation.id)
        assert opened.conversation == asked.conversation
        assert opened.entries == asked.entries


async def test_seq_is_gap_free_whoever_writes(store):
    """Many writers at once, one order without gaps."""
    asked = await ask(store)
    cid = asked.conversation.id
    outcomes = await asyncio.gather(*(write(store, cid, f"line {n}", f"s{n}") for n in range(50)))
    opened = await store.open(cid)
    assert [entry.seq for entry in opened.entries] == list(range(1, opened.conversation.seq + 1))
    assert sorted(outcome.seq for outcome in outcomes) == list(range(asked.conversation.seq + 1, 53))


async def test_the_same_source_is_one_message_however_often_it_comes(store):
    """Fifty deliveries at once make one message, and all get the same seq."""
    cid = (await ask(store)).conversation.id
    outcomes = await asyncio.gather(*(write(store, cid, "Hello?", "web:1") for _ in range(50)))
    assert len({outcome.seq for outcome in outcomes}) == 1
    assert sum(not outcome.duplicate for outcome in outcomes) == 1
    assert (await texts(store, cid)).count("Hello?") == 1


async def test_a_repeated_message_takes_down_nothing_that_is_written_beside_it(store):
    """One commit carries both: the old one gets its old answer, the new ones are written once."""
    cid = (await ask(store)).conversation.id
    first = await write(store, cid, "Hello?", "web:1")
    new = [write(store, cid, f"line {n}", f"new:{n}") for n in range(20)]
    again, *outcomes = await asyncio.gather(write(store, cid, "Hello?", "web:1"), *new)
    assert again.duplicate
    assert again.seq == first.seq
    assert not any(outcome.duplicate for outcome in outcomes)
    opened = await store.open(cid)
    assert [entry.seq for entry in opened.entries] == list(range(1, opened.conversation.seq + 1))
    assert (await texts(store, cid)).count("Hello?") == 1


async def test_a_repeated_message_that_may_not_be_written_any_more_gets_its_old_answer(store):
    """The patron's page sends it again after they have had everything forgotten: no refusal."""
    cid = (await ask(store)).conversation.id
    first = await write(store, cid, "Hello?", "web:1")
    await store.apply(e.PatronForgot(conversation=cid))
    again = await write(store, cid, "Hello?", "web:1")
    assert again.duplicate
    assert again.seq == first.seq


async def test_the_same_source_is_known_after_a_restart(opener, clock):
    """A client that resends after the desk restarted gets its old seq."""
    async with opener(clock, house()) as store:
        cid = (await ask(store)).conversation.id
        first = await write(store, cid, "Hello?", "web:1")
    async with opener(clock, house()) as store:
        again = await write(store, cid, "Hello?", "web:1")
        assert again.duplicate
        assert again.seq == first.seq


async def test_the_same_source_with_other_words_is_refused(store):
    """An id is used for one text only."""
    cid = (await ask(store)).conversation.id
    first = await write(store, cid, "Hello?", "web:1")
    with pytest.raises(Refused) as refused:
        await write(store, cid, "Something else", "web:1")
    assert refused.value.code == "same_id_other_text"
    assert refused.value.details["seq"] == first.seq


async def test_asking_twice_with_one_source_opens_one_conversation(store):
    """The first question's id holds before there is a conversation to hold it in."""
    outcomes = await asyncio.gather(*(ask(store, "Hello", source="web:new:1") for _ in range(20)))
    assert len({outcome.conversation.id for outcome in outcomes}) == 1
    assert {outcome.seq for outcome in outcomes} == {1}
    assert (await store.counts())["waiting"] == 1


async def test_asking_again_with_other_words_under_one_source_is_refused(store):
    """An opening id is used for one text only, too."""
    await ask(store, "Hello", source="web:new:1")
    with pytest.raises(Refused, match="same_id_other_text"):
        await ask(store, "Good bye", source="web:new:1")


async def test_the_same_reply_pressed_twice_is_queued_once(store):
    """A double click on Send is one reply."""
    cid = (await ask(store)).conversation.id
    first = await send(store, cid, source="web:send:1")
    second = await send(store, cid, source="web:send:1")
    assert second.duplicate
    assert second.seq == first.seq
    assert len((await store.open(cid)).conversation.replies) == 1


async def test_a_refused_event_leaves_nothing(store):
    """The first claim wins; the second changes no byte of the conversation."""
    cid = (await ask(store)).conversation.id
    await claim(store, cid, "anna")
    before = await store.open(cid)
    with pytest.raises(Refused) as refused:
        await claim(store, cid, "bo")
    assert refused.value.details == {"who": "anna"}
    assert await store.open(cid) == before


async def test_of_two_claims_at_once_the_first_wins(store):
    """Two librarians, one question, one answerer."""
    cid = (await ask(store)).conversation.id
    claims = (claim(store, cid, who) for who in ("anna", "bo"))
    results = await asyncio.gather(*claims, return_exceptions=True)
    assert [type(result).__name__ for result in results] == ["Outcome", "Refused"]
    assert (await store.open(cid)).conversation.assignee == "anna"


async def test_an_unknown_conversation_is_said_to_be_unknown(store):
    """A foreign id and a wrong id look the same."""
    with pytest.raises(Refused, match="unknown_conversation"):
        await write(store, fresh(), "Hello?")
    assert await store.open(fresh()) is None


async def test_entries_after_a_seq_are_exactly_those(store):
    """A client that has seen up to n gets n+1 and on."""
    cid = (await ask(store)).conversation.id
    for n in range(5):
        await write(store, cid, f"line {n}")
    opened = await store.open(cid, after=4)
    assert [entry.seq for entry in opened.entries] == [5, 6, 7]
    assert [entry.seq for entry in (await store.open(cid, limit=2)).entries] == [6, 7]


async def test_an_edit_finds_its_message_by_the_channels_own_name(store):
    """Telegram says which message was edited by its own number."""
    asked = await ask(store, "Wher is it?", channel="telegram", address="77", ref="41")
    cid = asked.conversation.id
    edited = await store.apply(e.PatronEdited(conversation=cid, text="Where is it?", ref="41"))
    assert edited.entries[0].kind is EntryKind.EDIT
    assert edited.entries[0].meta["target"] == 1
    assert (await texts(store, cid))[0] == "Wher is it?"


@pytest.mark.parametrize("named", [{"ref": "999"}, {"target": 2}, {"target": 99}, {}])
async def test_an_edit_of_no_message_of_the_patrons_is_refused(store, named):
    """Nobody edits the desk's words, or words that are not there."""
    cid = (await ask(store, ref="41")).conversation.id
    with pytest.raises(Refused, match="unknown_message"):
        await store.apply(e.PatronEdited(conversation=cid, text="x", **named))


async def test_an_address_that_is_in_a_conversation_goes_on_there(store):
    """A Telegram chat has one conversation going, however many messages come."""
    first = await ask(store, "Hello", channel="telegram", address="77", source="telegram:1:1")
    second = await ask(store, "Are you there?", channel="telegram", address="77", source="telegram:1:2")
    again = await ask(store, "Are you there?", channel="telegram", address="77", source="telegram:1:2")
    assert second.conversation.id == first.conversation.id == again.conversation.id
    assert again.duplicate
    other = await ask(store, "Hello", channel="telegram", address="78")
    assert other.conversation.id != first.conversation.id


async def test_an_address_that_writes_long_after_closing_begins_anew(store, clock):
    """Next week's question is another conversation; a late duplicate of the old one is not."""
    first = await ask(store, "Hello", channel="telegram", address="77", source="telegram:1:1")
    await write(store, first.conversation.id, "Thanks!", "telegram:1:2")
    await claim(store, first.conversation.id)
    await store.apply(e.Closed(conversation=first.conversation.id, who="anna"))
    clock.push(days=3)
    late = await ask(store, "Thanks!", channel="telegram", address="77", source="telegram:1:2")
    assert late.duplicate
    second = await ask(store, "Another thing", channel="telegram", address="77", source="telegram:1:3")
    assert second.conversation.id != first.conversation.id
    assert await store.by_address("telegram", "77") == second.conversation.id


async def test_a_token_opens_its_conversation_only(store):
    """A web patron is known by the digest of a token."""
    asked = await ask(store, token_hash="d1")
    assert await store.by_token("d1") == asked.conversation.id
    assert await store.by_token("d2") is None


async def test_listeners_hear_each_commit_in_order_and_no_duplicates(store):
    """Live pages get every entry once, in order of seq."""
    heard = []
    stop = store.listen(lambda outcome: heard.extend(entry.seq for entry in outcome.entries))
    cid = (await ask(store)).conversation.id
    await asyncio.gather(*(write(store, cid, f"line {n}", f"s{n}") for n in range(20)))
    await write(store, cid, "line 1", "s1")
    stop()
    await write(store, cid, "not heard")
    assert heard == list(range(1, 23))


async def test_numbers_are_labels_that_count_up(store):
    """#1, #2, #3, and none twice."""
    numbers = [(await ask(store)).conversation.number for _ in range(3)]
    assert numbers == [1, 2, 3]
