"""Whoever waits for a call can be called, can be told to stop, and does not wait for ever."""

import asyncio

import pytest

from bot.waking import called


@pytest.mark.parametrize("turns", range(6))
async def test_a_call_never_drowns_being_told_to_stop(turns):
    """However many turns of the loop after the call: a channel that is closed at that moment closes."""
    wake, waits = asyncio.Event(), 0

    async def works_for_ever():
        nonlocal waits
        while True:
            await called(wake, 60)
            wake.clear()
            waits += 1

    task = asyncio.create_task(works_for_ever())
    await asyncio.sleep(0)
    wake.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=5)
    assert done == {task}
    assert task.cancelled()


async def test_without_a_call_it_is_over_after_the_time():
    """Nobody waits longer than they said."""
    await called(asyncio.Event(), 0.001)
