"""A practice Telegram for every folder that talks to one."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from bot.practice.telegram.__main__ import TOKEN
from bot.practice.telegram.serving import Practice, serving
from bot.practice.telegram.world import World


@pytest.fixture
def world() -> World:
    """An empty practice Telegram's memory."""
    return World(TOKEN, now=time.time)


@pytest.fixture
async def practice(world: World) -> AsyncIterator[Practice]:
    """The practice Telegram, listening."""
    async with serving(world) as listening:
        yield listening
