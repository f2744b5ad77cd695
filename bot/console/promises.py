"""What a draft promises, as the console may offer to note it."""

from __future__ import annotations

import asyncio
from datetime import datetime, tzinfo
from typing import Any

from nlp.draft import LANGUAGES, Draft
from nlp.promises import Promise, find_promises


async def promises_in(draft: Draft, now: datetime, zone: tzinfo) -> list[dict[str, Any]]:
    """The promises of a draft, in order; none in a language that isn't read.

    In a thread: the first draft of a language compiles its words, which would hold up everybody else.
    """
    if draft.lang not in LANGUAGES:
        return []
    found = await asyncio.to_thread(find_promises, draft.text, draft.lang, None, now.astimezone(zone))
    return [shaped(promise) for promise in found]


def shaped(promise: Promise) -> dict[str, Any]:
    """One promise; its time is the library's, with the offset from UTC."""
    return {
        "start": promise.start,
        "end": promise.end,
        "quote": promise.quote,
        "due": promise.due.isoformat(timespec="seconds") if promise.due else None,
        "due_precision": promise.due_precision,
    }
