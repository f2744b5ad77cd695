"""How the desk answers: JSON, refusals as sentences, and never a stack trace."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote

import structlog
from aiohttp import hdrs, web
from multidict import CIMultiDict
from prometheus_client import Histogram

from bot.metrics import REQUESTS
from bot.ports import StoreClosed
from bot.server.desk import DESK
from bot.server.origins import check_origin, preflight
from bot.server.pages import problem_page
from bot.server.readers import language
from bot.server.refusals import Said, say
from replies.refusal import Refused

log = structlog.get_logger()


def answer(body: Mapping[str, Any], status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.Response(body=dumps(body).encode(), status=status, headers=_JSON)


_JSON: Final = CIMultiDict({hdrs.CONTENT_TYPE: "application/json; charset=utf-8"})
dumps: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Compact JSON with letters as they are."""


def nothing() -> web.Response:
    """Done; there is nothing to say."""
    return web.Response(status=204)


def explain(request: web.Request, refused: Refused) -> Said:
    """A refusal in the reader's language, people by name."""
    details = dict(refused.details)
    if isinstance(who := details.get("who"), str):
        details["who"] = request.app[DESK].name_of(who) or "…"
    return say(Refused(refused.code, **details), language(request))


def refuse(request: web.Request, refused: Refused) -> web.Response:
    """The answer to something refused: a page where a page was asked for, else JSON."""
    said = explain(request, refused)
    response = problem_page(request, said) if _wants_page(request) else answer(said.body, said.status)
    if "seconds" in refused.details:
        response.headers[hdrs.RETRY_AFTER] = str(refused.details["seconds"])
    elif said.status == 503:
        response.headers[hdrs.RETRY_AFTER] = "2"
    return response


def _wants_page(request: web.Request) -> bool:
    if request.path.startswith(("/api/", "/static", "/health", "/ready", "/metrics")):
        return False
    return "text/html" in request.headers.get(hdrs.ACCEPT, "")


@web.middleware
async def answer_everything(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Check where a request comes from, turn every refusal and every fault into an answer, and count it."""
    began = time.perf_counter()
    try:
        check_origin(request)
        response = preflight(request) or await handler(request)
    except Refused as refused:
        if held := refused.details.get("held"):
            await asyncio.sleep(held)
        response = refuse(request, refused)
    except StoreClosed as closed:
        log.warning("store refuses", reason=closed.reason)
        response = refuse(request, Refused("unavailable"))
    except web.HTTPException as http:
        response = _without_last_slash(request, http) or refuse(request, _refused(http))
    except Exception:
        log.exception("request failed", method=request.method, route=_route(request))
        response = refuse(request, Refused("internal"))
    took = time.perf_counter() - began
    _answered(request.method, _route(request), response.status).observe(took)
    return response


def _without_last_slash(request: web.Request, http: web.HTTPException) -> web.Response | None:
    """A page whose address was typed with a slash too many is shown where it is; never another host's."""
    path = request.path
    if http.status != 404 or request.method != hdrs.METH_GET or not path.endswith("/") or not _wants_page(request):
        return None
    return web.Response(status=308, headers={hdrs.LOCATION: "/" + quote(path.strip("/\\"), safe="/")})


def _refused(http: web.HTTPException) -> Refused:
    match http.status:
        case 404:
            return Refused("not_found")
        case 405:
            return Refused("wrong_method")
        case 413:
            return Refused("body_too_large", limit=256 * 1024)
        case _:
            return Refused("not_json")


def _route(request: web.Request) -> str:
    """The route's pattern: never the path, which may hold an id."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


@cache  # to find a figure by its labels takes longer than to count
def _answered(method: str, route: str, status: int) -> Histogram:
    return REQUESTS.labels(method, route, status)
