"""A desk on e-mail with a busy librarian, to be killed at any moment. Run as a program by the kill test.

Arguments: the store's file, the port of the IMAP server and that of the SMTP server. Says "ready", then one JSON line
for every reply the librarian was told is kept; see ``tests.faults.history``.
"""

from __future__ import annotations

import asyncio
import hashlib
import sys
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.attachments.files import Files
from bot.attachments.keeping import Remover
from bot.channels.email.account import Account, Server
from bot.channels.email.channel import Email
from bot.loop import Loop
from bot.store.sqlite import open_store
from bot.store.store import SqlStore
from replies import events as e
from replies.house import Patience
from replies.message import EntryKind
from replies.refusal import Refused
from replies.templates import load_desk
from tests.bot.email.servers import ADDRESS, PASSWORD
from tests.faults.scribe import SystemClock, tell
from tests.house import house

KEY = b"k" * 32


async def librarian(store: SqlStore) -> None:
    """Answer every mail once, and close; a kill makes the same answer again, with its source."""
    answered: set[str] = set()
    while True:
        for row in await store.queue("all", limit=5000):
            conversation = row.conversation.id
            opened = await store.open(conversation)
            for entry in opened.entries if opened else ():
                source = f"web:anna:{conversation}:{entry.seq}"
                if entry.kind is not EntryKind.MESSAGE or entry.by != "patron" or source in answered:
                    continue
                text = f"answer to {entry.text}"
                reply = hashlib.sha256(source.encode()).hexdigest()[:32]
                event = {"conversation": conversation, "source": source, "who": "anna", "reply": reply, "text": text}
                try:
                    outcome = await store.apply(e.ReplySent(**event, seen=0, override=True))
                except Refused as refused:
                    tell(refused=refused.code)
                else:
                    tell(ack=["anna", conversation, text, outcome.seq], duplicate=outcome.duplicate)
                answered.add(source)
        await asyncio.sleep(0.01)


async def main() -> None:
    """Work until killed."""
    log.set_up()
    path, imap, smtp = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    clock, lines = SystemClock(), load_desk(("en",))
    told = house(lines=lines, writes_mail=True, patience=Patience(undo=timedelta(0)))
    here = [Server("127.0.0.1", port, "none") for port in (imap, smtp)]
    account = Account(ADDRESS, "Town Library", ADDRESS, PASSWORD, *here)
    files = Files(path.parent / "attachments")
    async with (
        open_store(path, clock, told) as store,
        Remover(store, files),
        Email(account, store, files, clock, key=KEY, lines=lines, languages=("en",)) as channel,
        Loop(store, clock, [channel]),
    ):
        tell(ready=True)
        await librarian(store)


if __name__ == "__main__":
    asyncio.run(main())
