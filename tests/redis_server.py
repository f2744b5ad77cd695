"""A Redis of the tests' own: it keeps nothing, listens where it is told, and ends with its block."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

_PATIENCE = 20.0  # seconds until it answers


def redis_program() -> str | None:
    """The server; Valkey is one, too."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


class RedisServer:
    """A server on a socket in a folder, and at addresses if any are named.

    Args:
        folder: Its own.
        addresses: Where else it listens; none, usually.
        port: On which port it does.
        before: What its command begins with, such as that of a network namespace.
    """

    def __init__(
        self, folder: Path, *, addresses: Sequence[str] = (), port: int = 0, before: Sequence[str] = ()
    ) -> None:
        self.url = f"unix://{folder}/redis.sock"
        self._told = ["--port", str(port), "--unixsocket", f"{folder}/redis.sock", "--dir", str(folder)]
        self._told += ["--bind", *addresses, "--protected-mode", "no"] if addresses else []
        self._before = before
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve; returns when it answers."""
        command = [*self._before, redis_program() or "", *self._told, "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                with Redis.from_url(self.url) as client:
                    client.ping()
            except RedisError:
                assert time.monotonic() < end, "redis-server does not answer"
                time.sleep(0.02)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it, if it runs; SIGSTOP lets it fall silent without closing a connection."""
        if self._process is not None:
            self._process.send_signal(how)
            if how is not signal.SIGSTOP:
                self._process.wait(timeout=_PATIENCE)
                self._process = None


@contextmanager
def running_redis(folder: Path) -> Iterator[RedisServer]:
    """A server that ends with the block."""
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
