"""The desk as a process: it says when it is ready, ends when told to, and says why when it cannot open."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[3]
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a desk in a process of its own, on a machine without language parts; ended after the test."""
    (tmp_path / "config.toml").write_text("[checks]\nfetch_parts = false\n")
    bare = os.environ | {"SMILEDESK_PARTS": str(tmp_path / "parts"), "HOME": str(tmp_path)}
    with ExitStack() as ending:

        def run(*arguments: str) -> subprocess.Popen[str]:
            common = ["--config", str(tmp_path / "config.toml"), "--data", str(tmp_path / "data")]
            desk = subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments, *common],
                cwd=ROOT,
                env=bare,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            ending.enter_context(desk)
            ending.callback(desk.kill)
            return desk

        yield run


def address(desk: subprocess.Popen[str]) -> str:
    """Where it listens, from the line it prints."""
    assert desk.stdout
    line = desk.stdout.readline()
    assert line.startswith("smiledesk ready on http://127.0.0.1:"), line or desk.communicate()[1]
    return line.split()[-1]


@pytest.mark.parametrize("command", ["run", "demo"])
def test_a_desk_says_where_it_is_shows_its_page_and_ends_when_told(start: Start, command: str) -> None:
    """The line comes when connections are taken; SIGTERM ends it with code 0 and without a traceback."""
    desk = start(command, "--port", "0")
    with urlopen(address(desk)) as page:
        assert page.status == 200
    desk.send_signal(signal.SIGTERM)
    _, said = desk.communicate(timeout=30)
    assert desk.returncode == 0
    assert "Traceback" not in said


def test_a_new_desk_offers_its_first_admin_a_link(start: Start) -> None:
    """There is no default password anywhere."""
    desk = start("run", "--port", "0")
    origin = address(desk)
    assert desk.stdout
    assert f"{origin}/welcome#" in desk.stdout.readline()


def test_a_second_desk_on_the_same_data_is_refused_with_a_sentence(start: Start) -> None:
    """Two writers would each believe to be the only one."""
    first = start("run", "--port", "0")
    address(first)
    second = start("run", "--port", "0")
    _, said = second.communicate(timeout=30)
    assert second.returncode == 2
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1


def test_a_taken_port_is_told_with_the_way_out(start: Start) -> None:
    """Who asked for a port gets that one or a sentence."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        desk = start("run", "--port", str(port))
        _, said = desk.communicate(timeout=30)
    assert desk.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken. Another one: --port N" in said
    assert "Traceback" not in said


def test_ctrl_c_ends_a_desk_quietly(start: Start) -> None:
    """As everybody ends a program they tried."""
    desk = start("demo", "--port", "0")
    address(desk)
    desk.send_signal(signal.SIGINT)
    _, said = desk.communicate(timeout=30)
    assert desk.returncode == 0
    assert "Traceback" not in said
