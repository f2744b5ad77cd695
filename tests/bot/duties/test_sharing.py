"""What processes of one desk tell each other beside the journal."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from bot.duties.sharing import Sharing
from bot.live import Live
from bot.server.desk import Desk, Elsewhere
from bot.store import sqlite
from tests.house import FakeClock, house


class Learning:
    """Something that is looked at again."""

    def __init__(self) -> None:
        self.times = 0

    async def learn(self) -> None:
        self.times += 1


def process(store: Any, clock: FakeClock) -> Any:
    """One process's desk, as far as it shares."""
    parts = {name: Learning() for name in ("people", "household", "notices", "dictionary", "canned")}
    desk: Any = SimpleNamespace(store=store, clock=clock, live=Live(), elsewhere=Elsewhere(), **parts)
    desk.learn = partial(Desk.learn, desk)
    return desk


@pytest.fixture
async def store(tmp_path):
    async with sqlite.open_store(tmp_path / "desk.sqlite3", FakeClock(), house()) as opened:
        yield opened


async def test_an_alarm_is_seen_by_the_others_until_it_is_taken_back(store):
    """Staff see on any process that the line to Telegram needs somebody."""
    clock = FakeClock()
    worker, web = process(store, clock), process(store, clock)
    working, answering = Sharing(worker), Sharing(web)
    worker.live.alarm("Telegram", "The token is wrong.")
    await working.look()
    await answering.look()
    assert web.live.alarms == {"Telegram": "The token is wrong."}
    worker.live.alarm("Telegram", "")
    await working.look()
    await answering.look()
    assert web.live.alarms == {}


async def test_the_alarm_of_a_process_that_has_gone_grows_old(store):
    """Nobody is left to take it back."""
    clock = FakeClock()
    worker, web = process(store, clock), process(store, clock)
    worker.live.alarm("E-mail", "The password is wrong.")
    await Sharing(worker).look()
    answering = Sharing(web)
    await answering.look()
    assert web.live.alarms
    clock.push(seconds=timedelta(minutes=1).total_seconds())
    await answering.look()
    assert web.live.alarms == {}


async def test_what_an_admin_changed_elsewhere_is_learnt_once(store):
    """The audit says that there is something; people, whose shifts it does not tell, are looked at each time."""
    web = process(store, FakeClock())
    sharing = Sharing(web)
    for _ in range(3):
        await sharing.look()
    assert (web.canned.times, web.people.times) == (1, 3)
    await store.put_setting("notices", {}, by="admin")
    for _ in range(2):
        await sharing.look()
    assert (web.canned.times, web.household.times, web.notices.times, web.dictionary.times) == (2, 2, 2, 2)


async def test_the_bot_is_known_where_its_line_is_not_open(store):
    """Every page links to it."""
    clock = FakeClock()
    worker, web = process(store, clock), process(store, clock)
    worker.elsewhere.on_telegram("lindhaga_bot")
    await Sharing(worker).look()
    await Sharing(web).look()
    assert web.elsewhere.telegram_link("sv") == "https://t.me/lindhaga_bot?start=sv"
