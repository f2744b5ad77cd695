"""For those who run the desk: alive, ready, counted."""

from __future__ import annotations

from pathlib import Path

from tests.bot.server.desk import OpenDesk, open_desk


async def test_alive_and_ready(opened: OpenDesk) -> None:
    """Until a shutdown is under way: then it lives on, but takes no new work."""
    anybody = opened.anybody()
    assert (await anybody("GET", "/ready")).body == {"ready": True}
    opened.desk.leaving.set()
    assert (await anybody("GET", "/health")).body == {"ok": True}
    leaving = await anybody("GET", "/ready")
    assert (leaving.status, leaving.headers["Retry-After"]) == (503, "2")


async def test_a_store_that_takes_nothing_says_so_and_keeps_nothing(opened: OpenDesk) -> None:
    """503 with the seconds to wait; the patron's page keeps the text."""
    patron = await opened.patron()
    await opened.desk.store.close()
    tried = await patron("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Hej"})
    assert (tried.status, tried.body["error"]) == (503, "unavailable")
    assert int(tried.headers["Retry-After"]) >= 1


async def test_figures_hold_no_words_of_a_patron(opened: OpenDesk) -> None:
    """Routes by pattern, no ids, no names, no text."""
    patron, maja = await opened.patron("A canary in the coal mine"), await opened.staff(name="Canary Lindgren")
    await maja("GET", f"/api/conversations/{patron.id}")
    told = (await opened.anybody()("GET", "/metrics")).body
    assert 'route="/api/conversations/{id}"' in told
    assert "smiledesk_request_seconds_bucket" in told
    for word in ("canary", "coal", "Lindgren", patron.id, maja.id):
        assert word.lower() not in told.lower()


async def test_figures_are_for_this_machine(tmp_path: Path) -> None:
    """Whoever else asks is told where they are shown."""
    for n, proxies in enumerate((frozenset({"127.0.0.1"}), frozenset[str]())):
        async with open_desk(tmp_path / str(n), proxies=proxies) as opened:
            far = await opened.anybody()("GET", "/metrics", headers={"X-Forwarded-For": "10.1.2.3"})
            assert (far.status, far.body["error"]) == (403, "this_machine_only")


async def test_the_document_is_served_as_it_is(opened: OpenDesk) -> None:
    """The very file the tests hold the desk against."""
    from tests.bot.server.document import FILE

    served = await opened.anybody()("GET", "/api/openapi.yaml")
    assert served.raw == FILE.read_bytes()
