"""The one thread that writes outlives whatever happens on it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Collection

import pytest

from bot.store.engine import StoreInUse
from bot.store.writer import Writer


class Stumbling:
    """A ledger whose first groups fail, in ways somebody has foreseen or nobody has."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors or [TypeError()])

    def begin(self, conversations: Collection[str] = ()) -> None:
        """Fails as often as it was told."""
        if self.errors:
            raise self.errors.pop(0)

    def flush(self) -> None:
        """Nothing is held back."""

    def commit(self) -> None:
        """Nothing to do."""

    def rollback(self) -> None:
        """Nothing to do."""


async def test_a_group_that_fails_as_nobody_foresaw_is_told_and_the_next_one_is_written() -> None:
    """Whoever waits hears of it; before, the thread died and everybody waited for ever."""
    writer = Writer(Stumbling, lambda _: None, asyncio.get_running_loop())
    async with asyncio.timeout(5):
        with pytest.raises(TypeError):
            await writer.do(lambda _: "first")
        assert await writer.do(lambda _: "second") == "second"
        await writer.close()


async def test_a_job_that_fails_alone_as_nobody_foresaw_is_told_and_the_others_are_written() -> None:
    """Two jobs whose group failed twice are done one by one; the first of them stumbles, the second doesn't."""
    busy = sqlite3.OperationalError
    writer = Writer(lambda: Stumbling(busy(), busy(), TypeError()), lambda _: None, asyncio.get_running_loop())
    async with asyncio.timeout(5):
        jobs = writer.do(lambda _: "first"), writer.do(lambda _: "second")
        first, second = await asyncio.gather(*jobs, return_exceptions=True)
        assert isinstance(first, TypeError)
        assert second == "second"
        await writer.close()


async def test_a_ledger_that_cannot_be_opened_is_told_to_whoever_opens_the_store() -> None:
    """Before, the thread died unheard, and the first who wrote waited for ever."""

    def taken() -> Stumbling:
        raise StoreInUse("Another smiledesk writes here.")

    writer = Writer(taken, lambda _: None, asyncio.get_running_loop())
    async with asyncio.timeout(5):
        with pytest.raises(StoreInUse, match="Another smiledesk"):
            await writer.opened
        await writer.close()
