"""What a check is told about a draft: the conversation around it."""

from __future__ import annotations

from typing import Final, Literal

from bot.ports import Opened
from bot.server.desk import Desk
from nlp.draft import Draft, Phase, Piece
from replies.conversation import State
from replies.message import Author, Entry, EntryKind
from replies.refusal import Refused

_REMEMBERED: Final = 60
"""Journal entries looked back upon: more than anyone reads twice."""

_BY: Final[dict[Author, Literal["patron", "librarian", "desk"]]] = {
    Author.PATRON: "patron",
    Author.LIBRARIAN: "librarian",
    Author.DESK: "desk",
}


async def draft_in_context(desk: Desk, conversation: str, text: str, *, closing: bool = False) -> Draft:
    """The draft with its question, its phase and what was said before.

    Raises:
        Refused: ``not_found``.
    """
    opened = await desk.store.open(conversation, limit=_REMEMBERED)
    if opened is None:
        raise Refused("not_found")
    pieces = _pieces(opened.entries)
    question = next((piece.text for piece in reversed(pieces) if piece.by == "patron"), None)
    return Draft(
        text=text,
        lang=opened.conversation.lang,
        channel=opened.conversation.channel,
        phase=_phase(opened, closing=closing),
        question=question,
        before=pieces,
        house=desk.dictionary.house(),
    )


def _pieces(entries: tuple[Entry, ...]) -> tuple[Piece, ...]:
    """Messages in order, each in its newest wording."""
    said: dict[int, Piece] = {}
    for entry in entries:
        if entry.kind is EntryKind.MESSAGE:
            said[entry.seq] = Piece(_BY[entry.by], entry.text)
        elif entry.kind is EntryKind.EDIT and entry.meta["target"] in said:
            said[entry.meta["target"]] = Piece("patron", entry.text)
    return tuple(said.values())


def _phase(opened: Opened, *, closing: bool) -> Phase:
    if closing or opened.conversation.state is State.CLOSING:
        return "closing"
    return "service" if opened.conversation.staff_seq else "opening"
