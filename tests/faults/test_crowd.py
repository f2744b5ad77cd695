"""Row 32: a crowd that sits and waits, and comes back all at once when the desk has died."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.running import SETTINGS, RunningDesk
from tests.faults.crowd import Line, all_come_back, gather, room
from tests.waiting import until

pytestmark = pytest.mark.faults

IDLE = 3_000
PATRONS = 30
HURRIED = SETTINGS + "questions_per_minute = 1_000_000\nmessages_per_minute = 1_000_000\n"


async def _ask(session: aiohttp.ClientSession, origin: str, number: int) -> str:
    told = {"client_id": f"crowd-question-{number:016}", "lang": "en", "text": "Is there a quiet room?"}
    async with session.post(f"{origin}/api/patron/conversations", json=told) as answer:
        assert answer.status == 201, await answer.text()
        return str((await answer.json())["token"])


async def _write(session: aiohttp.ClientSession, origin: str, token: str, number: int) -> int:
    told = {"client_id": f"crowd-message-{number:016}", "text": "Still here."}
    headers = {"Authorization": f"Bearer {token}"}
    async with session.post(f"{origin}/api/patron/messages", json=told, headers=headers) as answer:
        assert answer.status == 201, await answer.text()
        return int(json.loads(await answer.text())["seq"])


async def _sits_and_comes_back(desk: RunningDesk) -> None:
    async with aiohttp.ClientSession() as session:
        tokens = [await _ask(session, desk.origin, number) for number in range(PATRONS)]
        lines = [Line(tokens[number % PATRONS], 2) for number in range(IDLE)]
        await gather(lines, desk.origin)
        first = [await _write(session, desk.origin, token, number) for number, token in enumerate(tokens)]
        await until(lambda: all(line.seq == first[0] for line in lines), 30)
        await asyncio.to_thread(desk.kill)
        await asyncio.to_thread(desk.start)
        second = [await _write(session, desk.origin, token, PATRONS + number) for number, token in enumerate(tokens)]
        async with asyncio.timeout(90):
            await all_come_back(lines, desk.origin)
        await until(lambda: all(line.seq == second[0] for line in lines), 30)
        assert {tuple(line.heard) for line in lines} == {(first[0], second[0])}
        assert not any(line.reloads for line in lines)
        for line in lines:
            await line.close()


def test_row_32_a_crowd_that_comes_back_at_once_hears_what_it_missed_and_nothing_twice(tmp_path: Path) -> None:
    """Three thousand lines are cut by kill -9; each comes back when its dice say so, from the last ``seq`` it has."""
    assert room(IDLE), "this account may not have that many connections"
    desk = RunningDesk(tmp_path, HURRIED)
    desk.start()
    try:
        asyncio.run(_sits_and_comes_back(desk))
    finally:
        desk.kill()
