"""Erasing one patron everywhere, by an admin: found and shown first, then erased, then said what is left where."""

from __future__ import annotations

from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.channels.web.copying import as_file, copy_of
from bot.erasure.report import Place, sentence
from bot.fields import Sent, Text
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.readers import language
from replies.conversation import Conversation
from replies.refusal import Refused


class Whose(Sent):
    """The patron of a question, or behind an e-mail address: one of the two."""

    number: Annotated[int, Field(ge=1, le=2**53)] | None = None
    email: Annotated[Text, Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,255}$")] | None = None


async def find(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/erasures/find: whose it is; audited, since it shows which questions are one person's."""
    whose = await _whose(request)
    patron, unread = await desk.eraser.find(number=whose.number, email=whose.email)
    conversations = patron.conversations if patron else ()
    await desk.store.audit(signed.id, "patron.looked_up", conversations=len(conversations))
    return answer({"conversations": [_shown(one) for one in conversations], "unread": unread})


async def erase(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/erasures."""
    whose = await _whose(request)
    report = await desk.eraser.erase(by=signed.id, number=whose.number, email=whose.email)
    lang = language(request)
    return answer({"conversations": report.conversations, "places": [_place(place, lang) for place in report.places]})


async def copy(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/erasures/copy: for a patron who asks, handed over by a person who knows that it is them."""
    whose = await _whose(request)
    patron, _ = await desk.eraser.find(number=whose.number, email=whose.email)
    if patron is None:
        raise Refused("not_found")
    await desk.store.audit(signed.id, "patron.copied", conversations=len(patron.conversations))
    return as_file(await copy_of(desk, [one.id for one in patron.conversations]))


async def _whose(request: web.Request) -> Whose:
    whose = await read_json(request, Whose)
    if (whose.number is None) == (whose.email is None):
        raise Refused("missing_field", field="number")
    return whose


def _shown(one: Conversation) -> dict[str, Any]:
    """Enough to know that it is the right one, and not a word of it."""
    return {
        "number": one.number,
        "channel": one.channel,
        "lang": one.lang,
        "state": one.state,
        "opened_at": shapes.time_of(one.opened_at),
    }


def _place(place: Place, lang: str) -> dict[str, Any]:
    return {
        "where": place.where,
        "reached": place.reached,
        "count": place.count,
        "names": list(place.names),
        "sentence": sentence(place, lang),
    }


ROUTES: Final = (
    staff("POST", "/api/erasures/find", find, roles=ADMIN),
    staff("POST", "/api/erasures/copy", copy, roles=ADMIN),
    staff("POST", "/api/erasures", erase, roles=ADMIN),
)
