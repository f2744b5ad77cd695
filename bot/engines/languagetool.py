"""LanguageTool's Java process: started, watched, restarted, and never left behind.

One process serves all languages, on a free port of the loopback interface. It is watched from a thread, so a
desk (asyncio) and the ``check`` command (no loop) use it alike. A shell stands between us and Java and holds a
pipe from us: when we end, however suddenly, the pipe closes and the shell kills Java and clears away the folder that
it worked in.
"""

from __future__ import annotations

import http.client
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import IO, Final, Literal

import structlog

from bot.parts import java
from bot.parts.languagetool import is_complete

log = structlog.get_logger(__name__)

State = Literal["off", "starting", "ready", "down"]

CONFIG: Final = """\
cacheSize=2000
pipelineCaching=true
maxPipelinePoolSize=12
pipelineExpireTimeInSeconds=86400
maxTextLength=20000
maxCheckTimeMillis=15000
maxCheckThreads=4
"""

_KEEPER: Final = """\
place=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
pid=$!
(cat <&3 >/dev/null; kill -9 $pid; rm -rf -- "$place") >/dev/null 2>&1 &
exec 3<&-
wait $pid
"""
_LOOK: Final = 0.25  # seconds between two looks at the process
_PULSE: Final = 5.0  # seconds between two questions after its health
_PATIENCE: Final = 10.0  # seconds it may take to say that it is well; a busy machine makes it slow, not sick
_MISSES: Final = 3  # unanswered questions in a row that end it
_START: Final = 60.0  # seconds it may take to start
_LONGEST_REST: Final = 60.0


@dataclass(frozen=True, slots=True)
class Command:
    """How the server is started.

    Attributes:
        java: The Java runtime.
        jars: The folder with LanguageTool's jars.
        memory_mb: What Java may take.
    """

    java: Path
    jars: Path
    memory_mb: int = 600

    def __call__(self, port: int, config: Path) -> list[str]:
        """The command line for a port."""
        return [
            str(self.java),
            f"-Xmx{self.memory_mb}m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",  # would leave a file in /tmp when killed
            f"-Djava.io.tmpdir={config.parent}",
            "-Dsun.net.httpserver.nodelay=true",  # else every answer on a kept connection waits 45 ms
            "-cp",
            f"{self.jars}/*",
            "org.languagetool.server.HTTPServer",
            "--port",
            str(port),
            "--config",
            str(config),
        ]


class LanguageToolServer:
    """The supervised process.

    Args:
        command: Builds the command line from a port and a configuration file.
        warm_up: Called in the watching thread with the address of a server that just came up, before it is
            told to anyone; its errors are ignored.
        first_rest: Seconds before the first restart; doubled at each failure, back to this after a good minute.
    """

    def __init__(
        self,
        command: Callable[[int, Path], Sequence[str]],
        *,
        warm_up: Callable[[str], None] | None = None,
        first_rest: float = 1.0,
    ) -> None:
        self._command = command
        self._warm_up = warm_up
        self._first_rest = first_rest
        self._ending = Event()
        self._came_up = Event()
        self._thread: Thread | None = None
        self._address: str | None = None
        self.state: State = "off"
        self.reason = ""
        self.starts = 0

    def start(self) -> None:
        """Start and watch it; returns at once."""
        self.state = "starting"
        self._thread = Thread(target=self._watch, name="languagetool-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it and wait until it has ended, a second at most."""
        self._ending.set()
        if self._thread:
            self._thread.join(timeout=5.0)
        self.state = "off"

    def address(self) -> str | None:
        """Where it answers now, None while it does not."""
        return self._address

    def wait_until_up(self, timeout: float) -> bool:
        """Wait until it answers, or ``timeout`` seconds are over, or it failed to start; tells whether it answers."""
        until = time.monotonic() + timeout
        while time.monotonic() < until and not self._ending.is_set() and self.state != "down":
            if self._came_up.wait(0.1):
                return self._address is not None
        return False

    def _watch(self) -> None:
        rest = self._first_rest
        while not self._ending.is_set():
            began = time.monotonic()
            with suppress(OSError):
                self._live()
            self._address = None
            if self._ending.is_set():
                break
            self.state = "down"
            if time.monotonic() - began > _LONGEST_REST:
                rest = self._first_rest
            log.warning("languagetool ended", reason=self.reason, again_in=rest)
            self._ending.wait(rest)
            rest = min(rest * 2, _LONGEST_REST)
            self.state = "starting"

    def _live(self) -> None:
        """One life of the process, from start to end."""
        self._came_up.clear()
        with TemporaryDirectory(prefix="smiledesk-lt-", ignore_cleanup_errors=True) as folder:
            config = Path(folder) / "server.properties"
            config.write_text(CONFIG, "utf-8")
            port = free_port()
            try:
                with _kept(self._command(port, config), Path(folder)) as (process, said):
                    self.starts += 1
                    self._follow(process, said, port)
            except OSError as error:
                self.reason = f"it could not be started: {error}"
                raise

    def _follow(self, process: subprocess.Popen[bytes], said: deque[str], port: int) -> None:
        if not self._comes_up(process, said, port):
            return
        address = f"http://127.0.0.1:{port}"
        if self._warm_up:
            with suppress(Exception):
                self._warm_up(address)
        said.clear()  # from here on nothing it says is kept: it may quote a draft
        self._address, self.state, self.reason = address, "ready", ""
        self._came_up.set()
        log.info("languagetool ready", port=port)
        misses, asked = 0, time.monotonic()
        while not self._ending.wait(_LOOK):
            if process.poll() is not None:
                self.reason = f"it ended by itself with code {process.returncode}"
                return
            if time.monotonic() - asked >= _PULSE:
                misses = 0 if is_well(port) else misses + 1
                asked = time.monotonic()
            if misses >= _MISSES:
                self.reason = "it stopped answering"
                return

    def _comes_up(self, process: subprocess.Popen[bytes], said: deque[str], port: int) -> bool:
        until = time.monotonic() + _START
        while not self._ending.wait(_LOOK) and time.monotonic() < until:
            if process.poll() is not None:
                last = said[-1] if said else "it said nothing"
                self.reason = f"it ended with code {process.returncode} while starting: {last}"
                return False
            if is_well(port):
                return True
        self.reason = "it did not answer a minute after its start"
        return False


def languagetool_here(
    parts: Path, *, memory_mb: int = 600, warm_up: Callable[[str], None] | None = None
) -> LanguageToolServer | None:
    """A server of this installation's LanguageTool, not yet started; None without its jars or a Java."""
    runtime = java()
    if runtime is None or not is_complete(parts):
        return None
    return LanguageToolServer(Command(runtime, parts / "languagetool", memory_mb), warm_up=warm_up)


@contextmanager
def _kept(command: Sequence[str], folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], deque[str]]]:
    """A process that ends with this block or with us, as does the folder it works in, and its last lines."""
    process = subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", str(folder), *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C at our terminal is ours to handle
    )
    assert process.stdin is not None
    assert process.stdout is not None
    said: deque[str] = deque(maxlen=5)
    reader = Thread(target=_drain, args=(process.stdout, said), name="languagetool-said", daemon=True)
    reader.start()
    try:
        yield process, said
    finally:
        with suppress(OSError):
            process.stdin.close()
        process.wait()
        reader.join(timeout=1.0)
        process.stdout.close()


def _drain(said_by: IO[bytes], said: deque[str]) -> None:
    with suppress(ValueError, OSError):  # closed while we read
        for line in said_by:
            said.append(line.decode("utf-8", "replace").strip())


def is_well(port: int) -> bool:
    """Whether a LanguageTool server on this port of ours says it is well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/v2/healthcheck")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
