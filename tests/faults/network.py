"""A network of the tests' own: namespaces joined by a bridge, links that are cut, a proxy that delays and loses.

Needs root and iproute2, as the test that uses it says. Names hold the process's id, so that two runs don't meet.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

NETWORK = "10.231.77.0/24"
HERE = "10.231.77.1"
"""The address of whoever runs the tests."""


def need_network() -> None:
    """Fail with a sentence where there can be no network of our own."""
    assert os.geteuid() == 0, "Network namespaces are root's: run this test as root."
    assert shutil.which("ip"), "Network namespaces are made by iproute2: sudo apt-get install iproute2"


class Network:
    """A bridge in our own namespace, and namespaces that hang on it."""

    def __init__(self) -> None:
        self._mark = f"sd{os.getpid() % 100_000}"
        self._names: list[str] = []

    def join(self, name: str, host: int) -> str:
        """A new namespace; returns its address."""
        address, link = f"10.231.77.{host}", self._link(name)
        space = self.space(name)
        _ip("netns", "add", space)
        self._names.append(name)
        _ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", space)
        _ip("link", "set", link, "master", self._mark, "up")
        _ip("-n", space, "link", "set", "lo", "up")
        _ip("-n", space, "addr", "add", f"{address}/24", "dev", "eth0")
        _ip("-n", space, "link", "set", "eth0", "up")
        return address

    def space(self, name: str) -> str:
        """What the namespace is called by the system."""
        return f"{self._mark}-{name}"

    def inside(self, name: str) -> Sequence[str]:
        """What a command begins with that runs there."""
        return ["ip", "netns", "exec", self.space(name)]

    def cut(self, name: str) -> None:
        """Nothing comes or goes any more; nobody is told."""
        _ip("link", "set", self._link(name), "down")

    def mend(self, name: str) -> None:
        """As before."""
        _ip("link", "set", self._link(name), "up")

    def _link(self, name: str) -> str:
        return f"{self._mark}{name}"[:15]

    def open(self) -> None:
        """Make the bridge."""
        _ip("link", "add", self._mark, "type", "bridge")
        _ip("addr", "add", f"{HERE}/24", "dev", self._mark)
        _ip("link", "set", self._mark, "up")

    def close(self) -> None:
        """Take everything away; what runs in a namespace has to have ended."""
        for name in self._names:
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "del", self.space(name))
        with suppress(subprocess.CalledProcessError):
            _ip("link", "del", self._mark)


@contextmanager
def network() -> Iterator[Network]:
    """One for the block."""
    made = Network()
    try:
        made.open()
        yield made
    finally:
        made.close()


def _ip(*told: str) -> None:
    subprocess.run(["ip", *told], check=True, capture_output=True)


class Proxy:
    """Passes a TCP connection on as slowly and as unreliably as it is told; in a thread of its own.

    Attributes:
        delay: Seconds each piece is late, at most.
        loss: How likely a connection breaks at a piece, 0 to 1: TCP knows no other loss that an application sees.
        holding: What a question has in it whose answer is kept back, while this is not empty.
        held: Set when one is.
    """

    def __init__(self, host: str, port: int, *, delay: float = 0.0, loss: float = 0.0) -> None:
        self.delay = delay
        self.loss = loss
        self.holding = b""
        self.held = threading.Event()
        self.port = 0
        self._there = (host, port)
        self._dice = random.Random(20261122)
        self._loop = asyncio.new_event_loop()
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)

    def start(self) -> None:
        """Listen; the port is known then."""
        self._thread.start()
        assert self._listens.wait(10)

    def stop(self) -> None:
        """Let everything go."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, HERE, 0))
        self.port = server.sockets[0].getsockname()[1]
        self._listens.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        server.close()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._there)
        except OSError:
            writer.transport.abort()
            return
        asked = bytearray()
        ways = [
            asyncio.create_task(self._pass(reader, far_writer, asked, back=False)),
            asyncio.create_task(self._pass(far_reader, writer, asked, back=True)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (writer, far_writer):
            end.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: bytearray, *, back: bool
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(65536):
                await asyncio.sleep(self._dice.uniform(0, self.delay))
                if self._dice.random() < self.loss:
                    return
                if not back:
                    asked[:] = piece
                while back and self.holding and self.holding in asked:
                    self.held.set()
                    await asyncio.sleep(0.02)
                writer.write(piece)
                await writer.drain()
