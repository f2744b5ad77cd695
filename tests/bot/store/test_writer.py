"""The one thread that writes outlives whatever happens on it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from bot.store.writer import Writer


class Stumbling:
    """A ledger that fails at its first group in a way nobody has foreseen."""

    def __init__(self) -> None:
        self.groups = 0

    def begin(self, conversations: Collection[str] = ()) -> None:
        """Fails once."""
        self.groups += 1
        if self.groups == 1:
            raise TypeError

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
