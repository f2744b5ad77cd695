"""Headers that every answer carries."""

from __future__ import annotations

from typing import Final

from aiohttp import hdrs, web
from multidict import CIMultiDict

from bot.server.desk import DESK
from bot.server.origins import is_shared, is_welcome

CSP: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""No inline script or style, no other host, in nobody's frame."""

_ALWAYS: Final = CIMultiDict(
    {
        "Content-Security-Policy": CSP,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # with no-referrer a browser sends our own forms with `Origin: null`
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        hdrs.CACHE_CONTROL: "no-store",
    }
)
_OURS: Final = CIMultiDict({**_ALWAYS, "Cross-Origin-Resource-Policy": "same-origin"})
_SHARED: Final = CIMultiDict({**_ALWAYS, "Cross-Origin-Resource-Policy": "cross-origin"})


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal handler for ``on_response_prepare``."""
    headers = response.headers
    shared = is_shared(request.path)
    headers.merge(_SHARED if shared else _OURS)  # what an answer says otherwise by itself stays
    if shared:
        headers.add(hdrs.VARY, "Origin")
        origin = request.headers.get(hdrs.ORIGIN)
        if origin and is_welcome(request, origin):
            headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After"
    if request.app[DESK].site.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    headers.popall(hdrs.SERVER, None)
