"""For those who run the desk: does it live, is it ready, its figures, its API document, its static files."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web

from bot.ports import StoreClosed
from bot.server.answers import answer
from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.readers import address
from replies.refusal import Refused

_BOT: Final = Path(__file__).parents[1]
_STATIC: Final = _BOT / "console" / "static"
_TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
"""What may stand among the static files, and as what it is served."""


async def health(_: Desk, __: web.Request) -> web.Response:
    """GET /health."""
    return answer({"ok": True})


async def ready(desk: Desk, _: web.Request) -> web.Response:
    """GET /ready."""
    if desk.leaving.is_set():
        raise StoreClosed
    await desk.store.counts()
    return answer({"ready": True})


async def metrics(desk: Desk, request: web.Request) -> web.Response:
    """GET /metrics."""
    near = address(request)
    through_a_proxy = "X-Forwarded-For" in request.headers and near == request.remote
    if through_a_proxy or not may_read_figures(near, desk.site.metrics_from):
        raise Refused("this_machine_only")
    return figures()


def figures() -> web.Response:
    """The figures of this process, as Prometheus reads them."""
    from prometheus_client import generate_latest  # noqa: PLC0415

    return web.Response(body=generate_latest(), headers={hdrs.CONTENT_TYPE: "text/plain; version=0.0.4"})


def may_read_figures(address: str, told: Collection[str]) -> bool:
    """Whether they are for this address: this machine's own, or one the settings name."""
    try:
        return address in told or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


async def openapi(_: Desk, __: web.Request) -> web.Response:
    """GET /api/openapi.yaml."""
    text = (_BOT / "openapi.yaml").read_text(encoding="utf-8")
    return web.Response(text=text, content_type="application/yaml")


async def static(_: Desk, request: web.Request) -> web.StreamResponse:
    """GET /static/{path}."""
    asked = request.match_info["path"]
    if "\0" in asked:
        raise Refused("not_found")
    path = (_STATIC / asked).resolve()
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_relative_to(_STATIC) or not path.is_file():
        raise Refused("not_found")
    headers = {hdrs.CONTENT_TYPE: f"{kind}; charset=utf-8", hdrs.CACHE_CONTROL: "no-cache"}
    return web.FileResponse(path, headers=headers)


ROUTES: Final = (
    anyone("GET", "/health", health),
    anyone("GET", "/ready", ready),
    anyone("GET", "/metrics", metrics),
    anyone("GET", "/api/openapi.yaml", openapi),
    anyone("GET", "/static/{path:.+}", static),
)
