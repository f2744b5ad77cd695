"""What the log says of hints that can't be given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from structlog.testing import LogCapture

from bot.store import hints
from bot.store.hints import Hints, Wire
from tests.waiting import until


class NobodyThere:
    """A line whose server is away."""

    pause = 0.0
    trouble = (OSError,)

    def __init__(self) -> None:
        self.opened = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Wire]:
        """It refuses."""
        self.opened += 1
        raise ConnectionRefusedError
        yield


async def test_a_server_that_stays_away_is_told_once_for_each_direction(monkeypatch):
    """Not every second: a log that says one thing 3,600 times an hour hides the others."""
    monkeypatch.setattr(hints, "AFTER_TROUBLE", 0.0)
    told = LogCapture()
    everything = structlog.make_filtering_bound_logger(0)  # an earlier test may have asked the log for less
    monkeypatch.setattr(hints, "log", structlog.wrap_logger(None, processors=[told], wrapper_class=everything))
    line = NobodyThere()
    async with Hints(line, "main"):
        await until(lambda: line.opened > 20)
    assert [one["event"] for one in told.entries] == ["hints interrupted"] * 2
