"""The writing thread: who shares a commit."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import Any

from bot.store.writer import QUIET, Writer


class Counting:
    """A transaction that counts its groups."""

    def __init__(self) -> None:
        self.groups = 0

    def begin(self, conversations: Collection[str] = ()) -> None:
        """One more."""
        del conversations
        self.groups += 1

    def flush(self) -> None:
        """Nothing is held back."""

    def commit(self) -> None:
        """Nothing to keep."""

    def rollback(self) -> None:
        """Nothing to take back."""


def _open(ledger: Counting) -> Writer:
    def settled(_: Sequence[Any]) -> None:
        """Nobody listens."""

    return Writer(lambda: ledger, settled, asyncio.get_running_loop())


async def test_those_who_come_one_after_another_share_a_commit() -> None:
    """Each within the turns of the loop that lie between a request and its job."""
    writer = _open(ledger := Counting())
    jobs = []
    for _ in range(5):
        jobs.append(writer.do(lambda _: "written"))
        for _ in range(QUIET - 1):
            await asyncio.sleep(0)
    assert await asyncio.gather(*jobs) == ["written"] * 5
    assert ledger.groups == 1
    await writer.close()


async def test_nobody_waits_for_ever_for_more() -> None:
    """However many go on coming, the first is written."""
    writer = _open(Counting())
    first = writer.do(lambda _: "first")
    others = []
    while not first.done():
        others.append(writer.do(lambda _: "another"))
        await asyncio.sleep(0)
    assert await first == "first"
    assert set(await asyncio.gather(*others)) == {"another"}
    await writer.close()


async def test_what_was_asked_for_is_written_before_it_closes() -> None:
    """Also what still waited for more."""
    writer = _open(ledger := Counting())
    job = writer.do(lambda _: "kept")
    await writer.close()
    assert (await job, ledger.groups) == ("kept", 1)
