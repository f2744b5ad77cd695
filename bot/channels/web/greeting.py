"""What a patron should know before writing: who we are, when we answer, how many wait."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from bot.attachments.words import what_fits
from bot.server.answers import answer
from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.readers import address, spoken_language
from bot.server.shapes import time_of
from bot.words import PAGE_LANGUAGES, words
from replies.hours import closes_at, is_open, next_opening
from replies.refusal import Refused


async def greet(desk: Desk, request: web.Request) -> web.Response:
    """GET /api/desk."""
    desk.limits.reads.take(address(request))
    return answer(await about(desk, spoken_language(desk, request.query.get("lang"), request)))


async def about(desk: Desk, lang: str) -> dict[str, Any]:
    """The desk in a few honest sentences of ``lang``."""
    place = desk.house().desks[0]
    now = desk.clock.now()
    opened = is_open(place.hours, now)
    waiting = (await desk.store.counts())["waiting"]
    opens = None if opened else next_opening(place.hours, now)
    greeting = desk.greetings
    return {
        "library": desk.site.library,
        "lang": lang,
        "languages": list(desk.site.languages),
        "greeting": " ".join((greeting.hello(lang), *desk.notices.said(now, lang))),
        "privacy": greeting.privacy(lang),
        "privacy_url": "/privacy",
        "open": opened,
        "opens_at": time_of(opens),
        "closes_at": time_of(closes_at(place.hours, now)),
        "hours": greeting.hours(lang, place.hours, now),
        "telegram": desk.elsewhere.telegram_link(lang) or None,
        "waiting": waiting,
        "waiting_line": greeting.waiting(lang, waiting) if opened else "",
        "by_email": desk.house().writes_mail,
        "limits": {
            "text": desk.site.text_limit,
            "file": desk.files.rules.bytes,
            "file_types": list(desk.files.rules.types),
            "file_line": what_fits(desk.files.rules, lang),
        },
    }


async def give_words(_: Desk, request: web.Request) -> web.Response:
    """GET /static-words/{lang}.json."""
    lang = request.match_info["lang"]
    if lang not in PAGE_LANGUAGES:
        raise Refused("not_found")
    response = answer(words(lang).for_scripts(widget=request.query.get("for") == "widget"))
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


ROUTES: Final = (
    anyone("GET", "/api/desk", greet),
    anyone("GET", "/static-words/{lang}.json", give_words),
)
