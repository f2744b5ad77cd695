"""Reading drafts once more without holding anything up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.checking.proofreader import Reader, read_once
from bot.ports import Proofread
from nlp.draft import Draft
from nlp.ports import Engines

NOTHING = Proofread((), {"languagetool": "ok"}, 1.0)


class Desk:
    """Reads what it is given when it is told to, and remembers in what order."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.read: list[str] = []

    def __call__(self, draft: Draft, engines: Engines) -> Proofread:
        self.read.append(draft.text)
        assert self.go.wait(5)
        return NOTHING


@contextmanager
def reader(read: object, budget: float = 5.0) -> Iterator[Reader]:
    """A proofreader for one test."""
    made = Reader(Engines, budget, read)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


async def _until(desk: Desk, count: int) -> None:
    for _ in range(500):
        if len(desk.read) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(desk.read)


async def test_of_one_draft_the_newest_waits_and_what_lies_between_is_dropped() -> None:
    """One runs, the last one follows, the ones between were never begun."""
    desk = Desk()
    with reader(desk) as proofreader:
        first = asyncio.create_task(proofreader.read(Draft("1"), key="draft"))
        await _until(desk, 1)
        later = [asyncio.create_task(proofreader.read(Draft(str(n)), key="draft")) for n in (2, 3, 4)]
        await asyncio.sleep(0)
        desk.go.set()
        assert await first == NOTHING
        assert [await task for task in later] == [None, None, NOTHING]
    assert desk.read == ["1", "4"]


async def test_other_drafts_do_not_wait() -> None:
    """A colleague's check runs beside it."""
    desk = Desk()
    with reader(desk) as proofreader:
        both = [asyncio.create_task(proofreader.read(Draft(key), key=key)) for key in ("mine", "hers")]
        await _until(desk, 2)
        desk.go.set()
        assert [await task for task in both] == [NOTHING, NOTHING]


async def test_a_send_is_never_dropped() -> None:
    """Without a key nothing newer takes its place."""
    desk = Desk()
    desk.go.set()
    with reader(desk) as proofreader:
        assert None not in await asyncio.gather(*(proofreader.read(Draft(str(n))) for n in range(5)))


async def test_a_check_that_is_late_says_so_and_holds_nobody_up() -> None:
    """The budget is kept whatever the engines do; the next check isn't harmed."""
    desk = Desk()
    with reader(desk, budget=0.05) as proofreader:
        late = await proofreader.read(Draft("1"), key="draft")
        assert late == Proofread((), {"rules": "late"}, late.ms if late else 0)
        desk.go.set()
        assert await proofreader.read(Draft("2"), key="draft") == NOTHING


async def test_where_nobody_is_held_up_a_check_may_take_longer() -> None:
    """As for a template, whose language may just be coming in: it is read once, not again and again."""
    desk = Desk()
    with reader(desk, budget=0.01) as proofreader:
        reading = asyncio.create_task(proofreader.read(Draft("1"), patience=5))
        await asyncio.sleep(0.05)
        desk.go.set()
        assert await reading == NOTHING
        assert desk.read == ["1"]


async def test_a_check_that_breaks_is_named_and_never_stops_a_send() -> None:
    """A bug in a rule costs a hint, not a reply."""

    def broken(_draft: Draft, _engines: Engines) -> Proofread:
        raise ValueError("a bug")

    with reader(broken) as proofreader:
        read = await proofreader.read(Draft("Hej"))
        assert read is not None
        assert (read.findings, dict(read.engines)) == ((), {"rules": "down"})


async def test_nothing_is_remembered_of_drafts_that_are_read() -> None:
    """Keys come and go."""
    desk = Desk()
    desk.go.set()
    with reader(desk) as proofreader:
        for n in range(10):
            await proofreader.read(Draft("Hej"), key=str(n))
        assert proofreader._turns._slots == {}


def test_a_real_draft_is_read_by_the_real_rules() -> None:
    """No engine, no download: the rules alone see the slot that was left empty."""
    read = read_once(Draft("Hello [name], yes, we have it.", lang="en"), Engines())
    assert "placeholder" in [finding.code for finding in read.findings]
    assert read.engines["languagetool"] == "off"


async def test_a_language_is_made_ready_once_before_its_first_draft() -> None:
    """What isn't a language of ours, or was expected before, is nothing to do."""
    desk = Desk()
    desk.go.set()
    with reader(desk) as proofreader:
        for lang in ("ro", "de", "ro", "fi"):
            proofreader.expect(lang)
        await _until(desk, 2)
        assert await proofreader.read(Draft("last")) == NOTHING
    assert len(desk.read) == 3
