"""Drafts, the inbox, people, sessions, links, settings and the audit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Link, Person, Session, StoreClosed
from replies import events as e
from replies.refusal import Refused
from tests.contract.acts import ask, claim, fresh, pass_time, send, texts, write
from tests.house import house

ANNA = Person("anna", "Anna Holm", "librarian", languages=("sv", "en"), password_hash="argon2:x")


# drafts


async def test_a_draft_is_kept_for_its_librarian_and_conversation(opener, clock):
    """It is there after the process ended, and nobody else's is touched."""
    async with opener(clock, house()) as store:
        cid = (await ask(store)).conversation.id
        assert (await store.draft(cid, "anna")).version == 0
        kept = await store.keep_draft(cid, "anna", "Dear", version=0)
        assert kept.version == 1
    async with opener(clock, house()) as store:
        assert await store.draft(cid, "anna") == kept
        assert (await store.draft(cid, "bo")).text == ""


async def test_two_tabs_do_not_overwrite_each_other(store):
    """The later one is shown both texts; saving the same text again is no conflict."""
    cid = (await ask(store)).conversation.id
    await store.keep_draft(cid, "anna", "from one tab", version=0)
    with pytest.raises(Refused) as refused:
        await store.keep_draft(cid, "anna", "from the other", version=0)
    assert refused.value.details == {"text": "from one tab", "version": 1}
    assert (await store.keep_draft(cid, "anna", "from one tab", version=0)).version == 1


async def test_sending_empties_the_draft_and_a_later_save_of_the_old_tab_conflicts(store):
    """The words are in the outbox; a slow autosave can't bring them back unseen."""
    cid = (await ask(store)).conversation.id
    await store.keep_draft(cid, "anna", "Here you are", version=0)
    await send(store, cid, "Here you are")
    assert (await store.draft(cid, "anna")).text == ""
    with pytest.raises(Refused, match="draft_conflict"):
        await store.keep_draft(cid, "anna", "Here you are", version=1)


async def test_undo_keeps_what_was_typed_meanwhile(store):
    """The undone words first, then the new ones."""
    cid = (await ask(store)).conversation.id
    queued = await send(store, cid, "First thought")
    await store.keep_draft(cid, "anna", "Second thought", version=0)
    reply = queued.entries[0].meta["reply"]
    await store.apply(e.ReplyUndone(conversation=cid, who="anna", reply=reply))
    assert (await store.draft(cid, "anna")).text == "First thought\n\nSecond thought"


async def test_a_draft_of_no_conversation_is_refused(store):
    """Words go only where a conversation is."""
    with pytest.raises(Refused, match="unknown_conversation"):
        await store.keep_draft(fresh(), "anna", "Dear", version=0)


# inbox


async def test_an_update_is_taken_in_once_and_handled_with_its_event(opener, clock):
    """Known keys are skipped, also after handling; done and event are one commit."""
    async with opener(clock, house()) as store:
        assert await store.take_in("telegram:1", [("10", b"a"), ("11", b"b"), ("10", b"a")]) == 2
        first, second = await store.arrivals("telegram:1")
        assert (first.key, first.raw, second.key) == ("10", b"a", "11")
        asked = e.PatronAsked(conversation=fresh(), channel="telegram", lang="en", text="Hi", address="7")
        await store.apply(asked, done=first)
    async with opener(clock, house()) as store:
        assert await store.take_in("telegram:1", [("10", b"a")]) == 0
        assert [arrival.key for arrival in await store.arrivals("telegram:1")] == ["11"]
        assert await store.arrivals("telegram:2") == []


async def test_what_comes_in_by_the_hundred_is_handled_in_one_commit(opener, clock):
    """Each goes where it belongs, in its order, and is done with it."""
    async with opener(clock, house()) as store:
        await store.take_in("telegram:1", [(str(key), b"x") for key in range(6)])
        asked = [_asked(arrival, 7 + n % 2) for n, arrival in enumerate(await store.arrivals("telegram:1"))]
        outcomes = await store.apply_all(asked)
        one, other = outcomes[0].conversation.id, outcomes[1].conversation.id
        assert [outcome.conversation.id for outcome in outcomes] == [one, other] * 3
        assert [outcome.duplicate for outcome in await store.apply_all(asked)] == [True] * 6
    async with opener(clock, house()) as store:
        assert await store.arrivals("telegram:1") == []
        assert [text for text in await texts(store, one) if "Hello" in text] == ["Hello 0", "Hello 2", "Hello 4"]


async def test_of_many_events_none_is_written_where_one_is_refused(store):
    """Also not for those that listen; what was written beside them stays."""
    heard = []
    store.listen(heard.append)
    await store.take_in("telegram:1", [("0", b"x"), ("1", b"x")])
    first, second = await store.arrivals("telegram:1")
    refused = e.PatronAsked(conversation=fresh(), channel="telegram", lang="en", text=" ", address="8")
    beside, many = await asyncio.gather(
        ask(store), store.apply_all([_asked(first, 7), (refused, second)]), return_exceptions=True
    )
    assert isinstance(many, Refused)
    assert await store.arrivals("telegram:1") == [first, second]
    assert await store.by_address("telegram", "7") is None
    assert [outcome.conversation.id for outcome in heard] == [beside.conversation.id]
    (alone,) = await store.apply_all([_asked(first, 7)])
    assert alone.conversation.number == beside.conversation.number + 1


def _asked(arrival, chat):
    """What an update asks, and the update."""
    event = e.PatronAsked(
        conversation=fresh(), source=f"telegram:1:{arrival.key}", channel="telegram", lang="en",
        text=f"Hello {arrival.key}", address=str(chat),
    )  # fmt: skip
    return event, arrival


async def test_a_refused_event_leaves_its_update_in_the_inbox(store):
    """What was not handled is not done."""
    await store.take_in("telegram:1", [("10", b"a")])
    (arrival,) = await store.arrivals("telegram:1")
    with pytest.raises(Refused):
        await store.apply(e.PatronWrote(conversation=fresh(), text="Hi"), done=arrival)
    assert await store.arrivals("telegram:1") == [arrival]


async def test_an_update_that_can_never_be_handled_is_set_aside_and_blocks_nobody(store):
    """Five tries, then it lies aside; the one behind it goes on."""
    await store.take_in("telegram:1", [("10", b"poison"), ("11", b"fine")])
    poison, fine = await store.arrivals("telegram:1")
    given_up = [await store.mishandled(poison, "ValueError") for _ in range(5)]
    assert given_up == [False, False, False, False, True]
    assert [arrival.key for arrival in await store.arrivals("telegram:1")] == ["11"]
    assert [arrival.raw for arrival in await store.set_aside("telegram:1")] == [b"poison"]
    await store.handled(poison, "forgotten")
    assert await store.set_aside("telegram:1") == []
    await store.handled(fine, "command")
    assert await store.arrivals("telegram:1") == []


# people


async def test_people_are_found_by_name_however_it_is_typed(store):
    """Case and spaces aside; a name is one person's while they work here."""
    await store.put_person(ANNA, by="cli")
    assert await store.person_named("  anna   HOLM ") == ANNA
    assert await store.person("anna") == ANNA
    with pytest.raises(Refused, match="name_taken"):
        await store.put_person(replace(ANNA, id="other"), by="cli")
    await store.put_person(replace(ANNA, active=False), by="admin")
    assert await store.person_named("Anna Holm") is None
    await store.put_person(replace(ANNA, id="other"), by="cli")


async def test_a_session_holds_until_it_ends_or_its_person_leaves(store, clock):
    """Signed in is: known digest, not expired, person active."""
    await store.put_person(ANNA, by="cli")
    session = Session("d1", "anna", "csrf", clock.at, clock.at + timedelta(hours=8))
    await store.put_session(session)
    assert await store.session("d1") == (session, ANNA)
    assert await store.session("d2") is None
    await store.put_person(replace(ANNA, active=False), by="admin")
    assert await store.session("d1") is None
    await store.put_person(ANNA, by="admin")
    clock.push(hours=8)
    assert await store.session("d1") is None


async def test_sessions_end_one_by_one_or_all_of_a_person(store, clock):
    """Sign out here, or everywhere."""
    await store.put_person(ANNA, by="cli")
    for name in ("d1", "d2", "d3"):
        await store.put_session(Session(name, "anna", "c", clock.at, clock.at + timedelta(hours=8)))
    await store.end_sessions(token_hash="d1")
    assert [await store.session(name) is not None for name in ("d1", "d2", "d3")] == [False, True, True]
    await store.end_sessions(person="anna")
    assert await store.session("d2") is None


async def test_a_link_opens_once(store, clock):
    """Of many at once, one gets in; after its time nobody does."""
    await store.put_link(Link("l1", "admin", None, clock.at + timedelta(days=1)))
    assert (await store.link("l1")).role == "admin"
    people = [replace(ANNA, id=f"p{n}", name=f"Person {n}") for n in range(5)]
    used = await asyncio.gather(*(store.use_link("l1", person) for person in people))
    assert used == [True, False, False, False, False]
    assert [person.id for person in await store.people()] == ["p0"]
    await store.put_link(Link("l2", "admin", None, clock.at + timedelta(days=1)))
    clock.push(days=1)
    assert await store.link("l2") is None
    assert not await store.use_link("l2", ANNA)


async def test_a_link_whose_person_is_refused_is_not_used_up(store, clock):
    """A taken name costs nobody their invitation."""
    await store.put_person(ANNA, by="cli")
    await store.put_link(Link("l1", "librarian", None, clock.at + timedelta(days=1)))
    with pytest.raises(Refused, match="name_taken"):
        await store.use_link("l1", replace(ANNA, id="other"))
    assert await store.use_link("l1", replace(ANNA, id="other", name="Another Anna"))


# audit and settings


async def test_the_audit_is_a_chain_that_shows_any_change(store, forge):
    """Lines are numbered and chained; a changed or missing line is seen."""
    await store.put_person(ANNA, by="cli")
    await store.audit("anna", "patron.read", "c1", why="call back")
    await store.put_setting("hours", {"mon": "9-17"}, by="anna")
    lines = await store.audited()
    assert [line.action for line in lines] == ["person.added", "patron.read", "setting.changed"]
    assert "argon2" not in str(lines[0].details)
    assert [line.n for line in await store.audited(before=3, limit=1)] == [2]
    assert await store.setting("hours") == {"mon": "9-17"}
    assert await store.setting("none") is None
    assert await store.audit_break() is None
    forge("UPDATE audit SET who = 'bo' WHERE n = 2")
    assert await store.audit_break() is not None


# queues


async def test_queues_show_who_waits_longest_first(store, clock):
    """Waiting by time, mine apart, closed apart; each with the patron's last words."""
    ids = []
    for n in range(3):
        ids.append((await ask(store, f"question {n}")).conversation.id)
        clock.push(seconds=1)
    await write(store, ids[0], "are you there?")
    assert [(row.conversation.id, row.last_text) for row in await store.queue("waiting")] == [
        (ids[0], "are you there?"),
        (ids[1], "question 1"),
        (ids[2], "question 2"),
    ]
    await claim(store, ids[1])
    assert [row.conversation.id for row in await store.queue("mine", person="anna")] == [ids[1]]
    assert [row.conversation.id for row in await store.queue("all", limit=2)] == [ids[2], ids[1]]
    await store.apply(e.Closed(conversation=ids[1], who="anna"))
    assert [row.conversation.id for row in await store.queue("closed")] == [ids[1]]
    counted = {"waiting": 2, "mine": 0, "later": 0, "to_read": 0, "all": 2, "closed": 1}
    assert await store.counts("anna") == counted


async def test_loads_and_offers_are_seen_by_whom_they_concern(store):
    """A conversation offered to me is mine to see; it is still the sender's load."""
    cid = (await ask(store)).conversation.id
    await claim(store, cid)
    await store.apply(e.HandoverOffered(conversation=cid, who="anna", to="bo"))
    assert [row.conversation.id for row in await store.queue("mine", person="bo")] == [cid]
    assert await store.loads() == {"anna": 1}


# time and forgetting


async def test_what_is_due_comes_with_its_time(store, clock):
    """Nothing before, everything after, and next_due says when."""
    await ask(store)
    assert await store.due() == []
    assert await store.next_due() == clock.at + timedelta(minutes=1)
    clock.push(minutes=1)
    assert len(await store.due()) == 1
    await pass_time(store)
    assert await store.due() == []


async def test_forgetting_leaves_no_word_of_the_patron_in_the_file(opener, clock, tmp_path):
    """Text, identity, drafts and the outbox are gone from the very bytes; the journal's frame stays."""
    secret = "Kalevala-canary-4711"
    async with opener(clock, house()) as store:
        asked = await ask(
            store, f"Where is {secret}?", channel="telegram", address=f"addr-{secret}", email=f"{secret}@example.org"
        )
        cid = asked.conversation.id
        await send(store, cid, f"{secret} is here")
        await store.keep_draft(cid, "anna", f"and {secret}", version=0)
        await store.apply(e.PatronForgot(conversation=cid))
        opened = await store.open(cid)
        assert opened.conversation.state == "forgotten"
        assert [entry.text for entry in opened.entries] == [""] * len(opened.entries)
        assert opened.conversation.email is None
        assert await store.by_address("telegram", f"addr-{secret}") is None
        assert await store.claim_deliveries("telegram") == []
        with pytest.raises(Refused, match="forgotten"):
            await write(store, cid, "hello?")
        for file in tmp_path.iterdir():
            assert secret.encode() not in file.read_bytes(), file.name


async def test_a_closed_store_says_so(opener, clock):
    """Nothing is taken in after the end, and nothing pretends to be."""
    async with opener(clock, house()) as store:
        cid = (await ask(store)).conversation.id
    with pytest.raises(StoreClosed):
        await write(store, cid, "hello?")
    with pytest.raises(StoreClosed):
        await store.open(cid)


# what channels remember


async def test_a_channel_remembers_until_it_lets_go(opener, clock):
    """Over a restart; the newest value; None is nothing."""
    async with opener(clock, house()) as store:
        await store.remember("telegram:tongue:5", {"lang": "sv"})
        await store.remember("telegram:tongue:5", {"lang": "fi"})
        await store.remember("telegram:heard", "now")
    async with opener(clock, house()) as store:
        assert await store.recall("telegram:tongue:5") == {"lang": "fi"}
        assert await store.recall_all("telegram:tongue:") == {"5": {"lang": "fi"}}
        await store.remember("telegram:tongue:5", None)
        assert await store.recall("telegram:tongue:5") is None
        assert await store.recall("telegram:heard") == "now"


async def test_what_was_long_not_touched_is_let_go_by_its_beginning(store, clock):
    """Nothing else goes with it."""
    await store.remember("tongue:1", "sv")
    await store.remember("tongues", "x")
    before = clock.push(days=1)
    await store.remember("tongue:2", "fi")
    await store.let_go("tongue:", before)
    assert await store.recall_all("tongue") == {":2": "fi", "s": "x"}


# the house dictionary


async def test_a_proposed_word_is_in_the_dictionary_once_accepted_and_after_a_restart(opener, clock):
    """Proposed twice in other letters it is one word; other languages don't have it."""
    async with opener(clock, house()) as store:
        word = await store.propose_word("Biblan", "sv", by="anna")
        assert (await store.propose_word("BIBLAN", "sv", by="bo")) == word
        assert await store.dictionary() == {}
        assert (await store.decide_word(word.n, "accepted", by="vera")).state == "accepted"
    async with opener(clock, house()) as store:
        assert await store.dictionary() == {"sv": {"biblan"}}
        assert await store.words_in_state("open") == []
        assert [one.word for one in await store.words_in_state("accepted")] == ["Biblan"]
        assert await store.decide_word(word.n + 1, "declined", by="vera") is None
