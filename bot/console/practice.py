"""Practice: made-up patrons who live in the librarian's own page. The desk only reads the drafts, and counts nothing.

Conversations of practice are never stored: no patron's words come in, no word goes out, no figure changes.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from aiohttp import web
from pydantic import Field

from bot.console.check import checked
from bot.fields import Sent, Text
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from bot.server.readers import language
from nlp.draft import Draft, Piece
from replies.refusal import Refused

_LONGEST: Final = 4_000

Words = Annotated[Text, Field(max_length=_LONGEST)]


class Said(Sent):
    """One earlier message."""

    by: Literal["patron", "librarian", "desk"]
    text: Words


class Practised(Sent):
    """A draft of practice, with the made-up conversation around it."""

    text: Words
    version: Annotated[int, Field(ge=0)]
    lang: Literal["en", "it", "ro", "sv", "fi"]
    complaint: bool = False
    before: Annotated[list[Said], Field(max_length=60)]


async def check(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/practice/check."""
    sent = await read_json(request, Practised)
    before = tuple(Piece(said.by, said.text) for said in sent.before)
    draft = Draft(
        text=sent.text,
        lang=sent.lang,
        channel="chat",
        phase="service" if any(piece.by == "librarian" for piece in before) else "opening",
        complaint=sent.complaint or None,
        question=next((piece.text for piece in reversed(before) if piece.by == "patron"), None),
        before=before,
        house=desk.dictionary.house(),
    )
    read = await desk.proofreader.read(draft, key=f"practice:{signed.id}")
    if read is None:
        raise Refused("newer_check")
    return answer(await checked(desk, draft, read, language(request), sent.version))


ROUTES: Final = (staff("POST", "/api/practice/check", check, roles=ANSWERING),)
