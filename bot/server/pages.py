"""Pages for people: Jinja templates in the reader's language."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from bot.server import cookies
from bot.server.desk import DESK
from bot.server.readers import LANG_COOKIE, language
from bot.server.refusals import Said
from bot.words import PAGE_LANGUAGES, words

if TYPE_CHECKING:
    from jinja2 import Environment

BOT: Final = Path(__file__).parents[1]


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  at the first page

    return Environment(
        loader=FileSystemLoader([BOT / "console" / "templates", BOT / "channels" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """A page. ``?lang=`` chooses its language from then on.

    Every template has ``lang``, ``library``, ``_``, ``ngettext`` and ``demo`` besides ``values``.
    """
    asked, lang = request.query.get("lang"), page_language(request)
    said = words(lang)
    site = request.app[DESK].site
    text = (
        _environment()
        .get_template(template)
        .render(lang=lang, library=site.library, demo=site.demo, _=said.gettext, ngettext=said.ngettext, **values)
    )
    response = web.Response(text=text, status=status, content_type="text/html")
    response.headers["Vary"] = "Accept-Language, Cookie"
    if asked in PAGE_LANGUAGES:
        cookies.give(site, response, LANG_COOKIE, asked, lasts=31_536_000)
    return response


def page_language(request: web.Request) -> str:
    """The language of a page: the one asked for in its address, else the reader's."""
    asked = request.query.get("lang")
    return asked if asked in PAGE_LANGUAGES else language(request)


def problem_page(request: web.Request, said: Said) -> web.Response:
    """A refusal as a page."""
    return page(request, "error.html", status=said.status, message=said.body["message"], heading=None)
