"""A desk on Telegram with a busy librarian, to be killed at any moment. Run as a program by the kill test.

Arguments: the store's file, and where the practice Telegram answers. Says "ready", then one JSON line for every reply
the librarian was told is kept; see ``tests.faults.history``.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
import time
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.channels.telegram.channel import Line, Telegram
from bot.channels.telegram.pace import Pace
from bot.loop import Loop
from bot.practice.telegram.__main__ import TOKEN
from bot.store.sqlite import open_store
from bot.store.store import SqlStore
from replies import events as e
from replies.house import Patience
from replies.message import EntryKind
from replies.refusal import Refused
from tests.faults.scribe import SystemClock, tell
from tests.house import house


async def librarian(store: SqlStore) -> None:
    """Answer every message once, by its place in the journal; a kill makes the same answer again, with its source."""
    answered: set[str] = set()
    while True:
        for row in await store.queue("all"):
            conversation = row.conversation.id
            opened = await store.open(conversation)
            for entry in opened.entries if opened else ():
                source = f"web:anna:{conversation}:{entry.seq}"
                if entry.kind is not EntryKind.MESSAGE or entry.by != "patron" or source in answered:
                    continue
                text = f"answer to {entry.text}"
                reply = e.ReplySent(
                    conversation=conversation,
                    source=source,
                    who="anna",
                    reply=hashlib.sha256(source.encode()).hexdigest()[:32],
                    text=text,
                    seen=0,
                    override=True,
                )
                try:
                    outcome = await store.apply(reply)
                except Refused as refused:
                    tell(refused=refused.code)
                else:
                    tell(ack=["anna", conversation, text, outcome.seq], duplicate=outcome.duplicate)
                answered.add(source)
        await asyncio.sleep(0.005)


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
        await librarian(store)


if __name__ == "__main__":
    asyncio.run(main())
