"""Drafts as rows: one for each librarian and conversation, with a version that two tabs can't both raise."""

from __future__ import annotations

from typing import Final

from bot.ports import Draft
from bot.store.codec import micros, moment
from bot.store.effects import PUT_DRAFT
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from replies.conversation import State
from replies.drafts import next_version
from replies.refusal import Refused

_DRAFT: Final = """
    SELECT d.text, d.version, d.at FROM draft AS d JOIN conversation AS c ON c.n = d.conversation
    WHERE c.library_id = ? AND c.id = ? AND d.librarian = ?
"""


def read(connection: Connection, library: str, conversation: str, librarian: str) -> Draft:
    """The draft; empty and of version 0 if there is none."""
    row = connection.execute(_DRAFT, (library, conversation, librarian)).fetchone()
    text, version, at = row or ("", 0, None)
    return Draft(conversation, librarian, text, version, moment(at))


def keep(ledger: Ledger, conversation: str, librarian: str, text: str, version: int) -> Draft:
    """Save a draft typed on top of ``version``.

    Raises:
        Refused: ``draft_conflict``, ``unknown_conversation``, ``forgotten``.
    """
    slot = ledger.slot(conversation)
    if slot.conversation.state is State.FORGOTTEN:
        raise Refused("forgotten")
    held = read(ledger.connection, ledger.library, conversation, librarian)
    new = next_version(held.version, version, held.text, text)
    if new != held.version:
        ledger.connection.execute(PUT_DRAFT, (slot.n, librarian, text, new, micros(ledger.now)))
    return Draft(conversation, librarian, text, new, ledger.now)
