"""Files and the words they came with: kept together, or not at all."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Final, Self

import structlog

from bot.attachments.files import Files
from bot.ports import Arrival, Outcome, Store, StoreClosed
from replies.events import PatronAsked, PatronWrote
from replies.message import EntryKind
from replies.refusal import Refused

log: Final = structlog.get_logger(__name__)


async def apply_with_files(
    store: Store, files: Files, event: PatronAsked | PatronWrote, done: Arrival | None = None
) -> Outcome:
    """Commit a message whose files are kept already; when it was here before, or is refused, they go again.

    Raises:
        Refused: What the core refuses.
        StoreClosed: Nothing was written.
    """
    try:
        outcome = await store.apply(event, done=done)
    except (Refused, StoreClosed):  # a cancelled call may have been committed all the same
        await files.drop(event.attachments)
        raise
    if outcome.duplicate:
        await files.drop(event.attachments)
    return outcome


class Remover:
    """Removes the files of conversations as they are forgotten; ``async with`` it while the desk is open.

    Args:
        store: Says which.
        files: The folder.
        spare: How young a file must be that another process may be about to name.
    """

    def __init__(self, store: Store, files: Files, *, spare: timedelta = timedelta(0)) -> None:
        self._store = store
        self._spare = spare
        self._files = files
        self._wake = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Sweep, then listen."""
        await self._files.sweep(self._store, spare=self._spare)
        self._stop = self._store.listen(self._heard)
        self._task = asyncio.create_task(self._run(), name="files-remover")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop; what is gone and still there is removed at the next start."""
        self._stop()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def _heard(self, outcome: Outcome) -> None:
        for entry in outcome.entries:
            if entry.kind is EntryKind.FORGOTTEN:
                self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._files.remove_gone(self._store)
            except (OSError, StoreClosed) as trouble:
                log.warning("files not removed yet", kind=type(trouble).__name__)
