"""A desk on e-mail with a busy librarian, to be killed at any moment. Run as a program by the kill test.

Arguments: the store's file, the port of the IMAP server and that of the SMTP server. Says "ready", then one JSON line
for every reply the librarian was told is kept; see ``tests.faults.history``.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from bot import log
from bot.attachments.files import Files
from bot.attachments.keeping import Remover
from bot.channels.email.account import Account, Server
from bot.channels.email.channel import Email
from bot.clock import SystemClock
from bot.duties.loop import Loop
from bot.store.sqlite import open_store
from replies.house import Patience
from replies.templates import load_desk
from tests.bot.email.servers import ADDRESS, PASSWORD
from tests.faults.answering import answer_everybody, tell
from tests.house import house

KEY = b"k" * 32


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
        await answer_everybody(store, rest=0.01)


if __name__ == "__main__":
    asyncio.run(main())
