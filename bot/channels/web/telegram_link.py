"""The way from the library's pages into its Telegram chat: a link, and the same as a picture to point a phone at."""

from __future__ import annotations

import io
import re
from typing import Any, Final

from aiohttp import web

from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.readers import spoken_language
from replies.refusal import Refused

_DESK: Final = re.compile(r"[a-z0-9-]{0,40}")
_HOUR: Final = "max-age=3600"


async def draw(desk: Desk, request: web.Request) -> web.Response:
    """GET /telegram.svg: a QR code of the link; in a demonstration the chat is a page of ours."""
    place = request.query.get("desk", "")
    lang = spoken_language(desk, request.query.get("lang"), request)
    link = desk.elsewhere.telegram_link(lang, place)
    if not link or not _DESK.fullmatch(place):
        raise Refused("not_found")
    return square(desk, request, link)


async def draw_ask(desk: Desk, request: web.Request) -> web.Response:
    """GET /ask.svg: the same for the plain page, for a library's door."""
    return square(desk, request, f"/ask?lang={spoken_language(desk, request.query.get('lang'), request)}")


def square(desk: Desk, request: web.Request, link: str) -> web.Response:
    """A QR code of a link, drawn here: no other host sees who looks at it. A path means a page of ours."""
    import segno  # noqa: PLC0415  not needed before somebody looks

    if link.startswith("/"):
        link = (desk.site.public_origin or str(request.url.origin())) + link
    picture = io.BytesIO()
    # Dark on white with its quiet zone whatever the page's colours are: scanners need it so.
    segno.make(link, error="m", micro=False).save(
        picture, kind="svg", scale=4, border=4, light="white", svgclass=None, lineclass=None, omitsize=True
    )
    return web.Response(body=picture.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": _HOUR})


def shown(desk: Desk, lang: str) -> dict[str, Any]:
    """For pages: ``telegram`` is the link, "" while there is no bot."""
    return {"telegram": desk.elsewhere.telegram_link(lang), "telegram_lang": lang}


ROUTES: Final = (anyone("GET", "/telegram.svg", draw), anyone("GET", "/ask.svg", draw_ask))
