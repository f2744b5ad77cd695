"""Asks checkers elsewhere to read drafts, one conversation's the same one while it answers; else the next, else here.

The same checker has read most sentences of a draft before. One that fails is left to rest while the others serve;
when none answers in time, the draft is read in this process as far as it can be, and the librarian is told how far.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Sequence
from typing import Any, Final

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.checking import wire
from bot.checking.proofreader import Reader, Turns
from bot.metrics import READ_BY
from bot.ports import Proofread
from nlp.draft import Draft, House
from nlp.engines.breaker import Breaker
from nlp.finding import Finding

_FIRST: Final = 0.6
"""The part of what is left of the budget that one checker gets while there is another to ask."""

_CONNECT: Final = 0.25
"""Seconds to be let in."""

_ON_THE_WAY: Final = 0.9
"""The part of that which the checker gets: its answer has to come back, too."""

_LEAST: Final = 0.15
"""Seconds below which asking one more is of no use."""

_TROUBLE: Final = (ClientError, OSError, TimeoutError, ValueError, KeyError, TypeError)

log: Final = structlog.get_logger(__name__)


class _Checker:
    """One of them, and how it has been lately."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.breaker = Breaker(2, 2.0, time.monotonic)

    def weight(self, draft: bytes) -> bytes:
        """The highest one reads the draft: when one goes, only its own drafts move (rendezvous hashing)."""
        return hashlib.blake2b(draft + self.url.encode(), digest_size=8).digest()


class Checkers:
    """``bot.ports.Proofreader`` over other processes.

    Args:
        urls: Where they are.
        secret: What they want to be shown.
        here: Reads in this process when none of them does.
        budget: Seconds a check may take in all.
    """

    def __init__(self, urls: Sequence[str], secret: str, here: Reader, budget: float) -> None:
        self._checkers = [_Checker(url) for url in urls]
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._here = here
        self._budget = budget
        self._turns = Turns()
        self._session: ClientSession | None = None
        self._house: tuple[House, bytes, str] | None = None

    def expect(self, lang: str) -> None:
        """See ``bot.ports.Proofreader``. A checker has all its languages at hand."""

    async def read(self, draft: Draft, *, key: str = "", patience: float | None = None) -> Proofread | None:
        """See ``bot.ports.Proofreader``."""
        return await self._turns.take(key, lambda: self._read(draft, patience or self._budget))

    async def hear(self, drafts: Sequence[Draft], rules: frozenset[str]) -> Sequence[tuple[Finding, ...]]:
        """See ``bot.ports.Proofreader``; admins try their rules seldom, and no grammar engine is asked."""
        return await self._here.hear(drafts, rules)

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()

    async def _read(self, draft: Draft, within: float) -> Proofread:
        began = time.monotonic()
        awake = [checker for checker in self._in_order(draft) if checker.breaker.closed]
        for n, checker in enumerate(awake, start=1):
            left = within - (time.monotonic() - began)
            if left < _LEAST:
                break
            read = await self._ask(checker, draft, left if n == len(awake) else left * _FIRST, began)
            if read is not None:
                READ_BY.labels("checker").inc()
                return read
        READ_BY.labels("here").inc()
        here = await self._here.read(draft, patience=max(_LEAST, within - (time.monotonic() - began)))
        assert isinstance(here, Proofread)  # without a key nothing newer takes its place
        return here

    def _in_order(self, draft: Draft) -> list[_Checker]:
        """Whom to ask, by how the conversation began: its drafts, and what is sent of them, go to the same one."""
        began = draft.before[0].text if draft.before else draft.question or draft.text
        mark = began.encode(errors="surrogatepass")
        return sorted(self._checkers, key=lambda checker: checker.weight(mark), reverse=True)

    async def _ask(self, checker: _Checker, draft: Draft, within: float, began: float) -> Proofread | None:
        """What it has read since the check began; None when it did not, within so many seconds."""
        try:
            told = await self._asked(checker, draft, within)
            read = None if told is None else wire.read_from_json(told, (time.monotonic() - began) * 1000)
        except _TROUBLE as trouble:
            checker.breaker.failed()
            log.warning("checker failed", kind=type(trouble).__name__, host=checker.url)
            return None
        checker.breaker.succeeded()
        return read

    async def _asked(self, checker: _Checker, draft: Draft, within: float) -> dict[str, Any] | None:
        """None when it is busy.

        Raises:
            ClientError, OSError, TimeoutError, ValueError: It can't be asked, or answers something else.
        """
        body, digest = await self._told(draft.house)
        question = {"draft": wire.draft_to_json(draft), "house": digest, "patience": within * _ON_THE_WAY}
        status, told = await self._call("POST", f"{checker.url}/checks", within, json=question)
        if status == 409:
            await self._call("PUT", f"{checker.url}/houses/{digest}", within, data=body)
            status, told = await self._call("POST", f"{checker.url}/checks", within, json=question)
        if status == 503:
            return None
        if status != 200:
            raise ValueError(status)
        read: dict[str, Any] = told
        return read

    async def _call(self, method: str, url: str, within: float, **sent: Any) -> tuple[int, Any]:
        if self._session is None:
            self._session = ClientSession(headers=self._headers)
        timeout = ClientTimeout(total=within, sock_connect=min(_CONNECT, within))
        async with self._session.request(method, url, timeout=timeout, **sent) as answer:
            return answer.status, await answer.json() if answer.status == 200 else None

    async def _told(self, house: House) -> tuple[bytes, str]:
        """The house as it goes over, and its name; it stays the same object until something in it changes."""
        known = self._house
        if known is None or known[0] is not house:
            body = await asyncio.to_thread(wire.house_to_bytes, house)
            self._house = known = (house, body, wire.digest_of(body))
        return known[1], known[2]
