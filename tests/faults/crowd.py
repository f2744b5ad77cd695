"""Patrons by the thousand, each with a live line that costs little: raw frames over a stream, and a cursor."""

from __future__ import annotations

import asyncio
import json
import random
import resource
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 20.0
"""As in ``console/static/shared/live.js``."""

AT_ONCE: Final = 100
"""Lines that are being opened at a time, while nobody is in a hurry."""

_TEXT, _CLOSE, _PING = 1, 8, 9
_PONG: Final = bytes((0x8A, 0x80, 0, 0, 0, 0))


def jitter(attempt: int) -> float:
    """Seconds until somebody whose line was cut tries again, as our pages wait."""
    most: float = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempt, 6))
    return 0.1 + random.random() * most


def room(lines: int) -> bool:
    """Let this process have so many connections; whether it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < lines + 200:
        return False
    resource.setrlimit(resource.RLIMIT_NOFILE, (lines + 200, most))
    return True


class Line:
    """One patron's live connection.

    Attributes:
        seq: The last one seen.
        heard: Every seq that came, in order.
        entries: Every entry that came, in order.
        reloads: How often it was told to read everything anew.
    """

    def __init__(self, token: str, seq: int) -> None:
        self.seq = seq
        self.heard: list[int] = []
        self.entries: list[dict[str, object]] = []
        self.reloads = 0
        self.attempt = 0
        self._token = token
        self._writer: asyncio.StreamWriter | None = None
        self._listening: asyncio.Task[None] | None = None

    async def open(self, origin: str) -> None:
        """Connect, and return when what was missed is here.

        Raises:
            OSError: There is nobody, or it hung up.
        """
        await self.close()
        host, _, port = origin.removeprefix("http://").rpartition(":")
        reader, self._writer = await asyncio.open_connection(host, int(port), limit=4096)
        self._writer.write(_UPGRADE % (origin.removeprefix("http://").encode(), origin.encode()))
        hello = json.dumps({"token": self._token, "last_seq": self.seq}).encode()
        self._writer.write(bytes((0x81, 0x80 | 126)) + len(hello).to_bytes(2, "big") + bytes(4) + hello)
        try:
            if b" 101 " not in await reader.readuntil(b"\r\n\r\n"):
                raise ConnectionError
            while not await self._frame(reader):
                pass
        except asyncio.IncompleteReadError:
            raise ConnectionError from None
        self._listening = asyncio.create_task(self._listen(reader))

    async def come_back(self, origin: str) -> None:
        """Open it again as our pages do: later, and later still."""
        while True:
            self.attempt += 1
            await asyncio.sleep(jitter(self.attempt))
            with suppress(OSError):
                await self.open(origin)
                return

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with suppress(asyncio.IncompleteReadError, OSError):
            while True:
                await self._frame(reader)

    async def _frame(self, reader: asyncio.StreamReader) -> bool:
        """Take in the next one; whether it says where the conversation stands."""
        kind, long = await reader.readexactly(2)
        if long >= 126:
            long = int.from_bytes(await reader.readexactly(2 if long == 126 else 8), "big")
        said = await reader.readexactly(long)
        match kind & 15:
            case op if op == _PING and self._writer:
                self._writer.write(_PONG)
            case op if op == _CLOSE:
                raise ConnectionError
            case op if op == _TEXT:
                return self._take(json.loads(said))
        return False

    def _take(self, frame: dict[str, object]) -> bool:
        if frame["type"] == "reload":
            self.reloads += 1
        if frame["type"] == "entries":
            entries = frame["entries"]
            assert isinstance(entries, list)
            self.heard += [entry["seq"] for entry in entries]
            self.entries += entries
            assert isinstance(frame["seq"], int)
            self.seq = frame["seq"]
        return frame["type"] == "status"

    async def close(self) -> None:
        """Hang up."""
        if self._listening:
            self._listening.cancel()
        if self._writer:
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()


_UPGRADE: Final = (
    b"GET /api/patron/live HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


async def gather(lines: Sequence[Line], origin: str) -> None:
    """Open them all, some at a time."""
    door = asyncio.Semaphore(AT_ONCE)

    async def enter(line: Line) -> None:
        async with door:
            await line.open(origin)

    await asyncio.gather(*map(enter, lines))


async def all_come_back(lines: Sequence[Line], origin: str) -> None:
    """Everybody's line was cut at the same moment."""
    await asyncio.gather(*(line.come_back(origin) for line in lines))
