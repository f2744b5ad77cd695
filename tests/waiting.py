"""Waiting for something to be so, with an end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any


async def until(holds: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Until it holds; ``holds`` may be plain or asynchronous. Returns what it gave.

    Raises:
        TimeoutError: It never came to be.
    """
    async with asyncio.timeout(seconds):
        while True:
            found = holds()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.01)


def wait_for(holds: Callable[[], Any], seconds: float = 60.0) -> Any:
    """The same where there is no event loop."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, "it never came to rest"
        time.sleep(0.05)
    return found
