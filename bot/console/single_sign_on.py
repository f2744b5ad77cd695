"""Signing in at the library's identity provider: there, and back. One's own name and password go on working."""

from __future__ import annotations

import hmac
from typing import Final

from aiohttp import hdrs, web

from bot.console.pages import sign_in_page
from bot.console.session import give_cookie, new_session
from bot.ports import Person
from bot.server import cookies
from bot.server.answers import explain
from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.guessing import count_guesses
from bot.server.readers import address
from bot.server.single_sign_on import LASTS, Identity, SingleSignOn, unpacked
from replies.refusal import Refused

_BACK: Final = "/signin/back"


async def away(desk: Desk, request: web.Request) -> web.Response:
    """GET /signin/elsewhere."""
    provider = _provider(desk)
    try:
        there, asked = await provider.away(_back(desk, request), desk.clock.now())
    except Refused as refused:
        return _trouble(desk, request, refused)
    response = web.Response(status=303, headers={hdrs.LOCATION: there})
    cookies.give(desk.site, response, _cookie(desk), asked.packed(), lasts=LASTS)
    return response


async def back(desk: Desk, request: web.Request) -> web.Response:
    """GET /signin/back: what the provider answered."""
    provider = _provider(desk)
    try:
        guesses = await count_guesses(desk, ("addresses", address(request)))
        identity = await _identity(desk, provider, request)
        person = await _person(desk, identity)
        await guesses.were_right(desk)
    except Refused as refused:
        response = _trouble(desk, request, refused)
    else:
        response = web.Response(status=303, headers={hdrs.LOCATION: "/console"})
        give_cookie(desk, response, (await new_session(desk, person))[0])
    cookies.take_away(desk.site, response, _cookie(desk))
    return response


async def _identity(desk: Desk, provider: SingleSignOn, request: web.Request) -> Identity:
    now = desk.clock.now()
    asked = unpacked(request.cookies.get(_cookie(desk), ""), now)
    state, code = request.query.get("state", ""), request.query.get("code", "")
    if asked is None or not code or not hmac.compare_digest(state.encode(), asked.state.encode()):
        raise Refused("sign_on_failed")
    return await provider.who(asked, code, _back(desk, request), now)


async def _person(desk: Desk, identity: Identity) -> Person:
    """Whom an admin has connected with this identity: nobody comes in by the provider's word alone."""
    for person in await desk.store.people():
        if person.active and person.password_hash and identity.is_called(person.identity):
            return person
    raise Refused("unknown_identity")


def _provider(desk: Desk) -> SingleSignOn:
    if desk.sign_on is None:
        raise Refused("not_found")
    return desk.sign_on


def _back(desk: Desk, request: web.Request) -> str:
    return (desk.site.public_origin or str(request.url.origin())) + _BACK


def _cookie(desk: Desk) -> str:
    return cookies.bound(desk.site, "smiledesk-away")


def _trouble(desk: Desk, request: web.Request, refused: Refused) -> web.Response:
    said = explain(request, refused)
    return sign_in_page(desk, request, str(said.body["message"]), said.status)


ROUTES: Final = (anyone("GET", "/signin/elsewhere", away), anyone("GET", _BACK, back))
