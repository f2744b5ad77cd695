"""Row 32 of the faults: 10,000 idle live lines, and 5,000 of them cut at once by kill -9.

What a line costs, what the others' messages wait for beside them, how long it takes until everybody is back (with the
dice our pages throw), and whether the wait is then what it was before.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from bench import _goals as goals
from bench._desk import Patron, kib, patron, pid_of, running_desk
from tests.e2e.running import RunningDesk
from tests.faults.crowd import Line, all_come_back, gather, room

IDLE = 10_000
CUT = 5_000
PATRONS = 100
SAMPLES = 200
PAUSE = 0.01
ROUNDS = 3
PRIVATE = ("Private_Clean", "Private_Dirty")


def run() -> list[goals.Goal]:
    """Print them all."""
    if not room(IDLE + 1_000):  # and those who write
        print(f"This account may not have {IDLE:,} connections (ulimit -n): not measured.")
        return []
    with tempfile.TemporaryDirectory() as folder, running_desk(Path(folder)) as desk:
        return goals.tell(asyncio.run(_measure(desk)))


async def _measure(desk: RunningDesk) -> list[goals.Goal]:
    costs = goals.Goal("10,000 idle lines: private memory of each", "KiB", "<= 22")
    beside = goals.Goal("10,000 idle lines: p99 of a message beside them, against without", "ms", "<= 1.3")
    back = goals.Goal("5,000 lines cut at once: until the last is back", "s", "<= 45")
    after = goals.Goal("5,000 lines cut at once: p99 of a message afterwards, against before", "ms", "<= 1.3")
    patrons = [await patron(desk.origin) for _ in range(PATRONS)]
    alone = [await _p99(patrons) for _ in range(ROUNDS)]
    before = kib(pid_of(desk), *PRIVATE)
    lines = [Line(patrons[number % PATRONS].token, 2) for number in range(IDLE)]
    await gather(lines, desk.origin)
    costs.ours.append((kib(pid_of(desk), *PRIVATE) - before) / IDLE)
    idle = [await patron(desk.origin) for _ in range(PATRONS)]  # to whom nobody listens: the lines stay idle
    beside.ours, beside.theirs = [await _p99(idle) for _ in range(ROUNDS)], alone
    for line in lines[CUT:]:
        await line.close()
    await asyncio.to_thread(desk.kill)
    await asyncio.to_thread(desk.start)
    begun = time.perf_counter()
    await all_come_back(lines[:CUT], desk.origin)
    back.ours.append(time.perf_counter() - begun)
    fresh = [await patron(desk.origin) for _ in range(PATRONS)]
    after.ours, after.theirs = [await _p99(fresh) for _ in range(ROUNDS)], beside.ours
    for line in lines[:CUT]:
        await line.close()
    return [costs, beside, back, after]


async def _p99(patrons: list[Patron]) -> float:
    """Milliseconds until a message is accepted, one begun after another."""
    took: list[float] = []

    async def once(number: int) -> None:
        begun = time.perf_counter()
        await patrons[number % len(patrons)].write()
        took.append(time.perf_counter() - begun)

    tasks = []
    for number in range(SAMPLES):
        tasks.append(asyncio.create_task(once(number)))
        await asyncio.sleep(PAUSE)
    await asyncio.gather(*tasks)
    return 1000 * goals.p99(took)
