"""Feedback by the link at the end of a mail: it gives nothing to read, and counts once.

The link is ``/feedback#token``, so the token stays in the browser until it is sent with the form, and it is good for
this alone. Opening the page changes nothing: mail programs open links by themselves.
"""

from __future__ import annotations

from typing import Final

from aiohttp import hdrs, web

from bot.channels.email.token import read
from bot.channels.web.conversation import give_by_form
from bot.server.body import read_form
from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.pages import page
from bot.server.readers import address
from replies.conversation import State
from replies.refusal import Refused


async def show(_: Desk, request: web.Request) -> web.Response:
    """GET /feedback."""
    return page(request, "feedback.html", given="given" in request.query)


async def give(desk: Desk, request: web.Request) -> web.Response:
    """POST /feedback."""
    desk.limits.asks.take(address(request))
    typed = await read_form(request, "token", "mark", "comment", "age_band")
    conversation = read(desk.key, typed["token"], "feedback")
    opened = await desk.store.open(conversation, limit=1) if conversation else None
    if opened is None or opened.conversation.state is State.FORGOTTEN:
        raise Refused("not_found")
    await give_by_form(desk, opened.conversation.id, typed)
    return web.Response(status=303, headers={hdrs.LOCATION: "/feedback?given"})


ROUTES: Final = (anyone("GET", "/feedback", show), anyone("POST", "/feedback", give))
