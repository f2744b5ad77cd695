"""The practice Telegram over HTTP: the Bot API for the bot, /practice for the people, pushes to a webhook."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.practice.telegram import shapes
from bot.practice.telegram.call import Call, Refused, read_call
from bot.practice.telegram.faults import Fault
from bot.practice.telegram.methods import METHODS, allow
from bot.practice.telegram.people_api import people_app
from bot.practice.telegram.world import World
from bot.waking import called

WORLD: Final = web.AppKey("world", World)
GATEWAY_PAGE: Final = "<html><head><title>{code}</title></head><body><h1>Bad Gateway</h1></body></html>"
MAX_UPLOAD_BYTES: Final = 60 * 1024 * 1024
WEBHOOK_PATIENCE: Final = 10.0
"""Seconds the practice Telegram waits for a webhook's answer."""


class Practice:
    """A practice Telegram that answers at ``url``."""

    def __init__(self, world: World, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.world = world
        self.host = host
        self.port = port
        self.webhook_pause = 0.1
        self._poller = 0
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.host}:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls base_file_url."""
        return f"{self.url}/file/bot"

    async def open(self) -> None:
        """Begin to listen, and to push."""
        await self.come_back()
        self._pusher = asyncio.create_task(self._push())

    async def close(self) -> None:
        """Stop; the world stays as it is."""
        if self._pusher:
            self._pusher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pusher
        await self.go_dark()

    async def go_dark(self) -> None:
        """Drop every connection and refuse new ones, as if Telegram could not be reached."""
        self._poller += 1
        self.world.news.set()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def come_back(self) -> None:
        """Listen again, at the same port."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.host, self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MAX_UPLOAD_BYTES)
        app[WORLD] = self.world
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._answer)
        app.router.add_get("/file/bot{token:[^/]+}/files/{file_id}/{name:.*}", self._file)
        app.add_subapp("/practice", people_app(self.world))
        return app

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        if request.match_info["token"] != self.world.token:
            return web.json_response(shapes.refusal(401, "Unauthorized"), status=401)
        call = await read_call(request)
        try:
            fault = self.world.faults.next(method, call.number("chat_id"))
            early = self._spoil(request, fault)
            if early is not None:
                return early
            result = await self._perform(method, call)
        except Refused as refused:
            return web.json_response(refused.answer, status=refused.code)
        if fault and fault.kind == "lose":
            return cut(request)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        return web.json_response(shapes.ok(result))

    def _spoil(self, request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
        match fault:
            case Fault(kind="refuse"):
                return web.json_response(fault.answer, status=fault.code)
            case Fault(kind="page"):
                page = GATEWAY_PAGE.format(code=fault.code)
                return web.Response(text=page, content_type="text/html", status=fault.code)
            case Fault(kind="cut"):
                return cut(request)
        return None

    async def _perform(self, method: str, call: Call) -> Any:
        if method == "getupdates":
            return await self._get_updates(call)
        perform = METHODS.get(method)
        if perform is None:
            raise Refused(404, "Not Found: method not found")
        self.world.note_call(method, call.values)
        return perform(self.world, call)

    async def _get_updates(self, call: Call) -> list[shapes.Json]:
        """Unconfirmed updates, waiting for the first; an offset confirms what is before it.

        Raises:
            Refused: A webhook is set, or another poller came while this one waited.
        """
        if self.world.webhook.url:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                "webhook first",
            )
        self._poller += 1
        me = self._poller
        self.world.news.set()
        allow(self.world, call)
        self.world.confirm(call.number("offset", 0) or 0)
        limit = min(max(call.number("limit", 100) or 100, 1), 100)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + (call.number("timeout", 0) or 0)
        with self.world.news.listening() as heard:
            while not (pending := self.world.pending(limit)) and (left := deadline - loop.time()) > 0:
                await called(heard, left)
                heard.clear()
                if me != self._poller:
                    raise Refused(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
                        "running",
                    )
        return pending

    async def _file(self, request: web.Request) -> web.Response:
        known = self.world.files.get(request.match_info["file_id"])
        if request.match_info["token"] != self.world.token or known is None:
            return web.json_response(shapes.refusal(404, "Not Found"), status=404)
        return web.Response(body=known[2], content_type="application/octet-stream")

    async def _push(self) -> None:
        """Bring pending updates to the webhook one by one, again and again until it takes them."""
        timeout = aiohttp.ClientTimeout(total=WEBHOOK_PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            with self.world.news.listening() as heard:
                await self._push_as_told(session, heard)

    async def _push_as_told(self, session: aiohttp.ClientSession, heard: asyncio.Event) -> None:
        while True:
            heard.clear()
            pending = self.world.pending(1)
            if not self.world.webhook.url or not pending:
                await heard.wait()
            elif await self._pushed(session, pending[0]):
                self.world.confirm(pending[0]["update_id"] + 1)
            else:
                await asyncio.sleep(self.webhook_pause)

    async def _pushed(self, session: aiohttp.ClientSession, update: shapes.Json) -> bool:
        webhook = self.world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as answer:
                problem = "" if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as broken:
            problem = f"Connection failed: {type(broken).__name__}"
        if problem:
            webhook.last_error, webhook.last_error_at = problem, self.world.now()
        return not problem


def cut(request: web.Request) -> web.Response:
    """Drop the connection; what is returned never arrives."""
    if request.transport:
        request.transport.abort()
    return web.Response()


@contextlib.asynccontextmanager
async def serving(world: World, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Practice]:
    """A practice Telegram for the length of a block; port 0 picks a free one."""
    practice = Practice(world, host=host, port=port)
    await practice.open()
    try:
        yield practice
    finally:
        await practice.close()
