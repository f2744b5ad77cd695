"""A desk and its checkers: asked by conversation, passed over when they fail, and stood in for when none is left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import NamedTuple

import pytest
from aiohttp import ClientSession

from bot.checking import service
from bot.checking.checkers import Checkers
from bot.checking.proofreader import Reader, read_once
from bot.ports import Proofread
from nlp.draft import Draft, House, Piece
from nlp.ports import Engines
from tests.bot.checking.serving import HOUSE, SECRET, Served
from tests.waiting import until

DRAFT = Draft("Hello [name], yes.", lang="en", phase="service", question="Is it there?", house=HOUSE)
HERE = Proofread((), {"languagetool": "off", "spelling": "off"}, 0.0)


class Room(NamedTuple):
    """Two checkers and who asks them."""

    one: Served
    other: Served
    urls: list[str]
    asking: Checkers


@pytest.fixture(scope="module", autouse=True)
def _language() -> None:
    """At hand before anybody waits for it."""
    read_once(DRAFT, Engines())


def here(_draft: Draft, _engines: Engines) -> Proofread:
    """What this process can say by itself."""
    return HERE


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """Both answer."""
    async with AsyncExitStack() as closing:
        one, other = Served(), Served()
        urls = [await one.open(closing), await other.open(closing)]
        reader = Reader(Engines, 5.0, here)
        closing.callback(reader.close)
        asking = Checkers(urls, SECRET, reader, 5.0)
        closing.push_async_callback(asking.close)
        yield Room(one, other, urls, asking)


def conversations(count: int = 12) -> list[Draft]:
    """Drafts of different conversations."""
    return [replace(DRAFT, before=(Piece("patron", f"Question {n}?"),)) for n in range(count)]


async def test_a_draft_is_read_elsewhere_as_it_would_be_here(room):
    """With all that the library has told."""
    read = await room.asking.read(DRAFT)
    at_home = read_once(DRAFT, Engines())
    assert (read.findings, read.engines) == (at_home.findings, at_home.engines)
    (asked,) = room.one.asked + room.other.asked
    assert asked.house.names == HOUSE.names


async def test_a_conversations_drafts_go_to_the_same_checker(room):
    """Whatever is typed: it has read most of it before. Different conversations are spread."""
    for draft in conversations():
        for text in ("One", "One two", "One two three"):
            await room.asking.read(replace(draft, text=text), key=text)
    by_conversation = [{draft.before[0].text for draft in served.asked} for served in (room.one, room.other)]
    assert all(by_conversation)
    assert not (by_conversation[0] & by_conversation[1])


async def test_what_the_library_told_goes_over_once_and_again_when_it_changed(room):
    """And is asked for again by a checker that was started anew."""
    for _ in range(3):
        await room.asking.read(DRAFT)
    changed = replace(DRAFT, house=replace(HOUSE, off=frozenset()))
    await room.asking.read(changed)
    served = room.one if room.one.asked else room.other
    assert len(served.checker._houses) == 2
    served.checker._houses.clear()
    assert (await room.asking.read(changed)).findings
    assert served.asked[-1].house.off == frozenset()


async def test_a_checker_that_is_gone_is_passed_over_and_then_left_to_rest(room):
    """Every draft is read all the same."""
    await room.one.kill()
    for draft in conversations():
        read = await room.asking.read(draft)
        assert "placeholder" in [finding.code for finding in read.findings]
    assert len(room.other.asked) == 12
    assert [checker.breaker.closed for checker in room.asking._checkers] == [False, True]


async def test_a_checker_killed_while_it_reads_costs_no_draft(room):
    """The other one reads it again."""
    go = threading.Event()

    def stuck(draft: Draft, engines: Engines) -> Proofread:
        go.wait(5)
        return read_once(draft, engines)

    room.one._read = stuck
    mine = next(draft for draft in conversations() if room.asking._in_order(draft)[0].url == room.urls[0])
    reading = asyncio.create_task(room.asking.read(mine, patience=5.0))
    await until(lambda: room.one.asked)
    killing = asyncio.create_task(room.one.kill())
    read = await reading
    go.set()
    await killing
    assert "placeholder" in [finding.code for finding in read.findings]
    assert room.other.asked


async def test_when_none_answers_the_draft_is_read_here_and_the_librarian_is_told_how_far(room):
    """By what this process has."""
    await room.one.kill()
    await room.other.kill()
    for _ in range(3):
        assert (await room.asking.read(DRAFT)).engines == HERE.engines


async def test_a_checker_that_is_busy_or_still_opening_sends_drafts_on_and_is_asked_again(room, monkeypatch):
    """That is no failure."""
    room.one.is_ready = False
    monkeypatch.setattr(service, "WAITING", 0)
    assert (await room.asking.read(DRAFT)).engines == HERE.engines
    monkeypatch.setattr(service, "WAITING", 3)
    assert "placeholder" in [finding.code for finding in (await room.asking.read(DRAFT)).findings]
    assert all(checker.breaker.closed for checker in room.asking._checkers)


async def test_a_checker_that_hangs_leaves_time_for_the_next(room):
    """Within the budget of one check."""
    room.one.held.clear()
    mine = next(draft for draft in conversations() if room.asking._in_order(draft)[0].url == room.urls[0])
    read = await room.asking.read(mine, patience=1.5)
    room.one.held.set()
    assert "placeholder" in [finding.code for finding in read.findings]


async def test_of_one_draft_the_newest_waits_here_too(room):
    """What lies between is never sent."""
    reads = await asyncio.gather(*(room.asking.read(replace(DRAFT, text=f"{n}"), key="draft") for n in range(5)))
    assert reads[1:4] == [None, None, None]
    assert len(room.one.asked + room.other.asked) == 2


async def test_nothing_is_read_without_the_secret(room):
    """Nor taken in; whether it lives may be asked by all."""
    wrong = Checkers(room.urls, "another", Reader(Engines, 1.0, here), 1.0)
    assert (await wrong.read(DRAFT)).engines == HERE.engines
    await wrong.close()
    assert room.one.asked + room.other.asked == []
    async with ClientSession() as session:
        for method, path, status in (
            ("POST", "/checks", 401),
            ("PUT", "/houses/0", 401),
            ("GET", "/health", 200),
            ("GET", "/ready", 200),
            ("GET", "/metrics", 200),
            ("GET", "/nothing", 404),
        ):
            async with session.request(method, room.urls[0] + path) as answer:
                assert (path, answer.status) == (path, status)


async def test_nonsense_is_refused_and_breaks_nothing(room):
    """A draft that is none, a house that is not what its name says."""
    sent = [
        ("POST", "/checks", b"{"),
        ("POST", "/checks", b"[]"),
        ("POST", "/checks", b'{"house": [], "draft": {}}'),
        ("PUT", "/houses/0", b"{}"),
        ("PUT", "/houses/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", b"{}"),
    ]
    async with ClientSession(headers={"Authorization": f"Bearer {SECRET}"}) as session:
        for method, path, body in sent:
            async with session.request(method, room.urls[0] + path, data=body) as answer:
                assert answer.status == 400
    assert (await room.asking.read(replace(DRAFT, house=House()))).findings
