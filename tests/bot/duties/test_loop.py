"""The loop: timers keep their word, replies go out once and in order, and report what became of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.duties.loop import Loop, pause_after
from bot.ports import Failed, Outgoing, Retry, Sent, Uncertain, Wire
from bot.store.sqlite import open_store
from replies import events as e
from replies.house import Patience
from replies.message import Attachment
from tests.contract.acts import ask, send
from tests.house import FakeClock, house


class FakeTelegram:
    """A channel that splits at bars, keeps what arrives, and answers as it is told."""

    name = "telegram"

    def __init__(self) -> None:
        self.arrived: dict[str, list[str]] = defaultdict(list)
        self.answers: list[Wire | Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.sent = 0

    def split(self, text: str) -> Sequence[str]:
        return text.split("|")

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:
        await self.gate.wait()
        self.sent += 1
        answer = self.answers.pop(0) if self.answers else Sent(f"{self.sent}")
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.arrived[outgoing.address].append(part)
        return answer

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        return await self.send(outgoing, f"[{file.name}]", -1)


AT_ONCE = Patience(undo=timedelta(0))


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Look at the pushed clock often, so that tests need not wait for it."""
    monkeypatch.setattr("bot.duties.loop.LOOK_AGAIN", 0.05)
    monkeypatch.setattr("bot.duties.loop.AFTER_TROUBLE", 0.02)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@asynccontextmanager
async def _desk(folder: Any, clock: FakeClock, telegram: FakeTelegram):
    told = house(patience=AT_ONCE)
    async with open_store(folder / "desk.sqlite3", clock, told) as store, Loop(store, clock, [telegram]):
        yield store


@pytest.fixture
async def store(tmp_path, clock, telegram):
    async with _desk(tmp_path, clock, telegram) as opened:
        yield opened


async def _until(condition: Any, seconds: float = 5.0) -> Any:
    """Wait for something to become true."""
    async with asyncio.timeout(seconds):
        while not (found := await condition()):  # noqa: ASYNC110  the store is what changes, not an event
            await asyncio.sleep(0.005)
    return found


async def _settled(store: Any, conversation: str) -> Any:
    """The conversation once nothing of it waits or travels."""

    async def settled() -> Any:
        opened = await store.open(conversation)
        moving = [r for r in opened.conversation.replies if r.state in ("queued", "sending")]
        return None if moving else opened

    return await _until(settled)


async def _asked(store: Any, address: str = "7") -> str:
    asked = await ask(store, channel="telegram", address=address)
    cid = asked.conversation.id
    await _settled(store, cid)
    return cid


def _deliveries(opened: Any) -> list[tuple[str, str]]:
    return [(e.meta["state"], e.meta["reason"]) for e in opened.entries if e.kind == "delivery"]


async def test_a_reply_arrives_and_is_said_to_have_arrived(store, telegram):
    """The acknowledgement, then the librarian's words; the journal says sent."""
    cid = await _asked(store)
    await send(store, cid, "On the second floor.")
    opened = await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["On the second floor."]
    assert _deliveries(opened) == [("sent", "")]


async def test_replies_of_one_chat_keep_their_order_though_one_has_to_wait(store, clock, telegram):
    """The second does not overtake the first, whose chat is asked to slow down."""
    cid = await _asked(store)
    telegram.answers = [Retry("rate", 30)]
    await send(store, cid, "first")
    await send(store, cid, "second")
    await _until(lambda: _is_waiting(store, cid))
    assert telegram.arrived["7"][1:] == []
    clock.push(seconds=31)
    await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["first", "second"]


async def _is_waiting(store: Any, cid: str) -> bool:
    opened = await store.open(cid)
    return any(reply.reason == "rate" for reply in opened.conversation.replies)


async def test_other_chats_go_on_while_one_is_held_up(store, telegram):
    """One slow chat is not everybody's."""
    slow, quick = await _asked(store, "1"), await _asked(store, "2")
    telegram.answers = [Retry("rate", 3600)]
    await send(store, slow, "slow")
    await _until(lambda: _is_waiting(store, slow))
    await send(store, quick, "quick")
    await _settled(store, quick)
    assert telegram.arrived["2"][1:] == ["quick"]


async def test_what_may_have_arrived_is_never_sent_again_by_itself(store, clock, telegram):
    """The answer was lost: uncertain, however long one waits; the next reply goes on."""
    cid = await _asked(store)
    telegram.answers = [Uncertain("timeout")]
    await send(store, cid, "did you get this?")
    opened = await _settled(store, cid)
    assert [reply.state for reply in opened.conversation.replies] == ["uncertain"]
    clock.push(hours=10)
    await send(store, cid, "and this?")
    await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["and this?"]


async def test_a_person_may_send_an_uncertain_reply_again(store, telegram):
    """One click, one more copy."""
    cid = await _asked(store)
    telegram.answers = [Uncertain("timeout")]
    queued = await send(store, cid, "hello")
    await _settled(store, cid)
    again = e.SentAgain(conversation=cid, who="anna", reply=queued.entries[0].meta["reply"])
    await store.apply(again)
    opened = await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["hello"]
    assert opened.conversation.replies == ()


async def test_sending_again_goes_on_after_the_parts_that_arrived(store, telegram):
    """Part two of three failed: parts two and three are sent, part one is not repeated."""
    cid = await _asked(store)
    telegram.answers = [Sent("m1"), Failed("blocked")]
    queued = await send(store, cid, "one|two|three")
    opened = await _settled(store, cid)
    assert [reply.reason for reply in opened.conversation.replies] == ["blocked"]
    assert telegram.arrived["7"][1:] == ["one"]
    await store.apply(e.SentAgain(conversation=cid, who="anna", reply=queued.entries[0].meta["reply"]))
    await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["one", "two", "three"]
    assert await store.delivered_ref(cid, "m1") is not None


async def test_row_18_files_go_after_the_words_and_a_failed_one_is_taken_up_where_it_failed(store, telegram):
    """The words and the first file have arrived; sending again sends the second."""
    cid = await _asked(store)
    telegram.answers = [Sent("m1"), Sent("m2"), Failed("rejected")]
    files = tuple(Attachment(str(number) * 32, f"{number}.jpg", "image/jpeg", 1) for number in (1, 2))
    queued = await send(store, cid, "two pictures", files=files)
    await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["two pictures", "[1.jpg]"]
    await store.apply(e.SentAgain(conversation=cid, who="anna", reply=queued.entries[0].meta["reply"]))
    await _settled(store, cid)
    assert telegram.arrived["7"][1:] == ["two pictures", "[1.jpg]", "[2.jpg]"]


async def test_a_channel_that_breaks_leaves_an_uncertain_reply_and_goes_on(store, telegram):
    """A bug in a channel is no reason to repeat a reply, nor to stop the others."""
    cid = await _asked(store)
    telegram.answers = [ValueError("oh")]
    await send(store, cid, "hello")
    opened = await _settled(store, cid)
    assert _deliveries(opened) == [("uncertain", "error")]


async def test_what_was_on_the_wire_at_the_end_is_uncertain_at_the_next_start(tmp_path, clock, monkeypatch):
    """A shutdown that could not wait says that nobody knows, and sends nothing twice."""
    monkeypatch.setattr("bot.duties.loop.FAREWELL", 0.05)
    stuck = FakeTelegram()
    async with _desk(tmp_path, clock, stuck) as store:
        cid = await _asked(store)
        stuck.gate.clear()
        await send(store, cid, "hello")

        async def on_the_wire() -> bool:
            return [r.state for r in (await store.open(cid)).conversation.replies] == ["sending"]

        await _until(on_the_wire)
    fresh = FakeTelegram()
    async with _desk(tmp_path, clock, fresh) as store:
        opened = await _settled(store, cid)
        assert _deliveries(opened)[-1] == ("uncertain", "restart")
    assert fresh.arrived == {}


async def test_timers_fire_when_their_time_has_come_and_not_before(store, clock, telegram):
    """After a minute the patron hears again; not after fifty-nine seconds."""
    await _asked(store)
    clock.push(seconds=59)
    await asyncio.sleep(0.05)
    assert len(telegram.arrived["7"]) == 1
    clock.push(seconds=1)

    async def said_again() -> bool:
        return len(telegram.arrived["7"]) == 2

    await _until(said_again)
    assert "still_waiting" in telegram.arrived["7"][1]


def test_pauses_double_and_are_bounded():
    """Two, four, eight seconds; never more than five minutes."""
    assert [pause_after(n) for n in (0, 1, 2)] == [2.0, 4.0, 8.0]
    assert pause_after(1_000) == 300.0
