"""Several processes on one database: each an open store, all of them one desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.ports import Lease, Outcome, Store
from bot.store.postgres import open_store
from replies import events as e
from replies.refusal import Refused
from tests.cluster import Cluster
from tests.contract.acts import ask, claim, fresh, send, texts, write
from tests.house import FakeClock, house

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(cluster: Cluster) -> str:
    """A database."""
    return cluster.new_database()


@pytest.fixture
async def stores(url: str, clock: FakeClock) -> AsyncIterator[tuple[Store, Store]]:
    """Two of them on it."""
    async with (
        open_store(url, clock, house(), shared=True) as one,
        open_store(url, clock, house(), shared=True) as other,
    ):
        yield one, other


class Ears:
    """What one process's listeners are told."""

    def __init__(self, store: Store) -> None:
        self._heard: list[tuple[str, int]] = []
        self._more = asyncio.Event()
        store.listen(self._hear)

    def _hear(self, outcome: Outcome) -> None:
        assert outcome.conversation.seq == outcome.entries[-1].seq, "listeners go on from there"
        self._heard += [(outcome.conversation.id, entry.seq) for entry in outcome.entries]
        self._more.set()

    async def until(self, conversation: str, seq: int) -> list[int]:
        """Every seq heard of a conversation, once this one was."""
        async with asyncio.timeout(10):
            while (conversation, seq) not in self._heard:
                self._more.clear()
                await self._more.wait()
        return [heard for where, heard in self._heard if where == conversation]


async def test_every_process_writes_on_from_what_the_others_wrote(stores):
    """In turns: nobody goes by what was true before."""
    one, other = stores
    cid = (await ask(one)).conversation.id
    for turn in range(4):
        await write(one, cid, f"one {turn}")
        await write(other, cid, f"other {turn}")
    opened = await other.open(cid)
    assert [entry.seq for entry in opened.entries] == list(range(1, opened.conversation.seq + 1))
    assert (await texts(one, cid))[-2:] == ["one 3", "other 3"]


async def test_seq_is_gap_free_when_all_write_at_once(stores):
    """Two hundred messages into one conversation, from two processes."""
    one, _ = stores
    cid = (await ask(one)).conversation.id
    await asyncio.gather(*(write(stores[n % 2], cid, f"line {n}", f"s{n}") for n in range(200)))
    opened = await one.open(cid)
    assert [entry.seq for entry in opened.entries] == list(range(1, opened.conversation.seq + 1))
    assert sum(entry.text.startswith("line") for entry in opened.entries) == 200


async def test_of_two_claims_in_two_processes_the_first_wins(stores):
    """The second librarian is refused, however close."""
    one, other = stores
    for _ in range(10):
        cid = (await ask(one)).conversation.id
        outcomes = await asyncio.gather(claim(one, cid, "anna"), claim(other, cid, "bo"), return_exceptions=True)
        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1


async def test_the_same_message_through_two_processes_is_one(stores):
    """A client whose connection moved sends it again to another process."""
    one, _ = stores
    cid = (await ask(one)).conversation.id
    outcomes = await asyncio.gather(*(write(stores[n % 2], cid, "Hello?", "web:1") for n in range(20)))
    assert len({outcome.seq for outcome in outcomes}) == 1
    assert sum(not outcome.duplicate for outcome in outcomes) == 1


async def test_asking_the_same_in_two_processes_opens_one_conversation(stores):
    """The first question's id holds between them, too; numbers are given once."""
    outcomes = await asyncio.gather(*(ask(stores[n % 2], "Hello", source="web:new:1") for n in range(10)))
    assert len({outcome.conversation.id for outcome in outcomes}) == 1
    more = await asyncio.gather(*(ask(stores[n % 2]) for n in range(10)))
    assert len({outcome.conversation.number for outcome in more}) == 10


async def test_a_stale_answer_is_refused_whichever_process_the_patron_wrote_to(stores):
    """The guard sees the other's commit."""
    one, other = stores
    cid = (await ask(one)).conversation.id
    seen = (await claim(one, cid)).seq
    await write(other, cid, "Wait, one more thing")
    with pytest.raises(Refused, match="stale"):
        await send(one, cid, seen=seen)


async def test_what_one_process_commits_is_heard_in_the_others(stores):
    """In order and once, also by the one that wrote it."""
    one, _ = stores
    heard = [Ears(store) for store in stores]
    cid = (await ask(one)).conversation.id
    for turn in range(5):
        last = await write(stores[turn % 2], cid, f"line {turn}")
    for ears in heard:
        assert await ears.until(cid, last.seq) == list(range(1, last.seq + 1))


async def test_a_token_opens_nothing_once_another_process_has_forgotten_its_patron(stores):
    """It was kept at hand here."""
    one, other = stores
    cid = (await ask(one, token_hash="t" * 64)).conversation.id
    assert await other.by_token("t" * 64) == cid
    ears = Ears(other)
    forgotten = await one.apply(e.PatronForgot(conversation=cid))
    await ears.until(cid, forgotten.conversation.seq)
    assert await other.by_token("t" * 64) is None


async def test_one_process_holds_a_lease_until_it_lets_go_or_falls_asleep(stores):
    """By the database's clock; the next one has it at once, and the sleeper has lost it."""
    one, other = stores
    mine, theirs = Lease("telegram", fresh()), Lease("telegram", fresh())
    assert await one.take_lease(mine, 30.0)
    assert not await other.take_lease(theirs, 30.0)
    await one.let_go_of_lease(mine)
    assert await other.take_lease(theirs, 0.05)
    await asyncio.sleep(0.1)
    assert await one.take_lease(mine, 30.0)
    assert not await other.take_lease(theirs, 30.0)


async def test_who_lost_the_lease_is_given_nothing_to_send(stores):
    """The fence: asked for in the same transaction as the replies."""
    one, other = stores
    await ask(one, channel="telegram", address="77")
    lost, held = Lease("telegram", fresh()), Lease("telegram", fresh())
    assert await one.take_lease(lost, 0.05)
    await asyncio.sleep(0.1)
    assert await other.take_lease(held, 30.0)
    assert not await one.claim_deliveries("telegram", lease=lost)
    (outgoing,) = await other.claim_deliveries("telegram", lease=held)
    assert outgoing.reply.state == "sending"


async def test_opening_one_more_process_leaves_what_others_send_alone(stores, url, clock):
    """Only who takes the watch says that nobody knows."""
    one, _ = stores
    cid = (await ask(one, channel="telegram", address="77")).conversation.id
    (outgoing,) = await one.claim_deliveries("telegram")
    async with open_store(url, clock, house(), shared=True) as third:
        assert [reply.state for reply in (await third.open(cid)).conversation.replies] == ["sending"]
        await third.recover("telegram")
    (reply,) = (await one.open(cid)).conversation.replies
    assert (reply.id, reply.state) == (outgoing.reply.id, "uncertain")
    late = e.DeliveryKnown(conversation=cid, reply=reply.id, state="sent")
    assert not (await one.apply(late)).entries
