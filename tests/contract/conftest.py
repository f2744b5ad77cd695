"""One suite over every store: a new engine is one more parameter of ``opener``."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from bot.store import postgres, sqlite
from tests.cluster import Cluster, running_cluster
from tests.house import FakeClock, house

Opener = Callable[..., AbstractAsyncContextManager[Any]]


class Place(NamedTuple):
    """A database, and two ways into it."""

    open: Opener
    forge: Callable[[str], None]


def _sqlite(folder: Path) -> Place:
    path = folder / "desk.sqlite3"

    def forge(statement: str) -> None:
        with closing(sqlite3.connect(path)) as forger, forger:
            forger.execute(statement)

    return Place(lambda clock, told: sqlite.open_store(path, clock, told), forge)


def _postgres(url: str) -> Place:
    def forge(statement: str) -> None:
        with psycopg.connect(url) as forger:
            forger.execute(statement.encode())

    return Place(lambda clock, told: postgres.open_store(url, clock, told), forge)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An engine's database, new for each test."""
    if request.param == "sqlite":
        yield _sqlite(tmp_path)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = cluster.new_database()
    yield _postgres(url)
    cluster.drop(url)


@pytest.fixture
def opener(place: Place) -> Opener:
    """Opens the engine's store, the same one each time: what was committed is still there."""
    return place.open


@pytest.fixture
def forge(place: Place) -> Callable[[str], None]:
    """Changes rows behind the store's back."""
    return place.forge


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own."""
    with running_cluster() as running:
        yield running


@pytest.fixture
def clock() -> FakeClock:
    """A clock the test pushes."""
    return FakeClock()


@pytest.fixture
async def store(opener: Opener, clock: FakeClock) -> AsyncIterator[Any]:
    """An open store."""
    async with opener(clock, house()) as opened:
        yield opened
