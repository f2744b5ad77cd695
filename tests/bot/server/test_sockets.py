"""What goes out on a live connection: frames every client understands, and nobody who reads nothing is waited for."""

from __future__ import annotations

import resource
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.server import sockets
from bot.server.sockets import (
    SOCKETS_OPEN,
    TOO_SLOW,
    Leave,
    OpenSockets,
    Socket,
    allow_connections,
    as_sent,
    serve_socket,
)


async def test_frames_of_every_length_arrive_as_they_were_said() -> None:
    """The three ways in which a frame tells its length, and two frames sent in one go."""
    said = ["", "å" * 62 + "x", "å" * 63, "x" * 65_535, "x" * 65_536]

    async def talk(socket: Socket) -> None:
        for text in said:
            await socket.say(text)
        await socket.pass_on(b"".join(map(as_sent, said)))

    async def handle(request: web.Request) -> web.StreamResponse:
        return await serve_socket(request, "staff", talk)

    app = web.Application()
    app[SOCKETS_OPEN] = OpenSockets()
    app.router.add_get("/", handle)
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as session,
        session.ws_connect(server.make_url("/"), max_msg_size=0) as ws,
    ):
        assert [await ws.receive_str() for _ in range(2 * len(said))] == said * 2


class Standing:
    """A connection whose reader takes what it is told to."""

    def __init__(self, *left: int) -> None:
        self.left = list(left)
        self.written: list[bytes] = []
        self.closed = False

    def is_closing(self) -> bool:
        return False

    def write(self, frames: bytes) -> None:
        self.written.append(frames)

    def get_write_buffer_size(self) -> int:
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]


async def test_row_31_a_reader_that_takes_nothing_is_left(monkeypatch: Any) -> None:
    """With the code that says so: it comes back with the last ``seq`` it has."""
    monkeypatch.setattr(sockets, "SLOW", 0.02)
    monkeypatch.setattr(sockets, "_LOOKS", 0.001)
    stuck: Any = Standing(sockets.FULL + 1)
    with pytest.raises(Leave) as left:
        await Socket(stuck, stuck).say("one more")
    assert left.value.code == TOO_SLOW


async def test_a_reader_that_takes_its_time_is_waited_for(monkeypatch: Any) -> None:
    """Being slow once is no reason to cut anybody off."""
    monkeypatch.setattr(sockets, "_LOOKS", 0.001)
    slow: Any = Standing(sockets.FULL + 1, sockets.FULL + 1, 0)
    await Socket(slow, slow).say("one more")
    assert slow.written == [as_sent("one more")]


def test_a_process_takes_as_many_connections_as_its_account_may() -> None:
    """A system's first answer is often 1,024."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1_000, before[1]))
        allow_connections()
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert now > 1_000 or now == most
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
