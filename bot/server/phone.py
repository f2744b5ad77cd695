"""The make-believe Telegram of a demonstration: a phone, the staff's group, and the practice Telegram's own doors.

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
GROUP = "/demo/group"


def phone_routes(world: World, group: int) -> tuple[Route, ...]:
    """The pages, and their doors over one practice Telegram; ``group`` is the staff's own in it."""
    doors = PeopleDoors(world)

    async def show_group(_: Desk, request: web.Request) -> web.StreamResponse:
        return page(request, "group.html", api=PHONE, group=group)

    return (
        anyone("GET", PHONE, show),
        anyone("GET", GROUP, show_group),
        anyone("POST", f"{PHONE}/people", _door(doors.meet)),
        anyone("GET", f"{PHONE}/people/{{person}}/chat", _door(doors.chat)),
        anyone("POST", f"{PHONE}/people/{{person}}/messages", _door(doors.write)),
        anyone("PUT", f"{PHONE}/people/{{person}}/messages/{{message}}", _door(doors.edit)),
        anyone("POST", f"{PHONE}/people/{{person}}/taps", _door(doors.tap)),
        anyone("GET", f"{PHONE}/taps/{{tap}}", _door(doors.toast)),
        anyone("GET", f"{PHONE}/groups/{{group}}/chat", _door(doors.group_chat)),
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
