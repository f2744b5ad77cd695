"""A desk with busy patrons and a librarian, to be killed at any moment. Run as a program by the kill test.

Arguments: the store's file, and JSON {writer: next number}. Says "ready", then one JSON line for everything a
client is told or that leaves over the wire; see ``tests.faults.history``.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.clock import SystemClock
from bot.duties.loop import Loop
from bot.ports import Outgoing, Sent, Wire
from bot.store.sqlite import open_store
from bot.store.store import SqlStore
from replies import events as e
from replies.house import Patience
from replies.refusal import Refused
from tests.faults.answering import tell
from tests.house import house

PATRONS = 12


class Wireless:
    """A channel that tells before it sends, so that a kill in between looks like a message that left."""

    name = "telegram"

    def split(self, text: str) -> Sequence[str]:
        """One part."""
        return [text]

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:
        """It leaves now."""
        tell(wire=f"{outgoing.reply.id}/{index}", text=part)
        await asyncio.sleep(0.001)
        return Sent(secrets.token_hex(4))


async def patron(store: SqlStore, name: str, number: int) -> None:
    """Write, wait for the answer, write again; a number that was not answered is written again."""
    conversation = f"{int(name[1:]):032x}"
    while True:
        text = f"{name} line {number}"
        source = f"web:{name}:{number}"
        if number == 0:
            event: e.Event = e.PatronAsked(
                conversation=conversation, source=source, channel="telegram", lang="en", text=text, address=name
            )
        else:
            event = e.PatronWrote(conversation=conversation, source=source, text=text)
        outcome = await store.apply(event)
        tell(ack=[name, conversation, text, outcome.seq], duplicate=outcome.duplicate)
        number += 1


async def librarian(store: SqlStore, number: int) -> None:
    """Answer whoever is there, and keep a draft meanwhile."""
    while True:
        for row in await store.queue("all"):
            conversation = row.conversation.id
            text = f"anna answer {number}"
            draft = await store.draft(conversation, "anna")
            await store.keep_draft(conversation, "anna", f"draft of {text}", version=draft.version)
            reply = e.ReplySent(
                conversation=conversation,
                source=f"web:anna:{number}",
                who="anna",
                reply=secrets.token_hex(16),
                text=text,
                seen=0,
                override=True,
            )
            try:
                outcome = await store.apply(reply)
            except Refused as refused:  # the number was used in another conversation before the kill
                tell(refused=refused.code)
            else:
                tell(ack=["anna", conversation, text, outcome.seq], duplicate=outcome.duplicate)
            number += 1
        await asyncio.sleep(0)


async def main() -> None:
    """Work until killed."""
    path, begin = Path(sys.argv[1]), json.loads(sys.argv[2])
    clock = SystemClock()
    told = house(patience=Patience(undo=timedelta(0)))
    async with open_store(path, clock, told) as store, Loop(store, clock, [Wireless()]), asyncio.TaskGroup() as work:
        tell(ready=True)
        for index in range(PATRONS):
            work.create_task(patron(store, f"p{index}", begin.get(f"p{index}", 0)))
        work.create_task(librarian(store, begin.get("anna", 0)))


if __name__ == "__main__":
    asyncio.run(main())
