"""A client that costs little: one kept connection, requests written whole, answers read by their length."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any, Self


class Wire:
    """One connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.headers = ""
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    async def to(cls, origin: str) -> Self:
        """Connect to "http://host:port"."""
        host, _, port = origin.removeprefix("http://").rpartition(":")
        return cls(*await asyncio.open_connection(host, int(port)))

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        """Status and body."""
        told = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(told)}\r\n{self.headers}\r\n"
        )
        async with self._one_at_a_time:
            self._writer.write(head.encode() + told)
            head_read = await self._reader.readuntil(b"\r\n\r\n")
            length = int(head_read.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            return int(head_read[9:12]), await self._reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def rate(callers: int, seconds: float, act: Callable[[int], Awaitable[object]]) -> float:
    """How often a second so many callers can act, each after its last answer."""
    until, acts = time.perf_counter() + seconds, 0

    async def caller(number: int) -> None:
        nonlocal acts
        while time.perf_counter() < until:
            await act(number)
            acts += 1

    begun = time.perf_counter()
    await asyncio.gather(*map(caller, range(callers)))
    return acts / (time.perf_counter() - begun)
