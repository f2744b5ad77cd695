"""G3, G4, G15: the desk's own server under patrons, against aiohttp with nothing behind it.

- ``G3``: patrons' messages accepted a second over HTTP, each durable before its answer, 64 at once; against a bare
  JSON echo with the same client.
- ``G4``: from a patron's POST to the frame on a librarian's live connection, at a tenth of that load; against a bare
  echo by HTTP, one by WebSocket and one fdatasync, their 99th percentiles added up.
- ``G15``: one patron who writes a hundred times as often as any other, over eight connections, at a desk that allows
  everybody ten messages a second: what the others wait at the 99th percentile, with and without.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp

from bench import _goals as goals
from bench._desk import IDS, TEXT, Librarian, Patron, bare, fdatasync_seconds, librarian, patron, running_desk
from bench._wire import Wire, rate
from tests.e2e.running import SETTINGS

AT_ONCE = 64
SECONDS = 2.0
ROUNDS = 5
SAMPLES = 200
OTHERS = 40
PAUSE = 1 / 200  # seconds between two messages of any of them
LIMITED = SETTINGS + "questions_per_minute = 1_000_000\nmessages_per_minute = 600\n"


def run() -> list[goals.Goal]:
    """Print them all."""
    with tempfile.TemporaryDirectory() as folder, running_desk(Path(folder)) as desk, bare() as (origin, _):
        measured = asyncio.run(_measure(desk, origin, Path(folder)))
    with tempfile.TemporaryDirectory() as folder, running_desk(Path(folder), LIMITED) as desk:
        return [*measured, asyncio.run(_beside_abuse(desk.origin))]


async def _measure(desk: object, origin: str, folder: Path) -> list[goals.Goal]:
    g3 = goals.Goal("G3 messages accepted over HTTP, c=64, against a bare echo", "/s", ">= 0.7", 0.9)
    g4 = goals.Goal("G4 patron's POST to librarian's frame, p99, against its parts", "ms", "<= 1.5", 1.2)
    async with AsyncExitStack() as stack:
        anna = await stack.enter_async_context(librarian(desk))  # type: ignore[arg-type]
        patrons = [await patron(anna.origin) for _ in range(AT_ONCE)]
        wires = [await Wire.to(origin) for _ in range(AT_ONCE)]
        echoed = {"client_id": "x" * 38, "text": TEXT}
        for _ in range(ROUNDS):
            g3.ours.append(await rate(AT_ONCE, SECONDS, lambda n: patrons[n].write()))
            g3.theirs.append(await rate(AT_ONCE, SECONDS, lambda n: wires[n].call("POST", "/echo", echoed)))
        goals.tell([g3])
        pause = 10 / min(g3.ours)  # a tenth of what it can take
        for _ in range(ROUNDS):
            g4.ours.append(await _to_the_librarian(anna, patrons, pause))
            g4.theirs.append(await _its_parts(anna.session, origin, wires, pause, folder))
    goals.tell([g4])
    return [g3, g4]


async def _times(act: Callable[[int], Awaitable[object]], pause: float, samples: int = SAMPLES) -> list[float]:
    """Seconds of each act, begun one after another with a pause, whatever the earlier ones do."""
    took: list[float] = []

    async def once(number: int) -> None:
        begun = time.perf_counter()
        await act(number)
        took.append(time.perf_counter() - begun)

    tasks = []
    for number in range(samples):
        tasks.append(asyncio.create_task(once(number)))
        await asyncio.sleep(pause)
    await asyncio.gather(*tasks)
    return took


async def _to_the_librarian(anna: Librarian, patrons: list[Patron], pause: float) -> float:
    """Milliseconds at p99."""
    sent: dict[str, float] = {}
    took: list[float] = []
    seen = asyncio.Event()

    async with anna.listening() as ws:

        async def hear() -> None:
            async for message in ws:
                frame = json.loads(message.data)
                if frame["type"] == "queue" and (text := frame["conversation"].get("last_text")) in sent:
                    took.append(time.perf_counter() - sent.pop(text))
                    if not sent:
                        seen.set()

        hearing = asyncio.create_task(hear())
        for number in range(SAMPLES):
            text = f"{number} {TEXT}"
            sent[text] = time.perf_counter()
            seen.clear()
            asyncio.create_task(patrons[number % AT_ONCE].write(text))  # noqa: RUF006 - awaited by its frame
            await asyncio.sleep(pause)
        async with asyncio.timeout(20):
            await seen.wait()
        hearing.cancel()
    return 1000 * goals.p99(took)


async def _its_parts(
    session: aiohttp.ClientSession, origin: str, wires: list[Wire], pause: float, folder: Path
) -> float:
    """An echo by HTTP, one by WebSocket, one fdatasync: milliseconds at p99, added up."""
    told = {"client_id": "x" * 38, "text": TEXT}
    by_http = await _times(lambda n: wires[n % AT_ONCE].call("POST", "/echo", told), pause)
    async with session.ws_connect(f"{origin}/socket") as ws:

        async def there_and_back(_: int) -> None:
            await ws.send_str(TEXT)
            await ws.receive()

        by_socket = [took for _ in range(SAMPLES) for took in await _times(there_and_back, 0, 1)]
    synced = [fdatasync_seconds(folder) for _ in range(SAMPLES)]
    return 1000 * sum(map(goals.p99, (by_http, by_socket, synced)))


async def _beside_abuse(origin: str) -> goals.Goal:
    """Milliseconds at p99 for the others, while one writes a hundred times as often as any of them."""
    goal = goals.Goal("G15 others' p99 beside an abusive patron, against without", "ms", "<= 1.3", 1.1)
    others = [await patron(origin) for _ in range(OTHERS)]
    abuser = await patron(origin)
    lines = [await Wire.to(origin) for _ in range(8)]
    for line in lines:
        line.headers = abuser.wire.headers
    enough = asyncio.Event()

    async def abuse(line: Wire) -> None:
        while not enough.is_set():
            told = {"client_id": f"abuse-{next(IDS):032}", "text": TEXT}
            await line.call("POST", "/api/patron/messages", told)
            await asyncio.sleep(PAUSE * OTHERS * len(lines) / 100)

    for _ in range(ROUNDS):
        goal.theirs.append(1000 * goals.p99(await _times(lambda n: others[n % OTHERS].write(), PAUSE)))
        enough.clear()
        tasks = [asyncio.create_task(abuse(line)) for line in lines]
        goal.ours.append(1000 * goals.p99(await _times(lambda n: others[n % OTHERS].write(), PAUSE)))
        enough.set()
        await asyncio.gather(*tasks)
    return goals.tell([goal])[0]
