"""What was tuned as files, fetched and taken in on the page: what ``smiledesk export`` and ``import`` do."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import hdrs, web

from bot.server.answers import answer
from bot.server.body import read_up_to
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.readers import language
from bot.tuning.archive import MOST, pack, unpack
from bot.tuning.bad_files import BadFileError
from bot.tuning.files import pictures_in, plan_import, render_files
from bot.tuning.plan import Plan
from bot.tuning.record import Head, Name
from bot.words import words
from replies.refusal import Refused


async def fetch(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/admin/files."""
    known = await desk.store.tuned()
    kept = {path: await desk.store.picture(digest) for path, digest in pictures_in(known).items()}
    pictures = {path: picture.content for path, picture in kept.items() if picture}
    packed = await asyncio.to_thread(lambda: pack(render_files(known), pictures))
    named = {hdrs.CONTENT_DISPOSITION: 'attachment; filename="smiledesk-files.zip"'}
    return web.Response(body=packed, content_type="application/zip", headers=named)


async def look(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/files/look: what taking them in would change."""
    return answer(_shaped(await _plan(desk, request)))


async def take_in(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/files: all of them, or none; counts at once."""
    plan = await _plan(desk, request)
    await desk.store.tune(plan, by=signed.id)
    await desk.learn()
    return answer(_shaped(plan))


async def _plan(desk: Desk, request: web.Request) -> Plan:
    """Raises ``Refused``: ``body_too_large``, ``bad_file`` with what is wrong and where."""
    content, known = await read_up_to(request, MOST), await desk.store.tuned()
    try:
        return await asyncio.to_thread(lambda: _planned(content, known))
    except BadFileError as bad:
        raise Refused("bad_file", problem=bad.said(words(language(request)))) from None


def _planned(content: bytes, known: Mapping[Name, Head]) -> Plan:
    """Unpacking and compiling phrases take their time."""
    files, pictures = unpack(content)
    return plan_import(files, known, pictures)


def _shaped(plan: Plan) -> dict[str, Any]:
    return {"changes": len(plan.changes), "diff": plan.diff}


ROUTES: Final = (
    staff("GET", "/api/admin/files", fetch, roles=ADMIN),
    staff("POST", "/api/admin/files/look", look, roles=ADMIN),
    staff("POST", "/api/admin/files", take_in, roles=ADMIN),
)
