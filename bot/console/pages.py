"""Pages for staff: signing in, the console, administration."""

from __future__ import annotations

from typing import Final

from aiohttp import hdrs, web

from bot.server.desk import Desk
from bot.server.doors import ADMIN, ANSWERING, Signed, anyone, signed_in, staff_page
from bot.server.pages import page
from replies.refusal import Refused

SECTIONS: Final = (
    "people",
    "house",
    "templates",
    "rules",
    "words",
    "feedback",
    "settings",
    "erase",
    "audit",
    "parts",
    "site",
)


async def sign_in(desk: Desk, request: web.Request) -> web.Response:
    """GET /signin."""
    try:
        await signed_in(desk, request)
    except Refused:
        return sign_in_page(desk, request)
    return web.Response(status=303, headers={hdrs.LOCATION: "/console"})


def sign_in_page(desk: Desk, request: web.Request, trouble: str = "", status: int = 200) -> web.Response:
    """Where one signs in, with what stood against it elsewhere."""
    elsewhere = desk.sign_on.name if desk.sign_on else ""
    return page(request, "sign_in.html", status=status, elsewhere=elsewhere, trouble=trouble)


async def welcome(_: Desk, request: web.Request) -> web.Response:
    """GET /welcome: the token stands behind ``#`` and never comes here."""
    return page(request, "welcome.html")


async def console(_: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /console."""
    return page(request, "console.html", person=signed.person, practice=False)


async def practice(_: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /practice: the console with made-up patrons."""
    return page(request, "console.html", person=signed.person, practice=True)


async def mine(_: Desk, __: Signed, request: web.Request) -> web.Response:
    """GET /mine: thanks, and what a chosen person is asked."""
    return page(request, "mine.html")


async def account(_: Desk, __: Signed, request: web.Request) -> web.Response:
    """GET /account: one's password, and a code of one's telephone besides it."""
    return page(request, "account.html")


async def search(_: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /search: past conversations."""
    return page(request, "search.html", name=signed.person.name)


async def admin(_: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /admin and /admin/{section}."""
    section = request.match_info.get("section", SECTIONS[0])
    if section not in SECTIONS:
        raise Refused("not_found")
    return page(request, "admin.html", section=section, name=signed.person.name)


ROUTES: Final = (
    anyone("GET", "/signin", sign_in),
    anyone("GET", "/welcome", welcome),
    staff_page("/console", console),
    staff_page("/practice", practice, roles=ANSWERING),
    staff_page("/mine", mine),
    staff_page("/account", account),
    staff_page("/search", search),
    staff_page("/admin", admin, roles=ADMIN),
    staff_page("/admin/{section}", admin, roles=ADMIN),
)
