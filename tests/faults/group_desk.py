"""A desk on Telegram with a staff group, to be killed at any moment. Run as a program by the kill test.

Arguments: the desk's folder, where the practice Telegram answers, the group, and Anna's Telegram. Says "ready".
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.channels.telegram.accounts import Accounts
from bot.channels.telegram.channel import Line, Telegram
from bot.channels.telegram.pace import Pace
from bot.clock import SystemClock
from bot.duties.loop import Loop
from bot.ports import Person
from bot.practice.telegram.__main__ import TOKEN
from bot.staff_group.group import StaffGroup
from bot.staff_group.topics import group_key
from replies.house import Patience
from tests.bot.server.desk import open_desk
from tests.faults.answering import tell

ANNA = Person("anna", "Anna", "librarian", password_hash="x")


async def main() -> None:
    """Work until killed."""
    log.set_up()
    folder, url, group, member = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    clock = SystemClock()
    pace = Pace(lambda: time.monotonic() * 100, lambda seconds: asyncio.sleep(seconds / 100))
    async with open_desk(folder, clock=clock, waits=Patience(undo=timedelta(0))) as opened:
        desk, store = opened.desk, opened.desk.store
        if await store.person(ANNA.id) is None:
            await desk.keep_person(ANNA, by="test")
        accounts = Accounts(store, clock)
        if not await accounts.is_connected(ANNA.id):
            code, _ = await accounts.new_code(ANNA.id)
            await accounts.connect(code, member)
        await store.remember(group_key(TOKEN.split(":", 1)[0]), {"chat": group})
        async with (
            Telegram(
                Line(TOKEN, base_url=url),
                store,
                clock,
                pace=pace,
                files=desk.files,
                staff=lambda bot, pace: StaffGroup(desk, bot, pace, takes=frozenset({"telegram"})),
            ) as telegram,
            Loop(store, clock, [telegram]),
        ):
            tell(ready=True)
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
