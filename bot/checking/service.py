"""``smiledesk checker``: reads drafts for desks elsewhere. It keeps nothing but what makes the next one faster.

PUT /houses/{digest} takes what a library has told us, POST /checks a draft; both want the secret. More drafts than it
can read in time are refused at once, so that the desk asks the next one.
"""

from __future__ import annotations

import asyncio
import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import hdrs, web

from bot.checking import wire
from bot.checking.proofreader import THREADS, Reader
from bot.metrics import CHECKER, CHECKER_WAITING
from bot.ports import Proofread
from bot.vitals import Ready, vitals
from nlp.draft import House

WAITING: Final = 8 * THREADS
"""Drafts that may be here at once, those being read among them."""

HOUSES: Final = 16
"""Libraries whose words are kept at hand."""

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a house: a catalogue's names are the most of it."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Checker:
    """The service.

    Args:
        reader: Reads.
        secret: What a desk has to show.
        ready: Whether its engines are open.
    """

    def __init__(self, reader: Reader, secret: str, ready: Ready) -> None:
        self._reader = reader
        self._secret = f"Bearer {secret}".encode()
        self._ready = ready
        self._houses: OrderedDict[str, House] = OrderedDict()
        self._here = 0

    def application(self, metrics_from: frozenset[str] = frozenset()) -> web.Application:
        """What answers."""
        app = web.Application(middlewares=[self._guard], client_max_size=LARGEST)
        app.add_routes(
            [
                *vitals(self._ready, metrics_from),
                web.put("/houses/{digest}", self.take_house),
                web.post("/checks", self.check),
            ]
        )
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        shown = request.headers.get(hdrs.AUTHORIZATION, "").encode()
        open_to_all = request.match_info.handler not in (self.take_house, self.check)
        if open_to_all or hmac.compare_digest(shown, self._secret):
            return await handler(request)
        return _no(401, "secret")

    async def take_house(self, request: web.Request) -> web.Response:
        """PUT /houses/{digest}."""
        body, digest = await request.read(), request.match_info["digest"]
        if wire.digest_of(body) != digest:
            return _no(400, "digest")
        try:
            self._houses[digest] = await asyncio.to_thread(wire.house_from_bytes, body)
        except (KeyError, TypeError, ValueError, AttributeError):
            return _no(400, "house")
        while len(self._houses) > HOUSES:
            self._houses.popitem(last=False)
        return web.Response(status=204)

    async def check(self, request: web.Request) -> web.Response:
        """POST /checks."""
        if not await self._ready():
            return _no(503, "opening")
        if self._here >= WAITING:
            return _no(503, "busy")
        self._here += 1
        CHECKER_WAITING.set(self._here)
        try:
            return await self._checked(await request.json())
        except (KeyError, TypeError, ValueError, AttributeError):
            return _no(400, "draft")
        finally:
            self._here -= 1
            CHECKER_WAITING.set(self._here)

    async def _checked(self, told: dict[str, Any]) -> web.Response:
        house = self._houses.get(told["house"])
        if house is None:
            return _no(409, "house")
        self._houses.move_to_end(told["house"])
        draft = wire.draft_from_json(told["draft"], house)
        read = await self._reader.read(draft, patience=float(told["patience"]))
        assert isinstance(read, Proofread)  # without a key nothing newer takes its place
        CHECKER.labels("read").inc()
        return web.json_response(wire.read_to_json(read))


def _no(status: int, why: str) -> web.Response:
    CHECKER.labels(why).inc()
    return web.json_response({"error": why}, status=status)
