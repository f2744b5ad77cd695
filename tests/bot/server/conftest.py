"""An open desk for every test here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.server.desk import OpenDesk, open_desk


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[OpenDesk]:
    """A desk with nobody in it yet."""
    async with open_desk(tmp_path) as desk:
        yield desk
