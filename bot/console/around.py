"""The desk's own page, one key away, and notices of what isn't working."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.fields import Sent, Text
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, ANSWERING, Signed, staff
from bot.server.notices import Notice
from bot.server.readers import language
from bot.server.shapes import time_of
from replies.hours import is_open
from replies.refusal import Refused
from replies.templates.desk import SYSTEMS

_KEY: Final = "desk_page"


class Down(Sent):
    """For about how long, in minutes; None when nobody knows."""

    minutes: Annotated[int, Field(ge=5, le=7 * 24 * 60)] | None = None


class Page(Sent):
    """What the library wants its own people to have at hand: fees, rules, whom to call."""

    text: Annotated[Text, Field(max_length=10_000)]


async def show(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/desk-page."""
    now, lang = desk.clock.now(), language(request)
    places = desk.house().desks
    names = {place.id: place.name for place in places}
    about: Any = desk.site.settings.get("library", {})
    return answer(
        {
            "library": desk.site.library,
            "address": about.get("address", ""),
            "contacts": [*about.get("phones", ()), *about.get("contacts", ())],
            "desks": [
                {
                    "id": place.id,
                    "name": place.name,
                    "open": is_open(place.hours, now),
                    "week": desk.greetings.week(lang, place.hours, now),
                }
                for place in places
            ],
            "people": [
                {
                    "name": person.name,
                    "languages": sorted(person.languages),
                    "desks": sorted(names[desk_id] for desk_id in person.desks if desk_id in names),
                }
                for person in desk.house().staff
                if person.on_shift
            ],
            "text": await desk.store.setting(_KEY) or "",
        }
    )


async def write(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/desk-page."""
    sent = await read_json(request, Page)
    await desk.store.put_setting(_KEY, sent.text.strip(), by=signed.id)
    return answer({"text": sent.text.strip()})


async def notices(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/notices."""
    return answer(shaped_notices(desk, language(request)))


async def put_notice(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/notices/{system}."""
    system = _system(request)
    sent = await read_json(request, Down)
    until = None
    if sent.minutes is not None:
        until = (desk.clock.now() + timedelta(minutes=sent.minutes)).replace(second=0, microsecond=0)
    await desk.notices.put(Notice(system, until, signed.id))
    return _told(desk, request)


async def take_notice_away(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """DELETE /api/notices/{system}."""
    await desk.notices.take_away(_system(request), by=signed.id)
    return _told(desk, request)


def _told(desk: Desk, request: web.Request) -> web.Response:
    desk.live.parts_changed()
    return answer(shaped_notices(desk, language(request)))


def shaped_notices(desk: Desk, lang: str) -> dict[str, Any]:
    """The notices that hold now, for the API."""
    return {
        "notices": [
            {
                "system": notice.system,
                "until": time_of(notice.until),
                "by": desk.name_of(notice.by),
                "text": desk.notices.sentence(notice, lang),
            }
            for notice in desk.notices.now(desk.clock.now())
        ]
    }


def _system(request: web.Request) -> str:
    system = request.match_info["system"]
    if system not in SYSTEMS:
        raise Refused("not_found")
    return system


ROUTES: Final = (
    staff("GET", "/api/desk-page", show),
    staff("PUT", "/api/desk-page", write, roles=ADMIN),
    staff("GET", "/api/notices", notices),
    staff("PUT", "/api/notices/{system}", put_notice, roles=ANSWERING),
    staff("DELETE", "/api/notices/{system}", take_notice_away, roles=ANSWERING),
)
