"""A store, a mailbox, and somebody who reads it."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from bot.attachments.files import Files
from bot.channels.email.fetch import Fetcher
from bot.channels.email.handle import Handler
from bot.channels.email.status import Status
from bot.channels.email.worker import Worker
from bot.store.sqlite import open_store
from tests.bot.email.servers import account, dovecot
from tests.house import FakeClock, house

KEY = b"k" * 32


@pytest.fixture
def clock():
    """A clock the test pushes."""
    return FakeClock()


@pytest.fixture
async def store(tmp_path, clock):
    """An open store of a library that writes mail."""
    async with open_store(tmp_path / "desk.sqlite3", clock, house(writes_mail=True)) as opened:
        yield opened


@pytest.fixture
def files(tmp_path):
    """Where attachments are kept."""
    return Files(tmp_path / "attachments")


@pytest.fixture
def handler(store, files, clock):
    """Handles mails; a word of Swedish is enough to tell it."""
    return Handler(
        account(None, None), store, files, clock, key=KEY, languages=("en", "sv"),
        guess=lambda text, likely: "sv" if "Har ni" in text else likely,
    )  # fmt: skip


@pytest.fixture
def come(store, handler):
    """Mails arrive and are handled; returns the latest conversation that is open."""

    async def handled(*raws):
        inbox = account(None, None).inbox
        last = int((await store.last_arrival(inbox) or "1:0").partition(":")[2])
        await store.take_in(inbox, [(f"1:{last + n}", raw) for n, raw in enumerate(raws, 1)])
        for arrival in await store.arrivals(inbox):
            await handler.handle(arrival)
        assert await store.arrivals(inbox) == []
        rows = await store.queue("all", limit=1)
        return await store.open(rows[0].conversation.id) if rows else None

    return handled


@pytest.fixture(scope="module")
def mailbox():
    """A real mailbox, emptied of nothing between tests: each looks at what is new."""
    with dovecot() as box:
        yield box


@pytest.fixture
def reading(store, handler):
    """The mailbox is read and its mails are handled for the length of a block."""

    @contextlib.asynccontextmanager
    async def opened(box, **more):
        status = Status()
        told = account(box, None, **{name: more.pop(name) for name in ("password", "folder") if name in more})
        more = {"idle": 5.0, "pause": 0.05, **more}
        async with Fetcher(told, store, status, **more) as fetcher:
            work = asyncio.create_task(Worker(store, told.inbox, fetcher.wake, handler).run())
            try:
                yield status
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    return opened
