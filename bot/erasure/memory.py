"""Keeps the log of erasings current while the desk is open, and erases again what an older copy has brought back.

The store remembers how long the log was when the two last agreed, and how much was erased then. A copy that was put
back, by our command or by hand, remembers an earlier length, and a crash leaves another count: then everything is
looked up. Otherwise a start costs two small reads. What goes because its time is over goes again by itself.
"""

from __future__ import annotations

import asyncio
from typing import Final, Self

import structlog

from bot.erasure.log import ErasureLog
from bot.ports import Outcome, Store, StoreClosed
from bot.store.inbox import FORGOTTEN
from replies.events import PatronForgot
from replies.message import EntryKind

CHATS: Final = "telegram:"
"""How the keys begin under which something about a chat may be remembered."""

_AGREED: Final = "erasures:agreed"
log: Final = structlog.get_logger(__name__)


async def catch_up(store: Store, erasures: ErasureLog) -> int:
    """Note what the store has erased, and erase what the log knows as erased; returns how much was erased again.

    Raises:
        OSError: The log can't be read or written.
    """
    if await store.recall(_AGREED) == await _standing(store, erasures):
        return 0
    await asyncio.to_thread(erasures.add, "conversation", await store.conversations_erased())
    wiped = [f"{arrival.channel}:{arrival.key}" for arrival in await store.erased_arrivals()]
    await asyncio.to_thread(erasures.add, "arrival", wiped)
    again = await _erase_again(store, erasures)
    await store.remember(_AGREED, await _standing(store, erasures))
    return again


async def _standing(store: Store, erasures: ErasureLog) -> list[int]:
    """The log's length, and what the store counts."""
    return [await asyncio.to_thread(len, erasures), *await store.erased_counts()]


async def _erase_again(store: Store, erasures: ErasureLog) -> int:
    there = await store.conversations_kept()
    back = await asyncio.to_thread(lambda: [one for one in there if erasures.knows("conversation", one)])
    for conversation in back:
        await store.apply(PatronForgot(conversation=conversation, reason="admin"))
    again = len(back)
    for arrival in await store.held_arrivals():
        if erasures.knows("arrival", f"{arrival.channel}:{arrival.key}"):
            await store.handled(arrival, FORGOTTEN)
            again += 1
    for key in await store.recall_all(CHATS):
        if erasures.knows("memory", key):
            await store.remember(CHATS + key, None)
            again += 1
    if again:
        await store.wipe()
    return again


class Erasures:
    """``async with`` it while the desk is open; it begins by catching up."""

    def __init__(self, store: Store, erasures: ErasureLog) -> None:
        self._store = store
        self._log = erasures
        self._new: set[str] = set()
        self._forgotten = 0
        self._wake = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Catch up, then listen."""
        if again := await catch_up(self._store, self._log):
            log.info("erased again what a copy had brought back", count=again)
        self._stop = self._store.listen(self._heard)
        self._task = asyncio.create_task(self._run(), name="erasures")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop; what is not noted yet is noted now, or at the next start."""
        self._stop()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._note()

    def _heard(self, outcome: Outcome) -> None:
        for entry in outcome.entries:
            if entry.kind is EntryKind.FORGOTTEN:
                self._forgotten += 1
                if entry.meta.get("reason") != "retention":
                    self._new.add(outcome.conversation.id)
                self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._note()

    async def _note(self) -> None:
        """Many at once cost one line on the disk and one row."""
        if not self._forgotten:
            return
        new, self._new = self._new, set()
        forgotten, self._forgotten = self._forgotten, 0
        try:
            await asyncio.to_thread(self._log.add, "conversation", new)
            _, known, wiped = await self._store.recall(_AGREED)
            await self._store.remember(_AGREED, [len(self._log), known + forgotten, wiped])
        except (OSError, StoreClosed) as trouble:
            self._new |= new
            self._forgotten += forgotten
            log.warning("erasings not noted yet", kind=type(trouble).__name__)
