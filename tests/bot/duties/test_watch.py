"""Who stands watch: one process at a time, until it lets go, loses its lease, or can't keep it up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from bot.duties.watch import Watch
from bot.ports import Lease, StoreClosed


class Leases:
    """One lease, as a store keeps it; the tests say when it ends."""

    def __init__(self) -> None:
        self.holder = ""
        self.closed = False

    async def take_lease(self, lease: Lease, _seconds: float) -> bool:
        if self.closed:
            raise StoreClosed
        self.holder = self.holder or lease.token
        return self.holder == lease.token

    async def let_go_of_lease(self, lease: Lease) -> None:
        if self.closed:
            raise StoreClosed
        if self.holder == lease.token:
            self.holder = ""


class Duty:
    """Notes who is at it."""

    def __init__(self) -> None:
        self.now: list[str] = []
        self.begun = asyncio.Event()
        self.ended = asyncio.Event()

    def by(self, who: str) -> Any:
        @asynccontextmanager
        async def do(_: Lease) -> AsyncIterator[None]:
            self.now.append(who)
            self.begun.set()
            try:
                yield
            finally:
                self.now.remove(who)
                self.ended.set()

        return do


@pytest.fixture
def leases() -> Leases:
    return Leases()


@pytest.fixture
def duty() -> Duty:
    return Duty()


def stand(leases: Leases, duty: Duty, who: str) -> asyncio.Task[None]:
    watch = Watch(leases, lasts=0.05, keep_up=0.01)  # type: ignore[arg-type]
    return asyncio.create_task(watch.stand("telegram", duty.by(who)))


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_only_one_of_two_is_at_it_and_the_other_follows_when_it_ends(leases, duty):
    """A process that is stopped lets go; the next one need not wait for the lease to end."""
    one = stand(leases, duty, "one")
    await duty.begun.wait()
    other = stand(leases, duty, "other")
    await asyncio.sleep(0.05)
    assert duty.now == ["one"]
    duty.begun.clear()
    await end(one)
    await duty.begun.wait()
    assert duty.now == ["other"]
    await end(other)


async def test_who_has_lost_the_lease_ends_the_duty(leases, duty):
    """It slept, and somebody else has it."""
    one = stand(leases, duty, "one")
    await duty.begun.wait()
    leases.holder = "somebody else"
    await duty.ended.wait()
    assert duty.now == []
    await end(one)


async def test_who_cannot_ask_for_as_long_as_the_lease_lasts_ends_the_duty(leases, duty):
    """Cut off from the database, nobody knows who has it; back again, it is asked for anew."""
    one = stand(leases, duty, "one")
    await duty.begun.wait()
    leases.closed = True
    await duty.ended.wait()
    leases.closed, leases.holder = False, ""
    duty.begun.clear()
    await duty.begun.wait()
    assert duty.now == ["one"]
    await end(one)
