"""Row 67: a store that is restored from an older copy sends nothing a second time."""

from __future__ import annotations

import shutil
from contextlib import asynccontextmanager

import pytest

from bot.duties.loop import Loop
from bot.duties.sent import SentLedger
from bot.ports import Sent
from bot.store.sqlite import open_store
from replies import events as e
from replies.message import EntryKind
from tests.contract.acts import ask, claim, send
from tests.house import FakeClock, house
from tests.waiting import until


class Wire:
    """A channel that takes everything."""

    name = "telegram"

    def __init__(self):
        self.left = []

    def split(self, text):
        """One part."""
        return [text]

    async def send(self, outgoing, part, index):
        """It leaves."""
        self.left.append(part)
        return Sent(str(len(self.left)))


@pytest.fixture
def wire():
    """Where replies leave."""
    return Wire()


@pytest.fixture
def opened(tmp_path, wire):
    """A desk over the folder's store and ledger."""
    clock = FakeClock()

    @asynccontextmanager
    async def desk(*, sending=True):
        with SentLedger(tmp_path / "sent.log") as ledger:
            async with open_store(tmp_path / "desk.sqlite3", clock, house()) as store:
                clock.push(minutes=1)
                if not sending:
                    yield store
                    return
                async with Loop(store, clock, [wire], sent=ledger):
                    yield store

    return desk


async def states(store, conversation):
    """What became of the reply."""
    found = await store.open(conversation)
    return [(x.meta["state"], x.meta["reason"]) for x in found.entries if x.kind is EntryKind.DELIVERY]


async def test_row_67_what_left_after_the_copy_was_made_does_not_leave_again(tmp_path, opened, wire):
    """It is shown as uncertain, and goes out once more at a person's word only."""
    async with opened(sending=False) as store:
        cid = (await ask(store, channel="telegram", address="77")).conversation.id
        await store.claim_deliveries("telegram")  # the desk's own line, on the wire when the copy is made
        await claim(store, cid)
        reply = (await send(store, cid, "Here it is.")).conversation.replies[-1].id
    shutil.copy(tmp_path / "desk.sqlite3", tmp_path / "copy")
    async with opened() as store:
        await until(lambda: wire.left == ["Here it is."])
    shutil.copy(tmp_path / "copy", tmp_path / "desk.sqlite3")
    async with opened() as store:
        await until(lambda: _is(store, cid, ("uncertain", "restored")))
        assert wire.left == ["Here it is."]
        await store.apply(e.SentAgain(conversation=cid, who="anna", reply=reply))
        await until(lambda: wire.left == ["Here it is."] * 2)


async def test_what_never_left_leaves_after_a_restart(opened, wire):
    """The ledger stops nothing that waits."""
    async with opened(sending=False) as store:
        cid = (await ask(store, channel="telegram", address="77")).conversation.id
    async with opened():
        await until(lambda: wire.left)
    async with opened() as store:
        await claim(store, cid)
        await send(store, cid, "Here it is.")
    async with opened():
        await until(lambda: "Here it is." in wire.left)


async def test_half_a_line_of_a_power_cut_stops_nothing(tmp_path):
    """Nor does it hide the lines before it."""
    (tmp_path / "sent.log").write_text("aa 0\nbb")
    with SentLedger(tmp_path / "sent.log") as ledger:
        assert await ledger.leaves("aa", 0) is False
        assert await ledger.leaves("aa", 1) is True
        assert await ledger.leaves("bb", 0) is True
    with SentLedger(tmp_path / "sent.log") as ledger:
        assert [await ledger.leaves("aa", n) for n in (0, 1, 2)] == [False, False, True]


async def test_an_old_ledger_is_shortened(tmp_path, monkeypatch):
    """The newest attempts stay."""
    monkeypatch.setattr("bot.duties.sent.REMEMBERED", 10)
    (tmp_path / "sent.log").write_text("".join(f"{n} 0\n" for n in range(100)))
    with SentLedger(tmp_path / "sent.log") as ledger:
        assert await ledger.leaves("95", 0) is False
        assert await ledger.leaves("5", 0) is True
    assert len((tmp_path / "sent.log").read_text().splitlines()) == 11


async def _is(store, conversation, state):
    found = await states(store, conversation)
    return bool(found) and found[-1] == state
