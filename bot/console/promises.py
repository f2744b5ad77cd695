"""Promises: what a draft promises as the console may offer to note it, and the ledger of those that were noted."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.conversation import act, conversation_id
from bot.fields import ClientId, Sent, Text
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Route, Signed, staff
from bot.server.tokens import digest
from nlp.draft import LANGUAGES, Draft
from nlp.promises import Promise, find_promises
from replies import events
from replies.promise import Promised
from replies.refusal import Refused

Due = Annotated[Text, Field(max_length=40)]
"""A day ("2026-11-24") or a moment with its offset from UTC ("2026-11-24T12:00:00+02:00")."""

Words = Annotated[Text, Field(min_length=1, max_length=500, pattern=r"\S")]


class NewPromise(Sent):
    """Something that was promised by itself, not in a reply."""

    client_id: ClientId
    text: Words
    due: Due


class PromiseInReply(Sent):
    """Something that a reply promises."""

    quote: Words
    due: Due


class Moved(Sent):
    """Another day or moment."""

    due: Due


class Why(Sent):
    """Why it needs no keeping any more."""

    reason: Annotated[Text, Field(max_length=500)] = ""


class ToWhom(Sent):
    """Who keeps it from now on."""

    to: Annotated[Text, Field(max_length=64)]


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


def read_due(typed: str, zone: tzinfo) -> tuple[datetime, bool]:
    """A day, as its last minute on the library's wall, or a moment; and whether the hour was said.

    Raises:
        Refused: ``wrong_field``.
    """
    try:
        if len(typed) == len("2026-11-24"):
            return datetime.combine(date.fromisoformat(typed), time(23, 59), zone), False
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise Refused("wrong_field", field="due") from None
    if moment.tzinfo is None or not timedelta(hours=-24) < (moment.utcoffset() or timedelta()) < timedelta(hours=24):
        raise Refused("wrong_field", field="due")
    return moment, True


def promised(desk: Desk, key: str, text: str, due: str) -> Promised:
    """A promise as the core takes it; the same ``key`` is the same promise.

    Raises:
        Refused: ``wrong_field``.
    """
    at, at_hour = read_due(due, desk.site.zone)
    return Promised(digest(key)[:32], text.strip(), shapes.in_utc(at), at_hour)


async def ledger(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/promises."""
    house, name_of = desk.house(), desk.name_of
    return answer(
        {
            "promises": [
                {
                    "promise": shapes.promise(one.promise, name_of, house.desk(one.conversation.desk).hours),
                    "conversation": one.conversation.id,
                    "number": one.conversation.number,
                    "channel": one.conversation.channel,
                    "lang": one.conversation.lang,
                }
                for one in await desk.store.promises()
            ]
        }
    )


async def make(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/promises."""
    conversation = conversation_id(request)
    sent = await read_json(request, NewPromise)
    made = promised(desk, f"{conversation}:{signed.id}:{sent.client_id}", sent.text, sent.due)
    event = events.PromiseMade(
        conversation=conversation, who=signed.id, promise=made, source=f"web:{signed.id}:{sent.client_id}"
    )
    return await act(desk, request, event)


async def keep(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/promises/{promise}/kept."""
    event = events.PromiseKept(conversation=conversation_id(request), who=signed.id, promise=_id(request))
    return await act(desk, request, event)


async def let_go(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/promises/{promise}/let-go."""
    conversation = conversation_id(request)
    why = (await read_json(request, Why)).reason if request.can_read_body else ""
    event = events.PromiseLetGo(conversation=conversation, who=signed.id, promise=_id(request), text=why)
    return await act(desk, request, event)


async def move(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/promises/{promise}/move."""
    conversation = conversation_id(request)
    at, at_hour = read_due((await read_json(request, Moved)).due, desk.site.zone)
    due = shapes.in_utc(at)
    event = events.PromiseMoved(
        conversation=conversation, who=signed.id, promise=_id(request), due=due, at_hour=at_hour
    )
    return await act(desk, request, event)


async def hand(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/promises/{promise}/hand."""
    conversation = conversation_id(request)
    to = (await read_json(request, ToWhom)).to
    event = events.PromiseHanded(conversation=conversation, who=signed.id, promise=_id(request), to=to)
    return await act(desk, request, event)


def _id(request: web.Request) -> str:
    return request.match_info["promise"]


_ONE: Final = "/api/conversations/{id}/promises/{promise}"

ROUTES: Final[tuple[Route, ...]] = (
    staff("GET", "/api/promises", ledger),
    staff("POST", "/api/conversations/{id}/promises", make, roles=ANSWERING),
    staff("POST", f"{_ONE}/kept", keep, roles=ANSWERING),
    staff("POST", f"{_ONE}/let-go", let_go, roles=ANSWERING),
    staff("POST", f"{_ONE}/move", move, roles=ANSWERING),
    staff("POST", f"{_ONE}/hand", hand, roles=ANSWERING),
)
