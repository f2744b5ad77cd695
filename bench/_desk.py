"""Servers in processes of their own, and who talks to them."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from bench._wire import Wire
from tests.e2e.running import READY, SETTINGS, RunningDesk

HURRIED = SETTINGS + "questions_per_minute = 1_000_000\nmessages_per_minute = 1_000_000\n"
PASSWORD = "a password of some length"
TEXT = "Good morning! I am looking for a book about the birds of the archipelago, for my nephew who is nine."
IDS = count(1)


@contextmanager
def running_desk(folder: Path, settings: str = HURRIED) -> Iterator[RunningDesk]:
    """A desk on SQLite; unless told otherwise, with limits nobody meets."""
    desk = RunningDesk(folder, settings)
    desk.start()
    try:
        _settle(pid_of(desk))
        yield desk
    finally:
        desk.kill()


def _settle(pid: int) -> None:
    """Wait until what a desk loads behind its first page is there: it is idle."""
    before = cpu_seconds(pid)
    for _ in range(60):
        time.sleep(0.5)
        now = cpu_seconds(pid)
        if now - before < 0.03:
            return
        before = now


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def bare() -> Iterator[tuple[str, int]]:
    """The bare server's origin and process id."""
    process = subprocess.Popen([sys.executable, "-m", "bench._bare"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split(READY)[1].strip(), process.pid
    finally:
        process.kill()
        process.wait()


class Patron:
    """A patron with a conversation and a connection of their own."""

    def __init__(self, wire: Wire, conversation: str, token: str) -> None:
        self.wire = wire
        self.conversation = conversation
        self.token = token

    async def write(self, text: str = TEXT) -> int:
        """Write, wait for "received"; the seq."""
        told = {"client_id": f"bench-{next(IDS):032}", "text": text}
        status, body = await self.wire.call("POST", "/api/patron/messages", told)
        if status != 201:
            raise SystemExit(f"the desk said {status}: {body!r}")
        seq: int = json.loads(body)["seq"]
        return seq


async def patron(origin: str) -> Patron:
    """Somebody who has asked."""
    wire = await Wire.to(origin)
    told = {"client_id": f"bench-{next(IDS):032}", "text": TEXT, "lang": "en"}
    status, body = await wire.call("POST", "/api/patron/conversations", told)
    if status != 201:
        raise SystemExit(f"the desk said {status}: {body!r}")
    said = json.loads(body)
    wire.headers = f"Authorization: Bearer {said['token']}\r\n"
    return Patron(wire, said["conversation"], said["token"])


class Librarian:
    """Somebody who is signed in."""

    def __init__(self, session: aiohttp.ClientSession, origin: str, csrf: str, cookie: str) -> None:
        self.session = session
        self.origin = origin
        self.csrf = csrf
        self.cookie = cookie

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """A live connection, said hello to."""
        async with self.session.ws_connect(
            f"{self.origin}/api/live", headers={"Cookie": self.cookie, "Origin": self.origin}, max_msg_size=0
        ) as ws:
            await ws.send_str(json.dumps({"csrf": self.csrf, "last": {}}))
            yield ws


@asynccontextmanager
async def librarian(desk: RunningDesk) -> AsyncIterator[Librarian]:
    """The first admin, signed in."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session:
        token = desk.admin_link.rpartition("#")[2]
        told: dict[str, Any] = {"token": token, "name": "Anna", "password": PASSWORD}
        async with session.post(f"{desk.origin}/api/welcome", json=told) as answer:
            me = await answer.json()
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        yield Librarian(session, desk.origin, me["csrf"], cookie)


def pid_of(desk: RunningDesk) -> int:
    """The desk's process."""
    assert desk._process is not None  # noqa: SLF001 - the tests need no id
    return desk._process.pid  # noqa: SLF001


def kib(pid: int, *fields: str) -> float:
    """Memory of a process: the sum of fields of ``smaps_rollup``, in KiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return float(sum(int(line.split()[1]) for line in lines if line.split(":")[0] in fields))


def fdatasync_seconds(folder: Path) -> float:
    """One write of 4 KiB, on the disk."""
    path = folder / "sync"
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    begun = asyncio.get_running_loop().time()
    os.write(fd, b"x" * 4096)
    os.fdatasync(fd)
    took = asyncio.get_running_loop().time() - begun
    os.close(fd)
    return took
