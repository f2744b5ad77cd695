"""Hints between processes: "library X is at turn N, look". One may be lost; that costs a second.

They go over a line of their own, outside the messages' transactions: by PostgreSQL's NOTIFY
(``bot.store.hints_notify``), or by Redis where the library has one (``bot.store.hints_redis``).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol, Self

import structlog

AFTER_TROUBLE: Final = 1.0
_AGAIN: Final = 0.2
_STOOD: Final = 10.0
"""Seconds that a line has to have stood for its end to be news; a server that stays away is told once."""

log: Final = structlog.get_logger(__name__)


class Wire(Protocol):
    """One connection, which hears or says."""

    def hear(self) -> AsyncIterator[str]:
        """What is said from now on, until the line breaks."""
        ...

    async def say(self, words: str) -> None:
        """Say it to all who hear."""
        ...


class Line(Protocol):
    """Where connections come from."""

    @property
    def pause(self) -> float:
        """Seconds between two hints of one process."""
        ...

    @property
    def trouble(self) -> tuple[type[Exception], ...]:
        """What it raises when it breaks."""
        ...

    def open(self) -> AbstractAsyncContextManager[Wire]:
        """One more connection."""
        ...


class Hints:
    """Gives and hears hints; ``async with`` it. It never fails because its line does.

    Args:
        line: How they go.
        library: Whose.
    """

    def __init__(self, line: Line, library: str) -> None:
        self._line = line
        self._library = library
        self._due = asyncio.Event()
        self._turn = 0
        self._heard: list[Callable[[int], None]] = []

    async def __aenter__(self) -> Self:
        """Begin."""
        self._tasks = {
            asyncio.create_task(self._keep_on(work), name=f"hints-{name}")
            for name, work in (("hear", self._hear), ("give", self._give))
        }
        return self

    async def __aexit__(self, *_: object) -> None:
        """End."""
        left = self._tasks
        while left:  # Redis's client can swallow the first cancelling while it connects
            for task in left:
                task.cancel()
            _done, left = await asyncio.wait(left, timeout=_AGAIN)

    def listen(self, heard: Callable[[int], None]) -> None:
        """Call it with the turn when some process has given a hint for this library, also this one."""
        self._heard.append(heard)

    def give(self, turn: int) -> None:
        """Everything up to this turn was committed. Returns at once; of many, the newest goes out."""
        self._turn = max(self._turn, turn)
        self._due.set()

    async def _keep_on(self, work: Callable[[Wire], Awaitable[None]]) -> None:
        now, news = asyncio.get_running_loop().time, True
        while True:
            opened = now()
            try:
                async with self._line.open() as wire:
                    await work(wire)
            except self._line.trouble as trouble:
                if news or now() - opened > _STOOD:
                    log.warning("hints interrupted", kind=type(trouble).__name__)
                news = False
            await asyncio.sleep(AFTER_TROUBLE)

    async def _hear(self, wire: Wire) -> None:
        async for words in wire.hear():
            library, _, turn = words.rpartition(" ")
            if library == self._library and turn.isdecimal():
                for heard in self._heard:
                    heard(int(turn))

    async def _give(self, wire: Wire) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            await wire.say(f"{self._library} {self._turn}")
            await asyncio.sleep(self._line.pause)
