"""What admins look at: the audit, the settings in force, how far the language parts have come."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from aiohttp import web

from bot.parts.progress import PartState
from bot.ports import Audited
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_number
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.readers import language
from bot.words import words


async def audit(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/audit."""
    limit = read_number(request, "limit", default=50, lowest=1, highest=200)
    before = read_number(request, "before", default=2**53, lowest=1)
    lines = await desk.store.audited(before=before, limit=limit)
    return answer({"lines": [_line(desk, line) for line in lines]})


def _line(desk: Desk, line: Audited) -> dict[str, Any]:
    return {
        "number": line.n,
        "at": shapes.time_of(line.at),
        "who": desk.name_of(line.who) or line.who,
        "action": line.action,
        "object": desk.name_of(line.subject) or (f"#{line.number}" if line.number else line.subject) or None,
        "detail": dict(line.details),
        "hash": line.digest,
    }


async def verify_audit(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/audit/verify: follow the chain of seals from the first line to the last."""
    return answer({"broken_at": await desk.store.audit_break()})


async def settings(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/settings."""
    return answer({"settings": desk.site.settings})


async def parts(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/parts."""
    return answer({"parts": await shaped_parts(desk, language(request))})


async def shaped_parts(desk: Desk, lang: str) -> list[dict[str, Any]]:
    """The language parts as a person wants to know them; before them what needs somebody's hand."""
    from bot.parts.get import states  # noqa: PLC0415  not needed before somebody asks

    return [
        *(_alarm(about, sentence, lang) for about, sentence in desk.live.alarms.items()),
        *[_part(state, lang) for state in await asyncio.to_thread(states, desk.parts)],
    ]


TITLES: Final = {
    "languagetool": "LanguageTool: grammar and spelling",
    "voikko": "Voikko: Finnish",
}

SENTENCES: Final = {
    "ready": "It is here and in use.",
    "fetching": "It is on its way; checks get better when it is here.",
    "absent": "It isn't here; checks say what they could not read.",
    "failed": "It could not be fetched. The desk works without it; try “smiledesk get” later.",
}
"""English sentences by state; keys of their translations."""

_STATES: Final = {"ready": "ready", "fetching": "fetching", "absent": "off", "failed": "failed"}


def _part(state: PartState, lang: str) -> dict[str, Any]:
    say = words(lang).gettext
    return {
        "name": state.part,
        "title": say(TITLES.get(state.part, state.part)),
        "state": _STATES[state.state],
        "done": state.done,
        "total": state.total or None,
        "sentence": say(SENTENCES[state.state]),
    }


def _alarm(about: str, sentence: str, lang: str) -> dict[str, Any]:
    said = words(lang).gettext(sentence)
    return {"name": about.lower(), "title": about, "state": "alarm", "done": 0, "total": None, "sentence": said}


ROUTES: Final = (
    staff("GET", "/api/audit", audit, roles=ADMIN),
    staff("GET", "/api/audit/verify", verify_audit, roles=ADMIN),
    staff("GET", "/api/settings", settings, roles=ADMIN),
    staff("GET", "/api/parts", parts),
)
