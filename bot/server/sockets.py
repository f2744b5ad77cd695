"""Live connections: bounded, honest about being slow, and resumed without a gap."""

from __future__ import annotations

import asyncio
import json
import resource
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, hdrs, web

from bot.metrics import DROPPED, SOCKETS
from replies.refusal import Refused

HELLO_WITHIN: Final = 10.0
"""Seconds a client has for its first frame."""

FRAME: Final = 16 * 1024
"""Bytes of a frame from a client at most."""

FULL: Final = 64 * 1024
"""Bytes a reader's side may leave untaken before we wait for it."""

SLOW: Final = 10.0
"""Seconds we wait then."""

_LOOKS: Final = 0.05
"""Seconds between two looks whether it has taken some."""

FAREWELL: Final = 1.0
"""Seconds a client has to answer a goodbye; a shutdown waits for nobody longer."""

NOT_UNDERSTOOD: Final = 4400
NOT_SIGNED_IN: Final = 4401
NO_HELLO: Final = 4408
TOO_SLOW: Final = 4409


_CONNECTIONS: Final = 65_536


def allow_connections() -> None:
    """Let this process have as many open as its account may: systems begin at a thousand, a crowd is more."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS if most == resource.RLIM_INFINITY else min(_CONNECTIONS, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class OpenSockets(set[web.WebSocketResponse]):
    """Every live connection of this process."""


SOCKETS_OPEN: Final = web.AppKey("sockets", OpenSockets)


class Leave(Exception):  # noqa: N818  a way out, not a mistake
    """End this connection with a code the client knows."""

    def __init__(self, code: int, kind: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind


class Socket:
    """One live connection, both ways."""

    def __init__(self, ws: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        self._ws = ws
        self._transport = transport

    async def hello(self) -> dict[str, Any]:
        """The first frame.

        Raises:
            Leave: It never came, or is no JSON object.
        """
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                return await self.frame()
        except TimeoutError:
            raise Leave(NO_HELLO) from None

    async def frame(self) -> dict[str, Any]:
        """The next frame from the client.

        Raises:
            Leave: The client has gone, or doesn't speak JSON objects.
        """
        message = await self._ws.receive()
        if message.type is not WSMsgType.TEXT:
            raise Leave(0 if self._ws.closed else NOT_UNDERSTOOD)
        try:
            frame = json.loads(message.data)
        except (ValueError, RecursionError):
            raise Leave(NOT_UNDERSTOOD) from None
        if not isinstance(frame, dict):
            raise Leave(NOT_UNDERSTOOD)
        return frame

    async def say(self, frame: str) -> None:
        """Send a frame, waiting while the reader's side is full.

        Raises:
            Leave: The reader takes nothing.
        """
        await self.pass_on(as_sent(frame))

    async def pass_on(self, frames: bytes) -> None:
        """The same with frames made by ``as_sent``, in one go: what fifty people hear is made once, and sent at once.

        Raises:
            Leave: The reader takes nothing.
        """
        if self._ws.closed or self._transport.is_closing():
            raise Leave(0)
        self._transport.write(frames)
        if self._transport.get_write_buffer_size() > FULL:
            await self._taken()

    async def _taken(self) -> None:
        now = asyncio.get_running_loop().time
        until = now() + SLOW
        while self._transport.get_write_buffer_size() > FULL:
            if self._transport.is_closing():
                raise Leave(0)
            if now() > until:
                raise Leave(TOO_SLOW)
            await asyncio.sleep(_LOOKS)


def as_sent(text: str) -> bytes:
    """A text frame as it goes over the wire: whole, and without a mask, as a server's are (RFC 6455, 5.2)."""
    said = text.encode()
    long = len(said)
    if long < 126:
        return bytes((_TEXT, long)) + said
    if long < 1 << 16:
        return bytes((_TEXT, 126)) + long.to_bytes(2, "big") + said
    return bytes((_TEXT, 127)) + long.to_bytes(8, "big") + said


_TEXT: Final = 0x81


async def serve_socket(
    request: web.Request, kind: str, talk: Callable[[Socket], Awaitable[None]]
) -> web.StreamResponse:
    """Upgrade the request and talk until one side leaves.

    Raises:
        Refused: ``websocket_only``.
    """
    if request.headers.get(hdrs.UPGRADE, "").lower() != "websocket":
        raise Refused("websocket_only")
    ws = web.WebSocketResponse(heartbeat=30, max_msg_size=FRAME, compress=False, timeout=FAREWELL)
    await ws.prepare(request)
    request.app[SOCKETS_OPEN].add(ws)
    SOCKETS.labels(kind).inc()
    try:
        assert request.transport is not None  # it was there a moment ago: the answer has just been written to it
        await talk(Socket(ws, request.transport))
    except Leave as leave:
        if leave.code == TOO_SLOW:
            DROPPED.labels(kind).inc()
        if leave.code and not ws.closed:
            await ws.close(code=leave.code, drain=False)
    finally:
        SOCKETS.labels(kind).dec()
        request.app[SOCKETS_OPEN].discard(ws)
    return ws


async def close_sockets(app: web.Application) -> None:
    """Tell every client that the desk restarts; for ``on_shutdown``."""
    sockets = app[SOCKETS_OPEN]
    closing = [ws.close(code=WSCloseCode.SERVICE_RESTART) for ws in sockets]
    await asyncio.gather(*closing, return_exceptions=True)


async def both(hear: Awaitable[None], tell: Awaitable[None]) -> None:
    """Hear and tell at once until either ends; the other is ended too."""
    tasks = {asyncio.ensure_future(hear), asyncio.ensure_future(tell)}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        if not task.cancelled() and (error := task.exception()):
            raise error
