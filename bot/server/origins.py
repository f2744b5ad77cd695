"""Which pages may talk to the desk: its own, and for the patron's part the library's."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.server.desk import DESK
from replies.refusal import Refused

_SHARED: Final = ("/api/patron/", "/api/desk", "/static-words/", "/static/")
"""What a widget on the library's own pages needs."""

_SAFE: Final = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS})


def is_own(request: web.Request, origin: str) -> bool:
    """Whether the page is one of the desk's own."""
    if origin == request.app[DESK].site.public_origin:
        return True
    split = urlsplit(origin)
    return split.scheme in {"http", "https"} and split.netloc == request.host


def is_welcome(request: web.Request, origin: str) -> bool:
    """Whether the page may send this request: ours, or a library's that talks to the patron's part."""
    if is_own(request, origin):
        return True
    return is_shared(request.path) and origin in request.app[DESK].site.library_origins


def is_shared(path: str) -> bool:
    """Whether library pages may use this path at all."""
    return path.startswith(_SHARED)


def check_origin(request: web.Request) -> None:
    """Let in what comes from a welcome page, or from no browser at all.

    A WebSocket always names its page. Older browsers may leave ``Origin`` out of a form; cookies are ``SameSite``.

    Raises:
        Refused: ``foreign_origin``.
    """
    origin = request.headers.get(hdrs.ORIGIN)
    socket = request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"
    if request.method in _SAFE and not socket:
        return
    if origin is None:
        if socket or request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise Refused("foreign_origin")
        return
    if not is_welcome(request, origin):
        raise Refused("foreign_origin")


def preflight(request: web.Request) -> web.Response | None:
    """The answer to a browser that asks whether a library page may send this; None if it asks something else."""
    origin = request.headers.get(hdrs.ORIGIN)
    if request.method != hdrs.METH_OPTIONS or not origin:
        return None
    if not is_welcome(request, origin):
        raise Refused("foreign_origin")
    return web.Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
        },
    )
