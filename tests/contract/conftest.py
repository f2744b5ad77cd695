"""One suite over every store: a new engine adds one line to ``ENGINES``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.store.sqlite import open_store
from tests.house import FakeClock, house

Opener = Callable[..., AbstractAsyncContextManager[Any]]


def _sqlite(folder: Path) -> Opener:
    return lambda clock, told: open_store(folder / "desk.sqlite3", clock, told)


ENGINES: dict[str, Callable[[Path], Opener]] = {"sqlite": _sqlite}


@pytest.fixture(params=sorted(ENGINES))
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens the engine's store, the same one each time: what was committed is still there."""
    return ENGINES[request.param](tmp_path)


@pytest.fixture
def clock() -> FakeClock:
    """A clock the test pushes."""
    return FakeClock()


@pytest.fixture
async def store(opener: Opener, clock: FakeClock) -> AsyncIterator[Any]:
    """An open store."""
    async with opener(clock, house()) as opened:
        yield opened
