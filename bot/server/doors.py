"""The doors: every route says who may come in, and nobody reaches a handler without passing one.

There are three: ``anyone``; ``patron``, who shows the token of one conversation and gets that conversation;
``staff``, who are signed in, send the session's CSRF token with every change and have one of the roles the route
names. The test of every route by every role holds these against ``x-roles`` in the API document.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from aiohttp import hdrs, web

from bot.ports import Person, Session
from bot.server import cookies
from bot.server.desk import DESK, Desk
from bot.server.readers import PERSON
from bot.server.terminal import SESSION, WHO, from_terminal
from bot.server.tokens import digest
from replies.refusal import Refused

STAFF: Final = frozenset({"librarian", "trainee", "viewer", "admin"})
ANSWERING: Final = frozenset({"librarian", "trainee", "admin"})
ADMIN: Final = frozenset({"admin"})

Answer = Awaitable[web.StreamResponse]
Handler = Callable[[Desk, web.Request], Answer]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed-in person and the session they are signed in by."""

    person: Person
    session: Session

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class Route:
    """One operation.

    Attributes:
        method: HTTP method.
        path: aiohttp's path pattern.
        roles: Whom it lets in, as ``x-roles`` says.
        handle: The handler behind its door.
    """

    method: str
    path: str
    roles: frozenset[str]
    handle: Handler


def anyone(method: str, path: str, handle: Handler) -> Route:
    """A door that is open."""
    return Route(method, path, frozenset({"anonymous"}), handle)


def patron(method: str, path: str, handle: Callable[[Desk, str, web.Request], Answer]) -> Route:
    """A door for the holder of a conversation's token; the handler gets that conversation's id and no other."""

    async def door(desk: Desk, request: web.Request) -> web.StreamResponse:
        return await handle(desk, await conversation_of(desk, bearer(request)), request)

    return Route(method, path, frozenset({"patron"}), door)


def staff(
    method: str,
    path: str,
    handle: Callable[[Desk, Signed, web.Request], Answer],
    *,
    roles: frozenset[str] = STAFF,
) -> Route:
    """A door for signed-in people of these roles."""

    async def door(desk: Desk, request: web.Request) -> web.StreamResponse:
        signed = await signed_in(desk, request)
        if method != hdrs.METH_GET:
            sent = request.headers.get("X-CSRF-Token", "")
            if not hmac.compare_digest(sent.encode(), signed.session.csrf.encode()):
                raise Refused("csrf")
        if signed.person.role not in roles:
            raise Refused("not_your_role")
        return await handle(desk, signed, request)

    return Route(method, path, roles, door)


def staff_page(
    path: str, handle: Callable[[Desk, Signed, web.Request], Answer], *, roles: frozenset[str] = STAFF
) -> Route:
    """A page for signed-in people; whoever is not is led to the sign-in page."""
    guarded = staff(hdrs.METH_GET, path, handle, roles=roles)

    async def door(desk: Desk, request: web.Request) -> web.StreamResponse:
        try:
            return await guarded.handle(desk, request)
        except Refused as refused:
            if refused.code == "not_signed_in":
                return web.Response(status=303, headers={hdrs.LOCATION: "/signin"})
            raise

    return Route(hdrs.METH_GET, path, roles, door)


async def signed_in(desk: Desk, request: web.Request) -> Signed:
    """Who is signed in; at the terminal's own socket, the terminal.

    Raises:
        Refused: ``not_signed_in``.
    """
    if from_terminal(request):
        request[PERSON] = WHO
        return Signed(WHO, SESSION)
    cookie = request.cookies.get(session_cookie(desk), "")
    found = await desk.store.session(digest(cookie)) if cookie else None
    if found is None:
        raise Refused("not_signed_in")
    session, person = found
    request[PERSON] = person
    return Signed(person, session)


def session_cookie(desk: Desk) -> str:
    """The cookie's name; with TLS a browser then holds it to this very host."""
    return cookies.bound(desk.site, "smiledesk")


def bearer(request: web.Request) -> str:
    """The token a patron shows, "" if none."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def conversation_of(desk: Desk, token: str) -> str:
    """The conversation a token opens.

    Raises:
        Refused: ``unknown_token``, also after forgetting.
    """
    conversation = await desk.store.by_token(digest(token)) if token else None
    if conversation is None:
        raise Refused("unknown_token")
    return conversation


def add_routes(app: web.Application, routes: Iterable[Route]) -> None:
    """Put routes into the application; what GET gets, HEAD may ask for too, as monitors and link checkers do."""
    for route in routes:
        entered = partial(route.handle, app[DESK])
        app.router.add_route(route.method, route.path, entered)
        if route.method == hdrs.METH_GET:
            app.router.add_route(hdrs.METH_HEAD, route.path, entered)
