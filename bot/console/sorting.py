"""What kind of question it was, in one tap: as suggested, or otherwise."""

from __future__ import annotations

from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.conversation import act, conversation_id
from bot.fields import Sent
from bot.ports import Opened
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from replies import events
from replies.classing import suggest
from replies.courtesy import Sort
from replies.message import Author, EntryKind
from replies.refusal import Refused


class Kind(Sent):
    """READ scale and kind."""

    scale: Annotated[int, Field(ge=1, le=6)]
    sort: Sort


def _sorting(opened: Opened) -> dict[str, Any]:
    """How a conversation was classed, and what the desk suggests."""
    now, said = opened.conversation, [entry for entry in opened.entries if entry.kind is EntryKind.MESSAGE]
    question = " ".join(entry.text for entry in said if entry.by is Author.PATRON)
    answers = [entry for entry in said if entry.by is Author.LIBRARIAN]
    took = answers[-1].at - said[0].at if answers else None
    likely = suggest(question, now.lang, answers=len(answers), **({"took": took} if took else {}))
    return {
        "scale": now.scale,
        "sort": now.sort,
        "suggested": {"scale": likely.scale, "sort": likely.sort},
    }


async def show(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/conversations/{id}/kind."""
    opened = await desk.store.open(conversation_id(request))
    if opened is None:
        raise Refused("not_found")
    return answer(_sorting(opened))


async def classify(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/kind."""
    conversation = conversation_id(request)
    kind = await read_json(request, Kind)
    return await act(
        desk, request, events.Classed(conversation=conversation, who=signed.id, scale=kind.scale, sort=kind.sort)
    )


ROUTES: Final = (
    staff("GET", "/api/conversations/{id}/kind", show),
    staff("POST", "/api/conversations/{id}/kind", classify, roles=ANSWERING),
)
