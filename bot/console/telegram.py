"""One's own Telegram: connected by a link that works once, so that the staff group knows who presses a button."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.channels.telegram.accounts import Accounts
from bot.server.answers import answer, nothing
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from bot.server.shapes import time_of
from replies.refusal import Refused


async def show(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """GET /api/me/telegram."""
    connected = await Accounts(desk.store, desk.clock).is_connected(signed.id)
    return answer({"bot": desk.elsewhere.telegram or None, "connected": connected})


async def connect(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """POST /api/me/telegram."""
    if not desk.elsewhere.telegram:
        raise Refused("no_telegram")
    code, until = await Accounts(desk.store, desk.clock).new_code(signed.id)
    return answer({"link": f"{desk.elsewhere.telegram}?start={code}", "expires_at": time_of(until)}, 201)


async def disconnect(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """DELETE /api/me/telegram."""
    await Accounts(desk.store, desk.clock).disconnect(signed.id)
    return nothing()


ROUTES: Final = (
    staff("GET", "/api/me/telegram", show, roles=ANSWERING),
    staff("POST", "/api/me/telegram", connect, roles=ANSWERING),
    staff("DELETE", "/api/me/telegram", disconnect, roles=ANSWERING),
)
