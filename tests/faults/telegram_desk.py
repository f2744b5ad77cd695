"""A desk on Telegram with a busy librarian, to be killed at any moment. Run as a program by the kill test.

Arguments: the store's file, and where the practice Telegram answers. Says "ready", then one JSON line for every reply
the librarian was told is kept; see ``tests.faults.history``.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.channels.telegram.channel import Line, Telegram
from bot.channels.telegram.pace import Pace
from bot.clock import SystemClock
from bot.duties.loop import Loop
from bot.practice.telegram.__main__ import TOKEN
from bot.store.sqlite import open_store
from replies.house import Patience
from tests.faults.answering import answer_everybody, tell
from tests.house import house


async def main() -> None:
    """Work until killed."""
    log.set_up()
    path, url = Path(sys.argv[1]), sys.argv[2]
    clock = SystemClock()
    pace = Pace(lambda: time.monotonic() * 100, lambda seconds: asyncio.sleep(seconds / 100))
    told = house(patience=Patience(undo=timedelta(0)))
    async with (
        open_store(path, clock, told) as store,
        Telegram(Line(TOKEN, base_url=url), store, clock, pace=pace) as telegram,
        Loop(store, clock, [telegram]),
    ):
        tell(ready=True)
        await answer_everybody(store, rest=0.005)


if __name__ == "__main__":
    asyncio.run(main())
