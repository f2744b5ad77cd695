"""The house's pictures, for whoever follows their address: a reply carries it with words beside it."""

from __future__ import annotations

import re
from typing import Final

from aiohttp import hdrs, web

from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.tuning.pictures import ENDINGS
from replies.refusal import Refused

_NAME: Final = re.compile(r"([0-9a-f]{64})\.([a-z]{3,4})")


async def show(desk: Desk, request: web.Request) -> web.Response:
    """GET /pictures/{name}: the digest of its bytes names it, so what was seen once need not be asked for again."""
    asked = _NAME.fullmatch(request.match_info["name"])
    picture = await desk.store.picture(asked[1]) if asked else None
    if asked is None or picture is None or ENDINGS[picture.type] != asked[2]:
        raise Refused("not_found")
    kept = {hdrs.CACHE_CONTROL: "public, max-age=31536000, immutable"}
    return web.Response(body=picture.content, content_type=picture.type, headers=kept)


ROUTES: Final = (anyone("GET", "/pictures/{name}", show),)
