"""Drafts: kept at every pause, never overwritten unseen. Templates and next steps to put into them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.conversation import conversation_id
from bot.fields import Sent, Text
from bot.ports import Draft
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from bot.server.readers import spoken_language
from nlp.draft import Channel
from nlp.mood import complains
from replies.message import Author
from replies.refusal import Refused
from replies.templates.shelf import Template

_CHANNELS: Final[dict[str, Channel]] = {"chat": "chat", "telegram": "telegram", "email": "email"}


class Typed(Sent):
    """A draft and the version it was written upon."""

    text: Text
    version: Annotated[int, Field(ge=0)]


def shaped(draft: Draft) -> dict[str, Any]:
    """A draft for the API."""
    return {"text": draft.text, "version": draft.version}


async def show(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /api/conversations/{id}/draft."""
    conversation = conversation_id(request)
    if await desk.store.open(conversation, limit=1) is None:
        raise Refused("not_found")
    return answer(shaped(await desk.store.draft(conversation, signed.id)))


async def keep(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/conversations/{id}/draft."""
    conversation = conversation_id(request)
    sent = await read_json(request, Typed)
    if len(sent.text) > desk.site.reply_limit:
        raise Refused("too_large", limit=desk.site.reply_limit)
    try:
        kept = await desk.store.keep_draft(conversation, signed.id, sent.text, version=sent.version)
    except Refused as refused:
        if refused.code != "draft_conflict":
            raise
        there = {"text": refused.details["text"], "version": refused.details["version"]}
        raise Refused("draft_changed", answer={"yours": sent.text, "kept": there}) from None
    return answer({"version": kept.version})


async def templates(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/templates."""
    lang, channel = _asked(desk, request)
    fitting = desk.canned.templates(lang, channel, request.query.get("desk"))
    return answer({"templates": [_template(template) for template in fitting]})


async def next_steps(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/next-steps."""
    lang, channel = _asked(desk, request)
    fitting = desk.canned.next_steps(lang, channel, request.query.get("desk"))
    return answer({"next_steps": [_template(step) for step in fitting]})


async def extras(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/conversations/{id}/extras: the house's own tips and events; none where the patron complains."""
    opened = await desk.store.open(conversation_id(request))
    if opened is None:
        raise Refused("not_found")
    lang, place = opened.conversation.lang, opened.conversation.desk
    fitting = desk.canned.extras(lang, place, desk.greetings.day(desk.clock.now()))
    said = [entry.text for entry in opened.entries if entry.by is Author.PATRON]
    offered = bool(fitting) and not await asyncio.to_thread(_complained, said, lang)
    return answer({"extras": [_template(extra) for extra in fitting] if offered else []})


def _complained(said: Sequence[str], lang: str) -> bool:
    return any(complains(text, lang) for text in said)


def _asked(desk: Desk, request: web.Request) -> tuple[str, Channel | None]:
    return spoken_language(desk, request.query.get("lang"), request), _CHANNELS.get(request.query.get("channel", ""))


def _template(template: Template) -> dict[str, Any]:
    return {
        "key": template.key,
        "shortcut": template.shortcut,
        "title": template.title,
        "text": template.text,
        "lang": template.lang,
        "slots": [{"name": slot.name, "label": slot.label, "value": slot.value} for slot in template.slots],
    }


ROUTES: Final = (
    staff("GET", "/api/conversations/{id}/draft", show, roles=ANSWERING),
    staff("PUT", "/api/conversations/{id}/draft", keep, roles=ANSWERING),
    staff("GET", "/api/conversations/{id}/extras", extras, roles=ANSWERING),
    staff("GET", "/api/templates", templates),
    staff("GET", "/api/next-steps", next_steps),
)
