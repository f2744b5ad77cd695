"""A command as typed, and a closed desk to type it at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import app
from bot.ports import Store
from bot.store.sqlite import open_store
from tests.house import FakeClock, house


def run(data: Path, *words: str) -> tuple[int, str]:
    """A command on the desk in ``data``; its exit code and what it said, each white space one blank."""
    said = CliRunner().invoke(app, [*words, "--data", str(data)])
    return said.exit_code, " ".join(said.output.split())


def closed_desk(folder: Path, fill: Callable[[Store], Coroutine[Any, Any, object]]) -> Path:
    """The data folder, in ``folder``, of a desk that was opened, filled and closed."""
    data = folder / "data"

    async def once() -> None:
        async with open_store(data / "desk.sqlite3", FakeClock(), house()) as store:
            await fill(store)

    asyncio.run(once())
    return data
