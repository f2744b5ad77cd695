"""Hints between processes, by PostgreSQL or by Redis: they say when to look, and nothing hangs on them."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.store import feed as feed_module
from bot.store.hints import Hints, Line
from bot.store.hints_notify import NotifyLine
from bot.store.hints_redis import RedisLine
from bot.store.postgres import open_store
from tests.cluster import Cluster
from tests.contract.acts import ask
from tests.house import FakeClock, house
from tests.redis_server import RedisServer, running_redis
from tests.waiting import until

pytestmark = pytest.mark.postgres
KINDS = ["notify", pytest.param("redis", marks=pytest.mark.redis)]


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    """A server; the path is short, a socket's may have 107 letters."""
    with tempfile.TemporaryDirectory(prefix="rd") as folder, running_redis(Path(folder)) as running:
        yield running


@pytest.fixture
def url(cluster: Cluster) -> str:
    """A database."""
    return cluster.new_database()


@pytest.fixture(params=KINDS)
def hints_on(request: pytest.FixtureRequest, url: str) -> Callable[[str], Line]:
    """How hints go, from the desk's id."""
    if request.param == "notify":
        return lambda _: NotifyLine(url)
    return partial(RedisLine, request.getfixturevalue("redis").url, None)


@pytest.fixture
async def two(hints_on: Callable[[str], Line], url: str) -> AsyncIterator[tuple[Any, Any]]:
    """Two processes of a desk, which look by themselves so seldom that only a hint can have woken them."""
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(open_store(url, FakeClock(), house(), shared=True, hints_on=hints_on))
            for _ in range(2)
        ]
        yield opened[0], opened[1]


def listening(line: Line, library: str = "main") -> tuple[Hints, list[int]]:
    """One who gives and hears, and what was heard."""
    hints, heard = Hints(line, library), list[int]()
    hints.listen(heard.append)
    return hints, heard


async def test_a_hint_is_heard_by_every_process_with_the_turn_it_is_about(hints_on):
    """The one that gave it among them; another library's processes have nothing to look at."""
    line = hints_on("desk")
    (one, mine), (other, theirs), (elsewhere, nothing) = listening(line), listening(line), listening(line, "east")
    async with one, other, elsewhere:

        async def arrived() -> bool:
            one.give(41)
            await asyncio.sleep(0.02)
            return 41 in mine and 41 in theirs

        await until(arrived)
        for turn in range(42, 60):
            one.give(turn)
        await until(lambda: mine[-1:] == theirs[-1:] == [59])
        assert nothing == []
        assert len(mine) < 18, "of many at once the newest is said"


async def test_what_one_process_commits_wakes_the_others(two, monkeypatch):
    """Before they would have looked by themselves."""
    monkeypatch.setattr(feed_module, "LOOK_AGAIN", 60.0)
    one, other = two
    heard: list[str] = []
    other.listen(lambda outcome: heard.append(outcome.conversation.id))
    await ask(one)  # the line may still be opening: this one may be lost
    await asyncio.sleep(1.1)  # the last look by itself is over

    async def woken() -> bool:
        cid = (await ask(one)).conversation.id
        await asyncio.sleep(0.05)
        return cid in heard

    await until(woken)


@pytest.mark.redis
async def test_desks_that_share_a_redis_do_not_hear_each_other(redis):
    """Nor does anybody who listens learn more than a number."""
    (one, mine), (other, theirs) = (
        listening(RedisLine(redis.url, None, "a")),
        listening(RedisLine(redis.url, None, "b")),
    )
    async with one, other, Redis.from_url(redis.url) as spy, spy.pubsub(ignore_subscribe_messages=True) as ear:
        await ear.psubscribe("*")
        async with asyncio.timeout(10):
            while not mine:
                one.give(7)
                await asyncio.sleep(0.02)
            while (said := await ear.get_message(timeout=1.0)) is None:
                pass
        assert theirs == []
        assert (said["channel"], said["data"]) == (b"smiledesk:a", b"main 7")


@pytest.mark.redis
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "silent"])
async def test_without_redis_news_take_a_second_and_come_all_the_same(url, how):
    """And it is used again when it is back."""
    with tempfile.TemporaryDirectory(prefix="rd") as folder:
        server = RedisServer(Path(folder))
        server.start()
        line = partial(RedisLine, server.url, None)
        try:
            async with (
                asyncio.timeout(30),
                open_store(url, FakeClock(), house(), shared=True, hints_on=line) as one,
                open_store(url, FakeClock(), house(), shared=True, hints_on=line) as other,
            ):
                heard: list[str] = []
                other.listen(lambda outcome: heard.append(outcome.conversation.id))
                server.stop(how)
                cid = (await ask(one)).conversation.id
                await until(lambda: cid in heard, 5.0)
        finally:
            server.stop()


@pytest.mark.redis
async def test_redis_is_used_again_when_it_is_back(redis):
    """Whoever gave and heard before does so again, without being told."""
    hints, heard = listening(RedisLine(redis.url, None, "desk"))
    async with hints:
        for turn in (1, 2):

            async def arrived(turn: int = turn) -> bool:
                hints.give(turn)
                await asyncio.sleep(0.05)
                return turn in heard

            await until(arrived, 15.0)
            if turn == 1:
                redis.stop()
                redis.start()


async def test_every_process_knows_the_desk_by_the_same_id(two):
    """Whichever came first has made it."""
    assert len({await store.desk_id() for store in two}) == 1
