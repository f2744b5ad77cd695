"""What a worker says of itself to those who run the desk."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.vitals import vitals


async def test_a_worker_says_that_it_lives_whether_it_is_ready_and_its_figures():
    """Whether it can do its work is another question than whether it answers."""
    can = [True]

    async def ready() -> bool:
        return can[0]

    app = web.Application()
    app.add_routes(vitals(ready))
    async with TestClient(TestServer(app)) as client:
        for can[0], status in ((True, 200), (False, 503)):
            async with client.get("/health") as lives, client.get("/ready") as answer:
                assert (lives.status, answer.status, await answer.json()) == (200, status, {"ready": can[0]})
        async with client.get("/metrics") as figures:
            assert "smiledesk_on_watch" in await figures.text()


async def test_figures_are_for_this_machine_even_behind_a_proxy():
    """A proxy on this machine speaks for others."""

    async def ready() -> bool:
        return True

    app = web.Application()
    app.add_routes(vitals(ready, {"10.0.0.5"}))
    async with (
        TestClient(TestServer(app)) as client,
        client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.5"}) as answer,
    ):
        assert answer.status == 403
