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
from tests.faults.test_kill_web import HURRIED, Caller, sign_in
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


class Exchange:
    """A patron and a librarian who speak in turn."""

    def __init__(self, desk: RunningDesk) -> None:
        self.patron, self.librarian = Caller(desk), sign_in(desk)
        told = {"client_id": "question-00000000", "text": "Where is teh map?", "lang": "en"}
        status, said = self.patron("POST", "/api/patron/conversations", told)
        assert status == 201
        self.patron.headers["Authorization"] = f"Bearer {said['token']}"
        self.path = f"/api/conversations/{said['conversation']}"
        self.turn = 0

    def check(self) -> tuple[str, str]:
        """What became of LanguageTool's reading, and what the card says is lost."""
        self.turn += 1
        draft = {"text": f"Here is teh map number {self.turn}.", "version": 0}
        status, said = self.librarian("POST", f"{self.path}/check", draft)
        assert status == 200
        return said["engines"].get("languagetool", "not opened yet"), " ".join(said["not_checked"])

    def goes_on(self) -> None:
        """The patron writes and is told that it is kept; the librarian answers, and the patron reads it."""
        told = {"client_id": f"more-{self.turn:012}", "text": f"And map {self.turn}?"}
        status, said = self.patron("POST", "/api/patron/messages", told)
        assert status == 201
        answer = {"client_id": f"answer-{self.turn:012}", "text": f"Map {self.turn} is here.", "seen": said["seq"]}
        assert self.librarian("POST", f"{self.path}/replies", answer)[0] == 202
        read = self.patron("GET", "/api/patron/conversation")[1]
        assert read["entries"][-1]["text"] == answer["text"]


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
            exchange.goes_on()
            for fault in ("500", "nonsense", "hang", "dead"):
                mood.write_text(fault)
                if fault == "dead":
                    server.kill()
                began = time.monotonic()
                state, lost = exchange.check()
                assert state in ("late", "down"), fault
                assert lost, fault
                exchange.goes_on()
                assert time.monotonic() - began < LONG
        finally:
            desk.kill()
