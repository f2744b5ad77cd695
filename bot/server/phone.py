"""The make-believe phone of a demonstration: a page, and the practice Telegram's doors for people, same origin.

What each door takes and gives is said in ``bot.practice.telegram.people_api``. They are there in a demonstration
only; whoever reaches the demonstration may use them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.practice.telegram.people_api import PeopleDoors, in_json
from bot.practice.telegram.world import World
from bot.server.desk import Desk
from bot.server.doors import Route, anyone
from bot.server.pages import page

PHONE = "/demo/telegram"


def phone_routes(world: World) -> tuple[Route, ...]:
    """The page and its doors over one practice Telegram."""
    doors = PeopleDoors(world)
    return (
        anyone("GET", PHONE, show),
        anyone("POST", f"{PHONE}/people", _door(doors.meet)),
        anyone("GET", f"{PHONE}/people/{{person}}/chat", _door(doors.chat)),
        anyone("POST", f"{PHONE}/people/{{person}}/messages", _door(doors.write)),
        anyone("PUT", f"{PHONE}/people/{{person}}/messages/{{message}}", _door(doors.edit)),
        anyone("POST", f"{PHONE}/people/{{person}}/taps", _door(doors.tap)),
        anyone("GET", f"{PHONE}/taps/{{tap}}", _door(doors.toast)),
    )


async def show(_: Desk, request: web.Request) -> web.StreamResponse:
    """The phone."""
    return page(request, "telegram.html", api=PHONE)


def _door(
    handle: Callable[[web.Request], Awaitable[web.Response]],
) -> Callable[[Desk, web.Request], Awaitable[web.StreamResponse]]:
    async def door(_: Desk, request: web.Request) -> web.StreamResponse:
        return await in_json(request, handle)

    return door
