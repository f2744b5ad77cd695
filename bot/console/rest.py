"""Pausing, blocking and ending kindly: what a librarian does when a conversation must rest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final

from aiohttp import web
from pydantic import Field

from bot.console.conversation import act, conversation_id, deed
from bot.console.may import SECOND
from bot.fields import Sent, Text
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from replies import events


class Pause(Sent):
    """For how long, in minutes."""

    minutes: Annotated[int, Field(ge=1, le=24 * 60)]


class Block(Sent):
    """For how long, in days, and why (for colleagues)."""

    days: Annotated[int, Field(ge=1, le=366)]
    reason: Annotated[Text, Field(max_length=500)] = ""


async def pause(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/pause."""
    conversation = conversation_id(request)
    until = _minute(desk.clock.now() + timedelta(minutes=(await read_json(request, Pause)).minutes))
    return await act(desk, request, events.Paused(conversation=conversation, who=signed.id, until=until))


async def ask_to_block(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/block."""
    conversation = conversation_id(request)
    sent = await read_json(request, Block)
    until = _minute(desk.clock.now() + timedelta(days=sent.days))
    event = events.BlockAsked(conversation=conversation, who=signed.id, until=until, text=sent.reason.strip())
    return await act(desk, request, event)


def _minute(at: datetime) -> datetime:
    """The next whole minute, as a patron is told a time."""
    return (at + timedelta(seconds=59)).replace(second=0, microsecond=0)


ROUTES: Final = (
    staff("POST", "/api/conversations/{id}/pause", pause, roles=ANSWERING),
    deed("resume", events.Resumed),
    staff("POST", "/api/conversations/{id}/block", ask_to_block, roles=ANSWERING),
    deed("block/confirm", events.BlockConfirmed, roles=SECOND),
    deed("block/drop", events.BlockDropped),
    deed("unblock", events.Unblocked),
)
