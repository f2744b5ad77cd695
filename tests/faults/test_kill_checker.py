"""kill -9 of one checker after another while drafts are read: each is read all the same, in time."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from contextlib import AsyncExitStack
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bot.checking.checkers import Checkers
from bot.checking.proofreader import Reader, read_once
from nlp.draft import Draft
from nlp.ports import Engines
from tests.e2e.running import SETTINGS
from tests.faults.test_kill_several import Process
from tests.waiting import wait_for

SECRET = "a secret of some length"
BUDGET = 2.0
KILLS = 5


class CheckerProcess(Process):
    """One of them; started again it has the same address."""

    def start(self) -> None:
        """Until it reads."""
        super().start()
        wait_for(self._reads, 60)

    def _reads(self) -> bool:
        try:
            with urlopen(f"{self.origin}/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except URLError:
            return False


@pytest.fixture
def two(tmp_path, monkeypatch):
    """Two checkers, English at hand."""
    monkeypatch.setenv("SMILEDESK_CHECKER_SECRET", SECRET)
    settings = SETTINGS.replace('["sv", "en", "it", "ro", "fi"]', '["en"]')
    (tmp_path / "config.toml").write_text(settings, "utf-8")
    checkers = [CheckerProcess(tmp_path, "checker") for _ in range(2)]
    try:
        for checker in checkers:
            checker.start()
        yield checkers
    finally:
        for checker in checkers:
            checker.kill()


@pytest.mark.faults
@pytest.mark.kill
async def test_a_checker_killed_in_mid_check_costs_no_draft_its_reading(two):
    """Whoever types goes on being told what is unfinished: by the other checker, or by the desk itself."""
    read_once(Draft("Hello", "en"), Engines())  # at hand here, too
    enough, slowest, dice = asyncio.Event(), [0.0], random.Random(20261122)
    said: Counter[str] = Counter()

    async def types(who: int, checkers: Checkers) -> None:
        number = 0
        while not enough.is_set():
            number += 1
            draft = Draft(f"Hello [name], number {number} is here.", "en", question=f"Question of {who}?")
            began = time.monotonic()
            read = await checkers.read(draft, key=str(who))
            slowest[0] = max(slowest[0], time.monotonic() - began)
            assert read is not None
            said["read" if "placeholder" in [found.code for found in read.findings] else str(dict(read.engines))] += 1

    async with AsyncExitStack() as closing:
        here = Reader(Engines, BUDGET)
        closing.callback(here.close)
        checkers = Checkers([checker.origin for checker in two], SECRET, here, BUDGET)
        closing.push_async_callback(checkers.close)
        typing = [asyncio.create_task(types(who, checkers)) for who in range(4)]
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(0.1, 0.5))
            checker = dice.choice(two)
            checker.kill()
            await asyncio.to_thread(checker.start)
        enough.set()
        await asyncio.gather(*typing)
    assert set(said) == {"read"}, said
    assert said["read"] > 50
    assert slowest[0] < BUDGET + 1.0
