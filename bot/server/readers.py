"""Who is reading: their language and their address."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.ports import Person
from bot.server.desk import DESK, Desk
from bot.words import PAGE_LANGUAGES, choose_language

PERSON: Final = web.RequestKey("person", Person)
"""The signed-in person, once the door has let them in."""

LANG_COOKIE: Final = "smiledesk_lang"


def language(request: web.Request) -> str:
    """The language of pages and refusals: one's own setting, the cookie, the browser's wish, the library's."""
    person = request.get(PERSON)
    for wish in (person.settings.get("lang") if person else None, request.cookies.get(LANG_COOKIE)):
        if wish in PAGE_LANGUAGES:
            return str(wish)
    first = [lang for lang in request.app[DESK].site.languages if lang in PAGE_LANGUAGES]
    spoken = (*first, *(lang for lang in PAGE_LANGUAGES if lang not in first))
    return choose_language(request.headers.get("Accept-Language", ""), spoken)


def spoken_language(desk: Desk, asked: str | None, request: web.Request) -> str:
    """The library's language nearest to what a patron asked for, else to what the browser asks for."""
    primary = (asked or "").lower().partition("-")[0]
    if primary in desk.site.languages:
        return primary
    return choose_language(request.headers.get("Accept-Language", ""), desk.site.languages)


def address(request: web.Request) -> str:
    """Where the request comes from; a proxy's word counts only when the settings name the proxy."""
    near = request.remote or "unknown"
    if near in request.app[DESK].site.proxies:
        far = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return far or near
    return near
