"""One conversation as staff see it, and everything they do to it but writing replies."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from aiohttp import web
from pydantic import Field

from bot.console.may import may
from bot.fields import ClientId, Sent, Text
from bot.ports import Outcome
from bot.server import shapes
from bot.server.answers import answer, nothing
from bot.server.body import check_length, read_json, read_number
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Route, Signed, staff
from bot.server.readers import language
from bot.server.uploads import send_file
from replies import events
from replies.refusal import Refused

_ID: Final = re.compile(r"[0-9a-f]{32}")


class Handover(Sent):
    """To a person or to a desk."""

    to: Annotated[Text, Field(max_length=64)] | None = None
    desk: Annotated[Text, Field(max_length=64)] | None = None


class Claim(Sent):
    """Take it, openly also from a colleague."""

    take_over: bool = False


class Close(Sent):
    """Plainly, or with a kind goodbye first."""

    kindly: bool = False
    promises: Literal["kept", "let_go", "stay"] | None = None


class Note(Sent):
    """Words for colleagues."""

    text: Text
    client_id: ClientId | None = None


def conversation_id(request: web.Request) -> str:
    """The id in the path; what doesn't look like one is simply not found."""
    asked = request.match_info["id"]
    if not _ID.fullmatch(asked):
        raise Refused("not_found")
    return asked


async def show(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /api/conversations/{id}."""
    after = read_number(request, "after", default=0, lowest=0)
    opened = await desk.store.open(conversation_id(request), after=after)
    if opened is None:
        raise Refused("not_found")
    now, lang, name_of = opened.conversation, language(request), desk.name_of
    await desk.readings.note(signed.id, now.id)
    desk.proofreader.expect(now.lang)
    draft = await desk.store.draft(now.id, signed.id)
    return answer(
        {
            "conversation": shapes.summary(now, name_of, house=desk.house()),
            "entries": shapes.staff_entries(opened.entries, name_of, lang),
            "seq": now.seq,
            "held": shapes.held(now.replies, signed.id, name_of),
            "outgoing": shapes.outgoing(now.replies, lang),
            "draft": {"text": draft.text, "version": draft.version},
            "promises": [shapes.promise(one, name_of, desk.house().desk(now.desk).hours) for one in now.promises],
            "phone": now.phone,
            "may": may(now, signed.person, desk.clock.now()),
        }
    )


async def fetch(desk: Desk, _: Signed, request: web.Request) -> web.StreamResponse:
    """GET /api/conversations/{id}/attachments/{file}."""
    return send_file(desk.files, await desk.store.file(conversation_id(request), request.match_info["file"]))


async def claim(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/claim."""
    sent = await read_json(request, Claim) if request.can_read_body else Claim()
    return await act(
        desk,
        request,
        events.Claimed(conversation=conversation_id(request), who=signed.id, take_over=sent.take_over),
    )


async def hand_over(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/handover."""
    conversation = conversation_id(request)
    sent = await read_json(request, Handover)
    event = events.HandoverOffered(conversation=conversation, who=signed.id, to=sent.to, desk=sent.desk)
    return await act(desk, request, event)


async def add_note(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/notes."""
    conversation = conversation_id(request)
    sent = await read_json(request, Note)
    check_length(sent.text, desk.site.reply_limit)
    source = f"web:{sent.client_id}" if sent.client_id else None
    event = events.NoteAdded(conversation=conversation, who=signed.id, text=sent.text, source=source)
    return await act(desk, request, event)


async def close(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/close."""
    conversation = conversation_id(request)
    sent = await read_json(request, Close) if request.can_read_body else Close()
    event = events.Closed(conversation=conversation, who=signed.id, kindly=sent.kindly, promises=sent.promises)
    return await act(desk, request, event)


async def types(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/typing."""
    conversation = conversation_id(request)
    if await desk.store.open(conversation, limit=1) is None:
        raise Refused("not_found")
    desk.limits.typing.take(f"{conversation}:{signed.id}")
    desk.live.typing(conversation, "librarian", signed.id)
    return nothing()


async def act(desk: Desk, request: web.Request, event: events.Event) -> web.Response:
    """Apply what a librarian did and answer with what it wrote."""
    outcome = await desk.store.apply(event)
    return answer(acted(desk, outcome, language(request)))


def acted(desk: Desk, outcome: Outcome, lang: str) -> dict[str, Any]:
    """What an event wrote, for the API."""
    name_of = desk.name_of
    return {
        "conversation": shapes.summary(outcome.conversation, name_of, house=desk.house()),
        "entries": shapes.staff_entries(outcome.entries, name_of, lang),
        "seq": outcome.conversation.seq,
    }


def deed(name: str, event: Callable[..., events.StaffEvent], roles: frozenset[str] = ANSWERING) -> Route:
    """A route for a deed that needs no words."""

    async def handle(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
        return await act(desk, request, event(conversation=conversation_id(request), who=signed.id))

    return staff("POST", f"/api/conversations/{{id}}/{name}", handle, roles=roles)


ROUTES: Final = (
    staff("GET", "/api/conversations/{id}", show),
    staff("GET", "/api/conversations/{id}/attachments/{file}", fetch),
    staff("POST", "/api/conversations/{id}/claim", claim, roles=ANSWERING),
    deed("release", events.Released),
    staff("POST", "/api/conversations/{id}/handover", hand_over, roles=ANSWERING),
    deed("accept", events.HandoverAccepted),
    deed("decline", events.HandoverDeclined),
    staff("POST", "/api/conversations/{id}/notes", add_note, roles=ANSWERING),
    deed("nod", events.Nodded),
    staff("POST", "/api/conversations/{id}/close", close, roles=ANSWERING),
    deed("reopen", events.Reopened),
    staff("POST", "/api/conversations/{id}/typing", types, roles=ANSWERING),
)
