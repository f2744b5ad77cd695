"""Rows 44 to 47 on a whole desk: whatever becomes of LanguageTool, questions come in and answers go out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.running import RunningDesk
from tests.faults.exchange import Exchange
from tests.faults.test_kill_web import HURRIED
from tests.waiting import wait_for

FAKE = Path(__file__).parents[1] / "bot" / "engines" / "fake_languagetool.py"

LONG = 6.0
"""Seconds that nothing may take, even on a busy machine: a tenth of what a LanguageTool that hangs does."""


@contextmanager
def languagetool(mood: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server that does what the file says: its address, and its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(FAKE), "--port", str(port)]
    told = {**os.environ, "FAKE_LANGUAGETOOL": str(mood)}
    with subprocess.Popen(command, env=told, stderr=subprocess.DEVNULL) as server:
        try:
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.kill()


def goes_on(exchange: Exchange) -> None:
    """The patron writes and is told that it is kept; the librarian answers, and the patron reads it."""
    exchange.asks_more()
    exchange.answers()
    assert exchange.is_answered()


def test_rows_44_to_47_questions_and_answers_do_not_wait_for_languagetool(tmp_path):
    """It reads, breaks, talks nonsense, hangs and dies: the card says what was not read, and all goes on."""
    mood = tmp_path / "mood"
    mood.write_text("ok")
    with languagetool(mood) as (address, server):
        reads = f'languagetool = true\nlanguagetool_servers = ["{address}"]'
        desk = RunningDesk(tmp_path, HURRIED.replace("languagetool = false", reads))
        desk.start()
        try:
            exchange = Exchange(desk)
            wait_for(lambda: exchange.check() == ("ok", ""), 30)
            goes_on(exchange)
            for fault in ("500", "nonsense", "hang", "dead"):
                mood.write_text(fault)
                if fault == "dead":
                    server.kill()
                began = time.monotonic()
                state, lost = exchange.check()
                assert state in ("late", "down"), fault
                assert lost, fault
                goes_on(exchange)
                assert time.monotonic() - began < LONG
        finally:
            desk.kill()
