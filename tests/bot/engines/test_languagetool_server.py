"""The Java process is started, watched, restarted, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.engines.languagetool import Command, LanguageToolServer

HERE = Path(__file__).parent


@pytest.fixture
def server(fake):
    """A supervised fake, ended with the test."""
    found = LanguageToolServer(fake.command, first_rest=0.05)
    yield found
    found.stop()


def pids(port: str) -> list[int]:
    """The processes whose command line names the fake and this port."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if port in line and str(HERE / "fake_languagetool.py") in line and "/bin/sh" not in line[0]:
                found.append(int(folder.name))
    return found


def config_of(pid: int) -> Path:
    """The configuration file that a process was started with."""
    words = (Path("/proc") / str(pid) / "cmdline").read_bytes().decode().split("\0")
    return Path(words[words.index("--config") + 1])


def eventually(true, within: float = 15.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return False


def port_of(server: LanguageToolServer) -> str:
    return server.address().rsplit(":", 1)[1]


def test_it_comes_up_and_goes_with_us(server):
    """Started it answers; stopped its process is gone and nobody is sent there."""
    server.start()
    assert server.wait_until_up(15)
    port = port_of(server)
    assert server.state == "ready"
    assert pids(port)
    server.stop()
    assert server.address() is None
    assert eventually(lambda: not pids(port))


def test_it_is_restarted_after_a_kill(server):
    """Killed outright it comes back by itself on some port."""
    server.start()
    assert server.wait_until_up(15)
    for pid in pids(port_of(server)):
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: server.starts == 2 and server.state == "ready")


def test_one_that_stops_answering_is_replaced(server, fake, monkeypatch):
    """A process that lives but does not answer its health check is ended and started again."""
    monkeypatch.setattr("bot.engines.languagetool._PULSE", 0.1)
    monkeypatch.setattr("bot.engines.languagetool._PATIENCE", 0.2)
    server.start()
    assert server.wait_until_up(15)
    fake.be("sick")
    assert eventually(lambda: server.address() is None)
    assert server.reason in {"it stopped answering", "it did not answer a minute after its start"}
    fake.be("ok")
    assert eventually(lambda: server.starts >= 2 and server.state == "ready")


def test_one_that_cannot_start_says_why_and_is_tried_again(server, fake):
    """The reason holds its last words; once the cause is gone it comes up without help."""
    fake.be("stillborn")
    server.start()
    assert eventually(lambda: "Address already in use" in server.reason)
    assert server.address() is None
    fake.be("ok")
    assert eventually(lambda: server.state == "ready")


def test_a_java_that_is_not_there_is_a_sentence_not_a_crash(tmp_path):
    """A missing runtime is told, and waiting for it ends."""
    server = LanguageToolServer(Command(tmp_path / "no-java", tmp_path), first_rest=0.05)
    server.start()
    assert not server.wait_until_up(10)
    assert "no-java" in server.reason
    server.stop()


def test_what_a_warm_up_breaks_is_no_matter(fake):
    """A warm-up that fails still leaves a server that answers."""
    warmed = []

    def warm_up(address):
        warmed.append(address)
        raise RuntimeError("too cold")

    server = LanguageToolServer(fake.command, warm_up=warm_up)
    server.start()
    assert server.wait_until_up(15)
    assert warmed == [server.address()]
    server.stop()


@pytest.mark.kill
def test_no_process_outlives_us(fake):
    """A desk killed outright takes its Java with it, and the folder that Java worked in."""
    program = (
        f"import sys, time; sys.path.insert(0, {str(HERE)!r})\n"
        "from conftest import Fake\n"
        "from pathlib import Path\n"
        "from bot.engines.languagetool import LanguageToolServer\n"
        f"fake = Fake(Path({str(fake.file.parent)!r})); server = LanguageToolServer(fake.command); server.start()\n"
        "assert server.wait_until_up(15); sys.stderr.write(server.address() + chr(10)); time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HERE.parents[2],
    ) as desk:
        lines = (line for line in desk.stderr if line.startswith("http"))
        port = next(lines).strip().rsplit(":", 1)[1]
        folder = config_of(pids(port)[-1]).parent
        assert folder.is_dir()
        desk.kill()
    assert eventually(lambda: not pids(port))
    assert eventually(lambda: not folder.exists())
