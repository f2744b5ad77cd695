"""Reading drafts once more without holding anything up: in worker threads, within a budget, the newest first.

Of one draft at most one check runs and one waits; what lies between is dropped unstarted. A check that is late is
answered for by saying so.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

import structlog

from bot.ports import Proofread
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Finding
from nlp.ports import Engines

THREADS: Final = 3
"""Checks at once: most of their time is waiting for LanguageTool."""

_ANYTHING: Final = "Smiledesk?"

_FOR_ENGINES: Final = 0.85
"""The part of the budget that LanguageTool may take; the rest is for putting the answer together."""

Read = Callable[[Draft, Engines], Proofread]

log: Final = structlog.get_logger(__name__)


def read_once(draft: Draft, engines: Engines) -> Proofread:
    """One check, in whatever thread it is called from."""
    from nlp.check import check  # noqa: PLC0415  loaded at the first check, not before the first page

    began = time.perf_counter()
    report = check(draft, engines)
    engines_said = {"languagetool": report.languagetool, "spelling": report.spelling}
    return Proofread(report.findings, engines_said, (time.perf_counter() - began) * 1000)


def _hear(drafts: Sequence[Draft], engines: Engines, rules: frozenset[str]) -> Sequence[tuple[Finding, ...]]:
    from nlp.check import hear_only  # noqa: PLC0415  as above

    return [hear_only(draft, engines, rules) for draft in drafts]


class _Slot:
    """One draft's turn: who came last, and how many are here."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.newest = 0
        self.here = 0


class Turns:
    """Of what has the same key one runs and the newest waits; what lies between is dropped unstarted."""

    def __init__(self) -> None:
        self._slots: dict[str, _Slot] = {}

    async def take(self, key: str, read: Callable[[], Awaitable[Proofread]]) -> Proofread | None:
        """Read when it is our turn; None when something newer has come meanwhile. Without a key it always is."""
        if not key:
            return await read()
        slot = self._slots.setdefault(key, _Slot())
        slot.newest += 1
        slot.here += 1
        mine = slot.newest
        try:
            async with slot.turn:
                return await read() if mine == slot.newest else None
        finally:
            slot.here -= 1
            if not slot.here:
                del self._slots[key]


class Reader:
    """``bot.ports.Proofreader`` over the rules and whatever engines there are.

    Args:
        engines: The engines as they are now.
        budget: Seconds a check may take in all.
        read: How a draft is read.
    """

    def __init__(self, engines: Callable[[], Engines], budget: float = 0.8, read: Read = read_once) -> None:
        self._engines = engines
        self._budget = budget
        self._read = read
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="proofreader")
        self._turns = Turns()
        self._expected: set[str] = set()

    def expect(self, lang: str) -> None:
        """See ``bot.ports.Proofreader``.

        A language's pack and dictionary take longer to load than a check may last: without this, the first draft
        in it would be told late.
        """
        if lang in LANGUAGES and lang not in self._expected:
            self._expected.add(lang)
            draft = Draft(_ANYTHING, lang=lang, question=_ANYTHING, phase="service")
            self._threads.submit(self._read, draft, replace(self._engines(), grammar=None))

    async def read(self, draft: Draft, *, key: str = "", patience: float | None = None) -> Proofread | None:
        """See ``bot.ports.Proofreader``."""
        return await self._turns.take(key, lambda: self._within(patience or self._budget, draft))

    async def hear(self, drafts: Sequence[Draft], rules: frozenset[str]) -> Sequence[tuple[Finding, ...]]:
        """See ``bot.ports.Proofreader``."""
        engines = self._engines()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _hear, drafts, engines, rules)

    async def _within(self, seconds: float, draft: Draft) -> Proofread:
        began = time.perf_counter()
        loop = asyncio.get_running_loop()
        engines = replace(self._engines(), budget=min(seconds, self._budget) * _FOR_ENGINES)
        reading = loop.run_in_executor(self._threads, self._read, draft, engines)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(reading)
        except TimeoutError:
            reading.add_done_callback(_let_go)
            return _unread("late", began)
        except Exception:
            log.exception("check failed", lang=draft.lang)
            return _unread("down", began)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _let_go(reading: asyncio.Future[Proofread]) -> None:
    if not reading.cancelled():
        reading.exception()  # it was late, and is nobody's any more


def _unread(state: str, began: float) -> Proofread:
    return Proofread((), {"rules": state}, (time.perf_counter() - began) * 1000)
