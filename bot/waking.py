"""Sleeping until somebody calls, and no longer than some seconds."""

from __future__ import annotations

import asyncio
import contextlib


async def called(wake: asyncio.Event, within: float) -> None:
    """Return when the event is set, or after so many seconds.

    ``asyncio.wait_for`` won't do: before Python 3.12 it swallows a cancellation that comes in the same turn of the
    loop as the call, and whoever waits for the cancelled task waits for ever.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            await wake.wait()
