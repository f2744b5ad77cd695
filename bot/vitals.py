"""Health, readiness and figures of the processes that answer no patrons: workers and checkers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence

from aiohttp import web

from bot.server.operations import figures, may_read_figures

Ready = Callable[[], Awaitable[bool]]


def vitals(ready: Ready, metrics_from: Collection[str] = ()) -> Sequence[web.RouteDef]:
    """GET /health, /ready and /metrics.

    Args:
        ready: Whether it can do its work now.
        metrics_from: Addresses besides this machine that may read the figures.
    """

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def readiness(_: web.Request) -> web.Response:
        is_ready = await ready()
        return web.json_response({"ready": is_ready}, status=200 if is_ready else 503)

    async def metrics(request: web.Request) -> web.Response:
        if "X-Forwarded-For" in request.headers or not may_read_figures(request.remote or "", metrics_from):
            return web.json_response({"error": "this_machine_only"}, status=403)
        return figures()

    return [web.get("/health", health), web.get("/ready", readiness), web.get("/metrics", metrics)]
