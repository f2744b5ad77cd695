"""A desk to copy: some questions, an attachment, a line in the audit; on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.attachments.files import Files
from bot.home import Home
from bot.ports import Store
from tests.cluster import Cluster, running_cluster
from tests.contract.acts import ask, write
from tests.house import FakeClock, house


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the tests' own."""
    with running_cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """A desk's home, with nobody in it yet."""
    data = tmp_path / "data"
    data.mkdir()
    if request.param == "sqlite":
        return Home(data)
    cluster: Cluster = request.getfixturevalue("cluster")
    return Home(data, cluster.new_database())


@pytest.fixture
async def opening() -> AsyncIterator[AsyncExitStack]:
    """What is open; a test may close it."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
async def store(home: Home, opening: AsyncExitStack) -> Store:
    """The desk, open, with a question that has an attachment."""
    home.key.write_bytes(b"k" * 32)
    opened = await opening.enter_async_context(home.open(FakeClock(), house()))
    picture = await Files(home.attachments).keep("plan.png", b"\x89PNG\r\n\x1a\n a plan of the stacks")
    asked = await ask(opened, "Where is this shelf?", attachments=(picture,), source="web:1")
    await write(opened, asked.conversation.id, "The one with the red label.")
    await opened.audit("anna", "person.changed", "bo")
    return opened


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""
