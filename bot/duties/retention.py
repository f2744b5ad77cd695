"""Once a day: erase what the library has said it keeps no longer than so."""

from __future__ import annotations

import asyncio
from typing import Final, Self

import structlog

from bot.attachments.files import Files
from bot.ports import Clock, Store, StoreClosed, Tidied

LOOK: Final = 900.0
"""Seconds between two looks at the calendar."""

log: Final = structlog.get_logger(__name__)


async def tidy_all(store: Store, files: Files) -> Tidied:
    """Erase all that is over its time, some at a time so that nobody who writes waits for it.

    Raises:
        StoreClosed: The rest goes tomorrow.
    """
    whole = Tidied()
    while any(some := await store.tidy()):
        whole = Tidied(*map(sum, zip(whole, some, strict=True)))
    await files.remove_gone(store)
    return whole


class Retention:
    """``async with`` it while the desk is open: it tidies at once, and whenever a new day (UTC) has begun."""

    def __init__(self, store: Store, files: Files, clock: Clock, *, look: float = LOOK) -> None:
        self._store = store
        self._files = files
        self._clock = clock
        self._look = look

    async def __aenter__(self) -> Self:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name="retention")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop; what is over its time goes at the next start."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        done = None
        while True:
            today = self._clock.now().date()
            if today != done and await self._tidy():
                done = today
            await asyncio.sleep(self._look)

    async def _tidy(self) -> bool:
        try:
            gone = await tidy_all(self._store, self._files)
        except (OSError, StoreClosed) as trouble:
            log.warning("not tidied yet", kind=type(trouble).__name__)
            return False
        if any(gone):
            log.info("tidied", count=sum(gone))
        return True
