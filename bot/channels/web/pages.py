"""Pages around the widget: where to go from here, a sample library, what is kept and why."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.channels.web.greeting import about
from bot.channels.web.telegram_link import shown
from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.kept import kept
from bot.server.pages import page
from bot.server.readers import language, spoken_language


async def front(desk: Desk, request: web.Request) -> web.Response:
    """GET /."""
    return page(request, "front.html", telegram_demo=desk.site.telegram_demo)


async def sample(desk: Desk, request: web.Request) -> web.Response:
    """GET /sample."""
    lang = spoken_language(desk, request.query.get("lang") or language(request), request)
    return page(request, "sample.html", hours=(await about(desk, lang))["hours"], **shown(desk, lang))


async def privacy(desk: Desk, request: web.Request) -> web.Response:
    """GET /privacy: told from the settings in force."""
    return page(request, "privacy.html", kept=kept(desk))


ROUTES: Final = (
    anyone("GET", "/", front),
    anyone("GET", "/sample", sample),
    anyone("GET", "/privacy", privacy),
)
