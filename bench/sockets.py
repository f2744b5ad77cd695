"""G9, G10: live connections: what an idle one costs, and how fast one commit reaches fifty librarians.

- ``G9``: private memory of the server for each idle patron's connection, against a bare aiohttp WebSocket. Each
  round's connections stay open, else the next ones would live in the memory that the last ones have left.
- ``G10``: frames a second to 50 librarians, from patrons' messages that are durable first; against a bare server that
  sends each posted message to 50 sockets in a loop.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from bench import _goals as goals
from bench._desk import Patron, bare, kib, librarian, patron, pid_of, running_desk
from bench._wire import Wire
from tests.e2e.running import RunningDesk

IDLE = 200
LISTENERS = 50
MESSAGES = 320
LANES = 32
ROUNDS = 5
PRIVATE = ("Private_Clean", "Private_Dirty")


def run() -> list[goals.Goal]:
    """Print them all."""
    with tempfile.TemporaryDirectory() as folder, running_desk(Path(folder)) as desk, bare() as (origin, pid):
        return asyncio.run(_measure(desk, origin, pid))


async def _measure(desk: RunningDesk, origin: str, bare_pid: int) -> list[goals.Goal]:
    g9 = goals.Goal("G9 private memory of an idle connection, against a bare one", "KiB", "<= 1.5", 1.2)
    g10 = goals.Goal("G10 frames to 50 librarians, against a bare loop of sends", "/s", ">= 0.7", 0.9)
    async with AsyncExitStack() as stack:
        anna = await stack.enter_async_context(librarian(desk))
        patrons = [await patron(desk.origin) for _ in range(IDLE)]
        hellos = [json.dumps({"token": one.token, "last_seq": 2}) for one in patrons]
        async with AsyncExitStack() as idle:
            for _ in range(ROUNDS):
                g9.ours.append(await _each_idle(idle, f"{desk.origin}/api/patron/live", hellos, pid_of(desk)))
                g9.theirs.append(await _each_idle(idle, f"{origin}/socket", hellos, bare_pid))
        goals.tell([g9])
        listening = [await stack.enter_async_context(anna.listening()) for _ in range(LISTENERS)]
        session = await stack.enter_async_context(aiohttp.ClientSession())
        sockets = [await stack.enter_async_context(session.ws_connect(f"{origin}/listen")) for _ in range(LISTENERS)]
        wires = [await Wire.to(origin) for _ in range(LANES)]
        for _ in range(ROUNDS):
            g10.ours.append(await _fan_out(listening, _writing(patrons)))
            g10.theirs.append(await _fan_out(sockets, _saying(wires)))
    return [g9, *goals.tell([g10])]


async def _each_idle(stack: AsyncExitStack, url: str, hellos: list[str], pid: int) -> float:
    """KiB of the server's private memory for each connection; they stay open as long as the stack."""
    session = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
    origin = "/".join(url.split("/")[:3])
    before = kib(pid, *PRIVATE)
    for hello in hellos:
        ws = await stack.enter_async_context(session.ws_connect(url, headers={"Origin": origin}))
        await ws.send_str(hello)
        await ws.receive()
    await asyncio.sleep(0.5)
    return (kib(pid, *PRIVATE) - before) / len(hellos)


def _writing(patrons: list[Patron]) -> Callable[[int], Awaitable[object]]:
    return lambda number: patrons[number % LANES].write(f"message {number}")


def _saying(wires: list[Wire]) -> Callable[[int], Awaitable[object]]:
    told = {
        "type": "queue",
        "conversation": {"id": "c" * 32, "last_text": "message", "channel": "chat", "lang": "en"},
    }
    return lambda number: wires[number % LANES].call("POST", "/say", told | {"number": number})


async def _fan_out(sockets: list[aiohttp.ClientWebSocketResponse], act: Callable[[int], Awaitable[object]]) -> float:
    """Frames a second, from the first message to the last frame of the last listener."""

    async def hear(ws: aiohttp.ClientWebSocketResponse) -> None:
        heard = 0
        while heard < MESSAGES:
            message = await ws.receive()
            heard += '"queue"' in message.data

    async def speak(lane: int) -> None:
        for number in range(lane, MESSAGES, LANES):
            await act(number)

    begun = time.perf_counter()
    async with asyncio.timeout(60):
        await asyncio.gather(*map(hear, sockets), *map(speak, range(LANES)))
    return MESSAGES * len(sockets) / (time.perf_counter() - begun)
