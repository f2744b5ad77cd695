"""A second reader: letting a reply of somebody still learning go, or giving it back with a word."""

from __future__ import annotations

from typing import Annotated, Final

from aiohttp import web
from pydantic import Field

from bot.console.conversation import act
from bot.console.may import SECOND
from bot.console.replies import known, missed
from bot.fields import Sent, Text
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import Signed, staff
from bot.server.readers import language
from replies import events
from replies.refusal import Refused


class Pass(Sent):
    """It may go, as far as the second reader has seen the conversation."""

    seen: Annotated[int, Field(ge=0)]
    override: bool = False


class GiveBack(Sent):
    """A word to its writer."""

    text: Annotated[Text, Field(max_length=1000)]


async def let_go(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/replies/{reply}/pass."""
    sent = await read_json(request, Pass)
    conversation, reply = await known(desk, request)
    event = events.ReplyPassed(
        conversation=conversation, who=signed.id, reply=reply, seen=sent.seen, override=sent.override
    )
    try:
        return await act(desk, request, event)
    except Refused as refused:
        if refused.code != "stale":
            raise
        extra = await missed(desk, language(request), event)
        raise Refused(refused.code, **refused.details, answer=extra) from None


async def give_back(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/replies/{reply}/give-back."""
    sent = await read_json(request, GiveBack)
    conversation, reply = await known(desk, request)
    event = events.ReplyGivenBack(conversation=conversation, who=signed.id, reply=reply, text=sent.text.strip())
    return await act(desk, request, event)


ROUTES: Final = (
    staff("POST", "/api/conversations/{id}/replies/{reply}/pass", let_go, roles=SECOND),
    staff("POST", "/api/conversations/{id}/replies/{reply}/give-back", give_back, roles=SECOND),
)
