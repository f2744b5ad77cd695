"""kill -9 at any moment: nothing acknowledged is lost, doubled, out of order, or sent twice."""

from __future__ import annotations

import json
import random
import time

import pytest

from bot.store.sqlite import connect, open_store
from tests.contract.acts import ask, write
from tests.faults.history import History, check, read_journals
from tests.faults.lives import one_life
from tests.house import FakeClock, house

STORMS = [
    pytest.param(10, id="10 kills", marks=pytest.mark.kill),
    pytest.param(100, id="100 kills", marks=[pytest.mark.kill, pytest.mark.faults]),
]
"""The longer one is for `make faults`."""


@pytest.mark.parametrize("kills", STORMS)
def test_nothing_acknowledged_is_lost_doubled_or_out_of_order_after_kill_9(tmp_path, kills):
    """Many lives, each ended at a random moment; one history, one store."""
    path = tmp_path / "desk.sqlite3"
    history, dice = History(), random.Random(20261121)
    for _ in range(kills):
        begin = {writer: int(text.rsplit(" ", 1)[1]) + 1 for writer, _, text, _ in history.acked}
        with one_life(history, "tests.faults.scribe", path, json.dumps(begin)):
            time.sleep(dice.uniform(0.02, 0.25))
    assert check(history, path) == []
    assert len(history.acked) > kills * 10
    assert len(history.wire) > kills
    journals = read_journals(path)
    assert any(kind == "delivery" for lines in journals.values() for _, kind, _ in lines)


async def test_the_checker_sees_what_is_wrong(tmp_path):
    """A checker that can't find a fault proves nothing: every kind of fault is found."""
    path = tmp_path / "desk.sqlite3"
    async with open_store(path, FakeClock(), house()) as store:
        cid = (await ask(store, "one")).conversation.id
        await write(store, cid, "two")
    good = History(acked=[("p", cid, "one", 1), ("p", cid, "two", 3)], wire=["r/0"])
    assert check(good, path) == []
    assert "not there" in check(History(acked=[("p", cid, "three", None)]), path)[0]
    assert "is #9" in check(History(acked=[("p", cid, "one", 9)]), path)[0]
    assert "otherwise" in check(History(acked=[("p", cid, "two", 3), ("p", cid, "one", 1)]), path)[0]
    assert "left 2 times" in check(History(wire=["r/0", "r/0"]), path)[0]
    database = connect(path, writing=True)
    database.execute("UPDATE entry SET text = 'two' WHERE text = 'one'")
    assert "2 times" in check(History(), path)[0]
    database.execute("DELETE FROM entry WHERE seq = 1")
    assert "gaps" in check(History(), path)[0]
    database.close()
