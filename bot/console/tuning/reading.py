"""Reading a text that no patron waits for: with more patience than a reply has."""

from __future__ import annotations

from typing import Final

from bot.finding_words import not_checked
from bot.ports import Proofread
from bot.server.desk import Desk
from nlp.draft import Draft
from replies.refusal import Refused

PATIENCE: Final = 8.0
"""Seconds: the language may just be coming in."""

_UNREAD: Final = frozenset({"late", "down"})


async def read_patiently(desk: Desk, draft: Draft) -> Proofread:
    """The text read by our rules, if that can be had within a few seconds; see ``unread``."""
    read = await desk.proofreader.read(draft, patience=PATIENCE)
    if read is None:  # only a newer check of the same key drops one, and this has none
        raise Refused("newer_check")
    return read


def unread(draft: Draft, read: Proofread, lang: str) -> str:
    """A sentence when our rules have not read it after all, in the reader's language; else ""."""
    return not_checked(draft.lang, read.engines, lang) if read.engines.get("rules") in _UNREAD else ""
