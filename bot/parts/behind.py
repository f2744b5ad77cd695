"""Fetch the language parts behind a desk that is already open.

The fetch is a process of its own: it can be ended at any moment without leaving anything half, it costs the desk
no import, and a second desk of the same account leaves it to the first.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.parts.get import states
from bot.parts.progress import PartState, sentence

_EVERY: Final = 1.0  # seconds between two looks


async def fetch_behind(parts: Path, say: Callable[[str], None]) -> list[PartState]:
    """Fetch what is missing in a process of its own, saying a line at each quarter of the way.

    Cancelling ends the fetch; what had come is kept and the next start goes on from there.

    Args:
        parts: The parts folder.
        say: Called with whole sentences for the terminal.

    Returns:
        The states at the end, as ``bot.parts.get.states`` tells them.
    """
    if all(state.state == "ready" for state in await asyncio.to_thread(states, parts)):
        return states(parts)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "get", "--quiet", "--parts", str(parts), stdin=asyncio.subprocess.DEVNULL
    )
    said: dict[str, int] = {}
    try:
        while child.returncode is None:
            try:
                async with asyncio.timeout(_EVERY):
                    await child.wait()
            except TimeoutError:
                _quarters(await asyncio.to_thread(states, parts), said, say)
    finally:
        if child.returncode is None:
            child.terminate()
            await child.wait()
    ended = await asyncio.to_thread(states, parts)
    for state in ended:
        say(sentence(state))
    return ended


def _quarters(found: list[PartState], said: dict[str, int], say: Callable[[str], None]) -> None:
    for state in found:
        quarter = 4 * state.done // state.total if state.state == "fetching" and state.total else 0
        if quarter > said.get(state.part, 0):
            said[state.part] = quarter
            say(sentence(state))
