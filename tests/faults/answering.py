"""A busy librarian, and how a desk under kills tells what it has acknowledged."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os

from bot.store.store import SqlStore
from replies import events as e
from replies.message import EntryKind
from replies.refusal import Refused


def tell(**seen: object) -> None:
    """Say it to whoever watches: one write, so that a line is whole or not there."""
    os.write(1, (json.dumps(seen) + "\n").encode())


async def answer_everybody(store: SqlStore, rest: float) -> None:
    """Answer each message once, by its place in its journal; a kill makes the same answer again, with its source."""
    answered: set[str] = set()
    while True:
        for row in await store.queue("all", limit=5000):
            conversation = row.conversation.id
            opened = await store.open(conversation)
            for entry in opened.entries if opened else ():
                source = f"web:anna:{conversation}:{entry.seq}"
                if entry.kind is EntryKind.MESSAGE and entry.by == "patron" and source not in answered:
                    await _answer(store, conversation, source, f"answer to {entry.text}")
                    answered.add(source)
        await asyncio.sleep(rest)


async def _answer(store: SqlStore, conversation: str, source: str, text: str) -> None:
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
