"""Live connections: told at once, resumed without a gap, dropped when nobody reads."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.live import WAITING, Listener, Typing
from tests.bot.server.desk import Caller, OpenDesk, next_frame, time_passes

NOWHERE = "0" * 32


def token(patron: Caller) -> str:
    """What the patron shows."""
    return patron.headers["Authorization"].removeprefix("Bearer ")


async def hello(caller: Caller, socket: aiohttp.ClientWebSocketResponse, last: Any = None) -> None:
    """The first frame."""
    if "Authorization" in caller.headers:
        await socket.send_json({"token": token(caller), "last_seq": last or 0})
    else:
        await socket.send_json({"csrf": caller.headers["X-CSRF-Token"], "last": last or {}})


async def test_a_patron_reads_a_reply_the_moment_it_leaves(opened: OpenDesk) -> None:
    """First what was there, then the reply, with who is answering."""
    patron, maja = await opened.patron(), await opened.staff(name="Maja")
    async with patron.live("/api/patron/live") as socket:
        await hello(patron, socket)
        there = await next_frame(socket, "entries")
        assert [entry["seq"] for entry in there["entries"]] == [1, 2]
        assert (await next_frame(socket, "status"))["state"] == "waiting"
        reply = {"client_id": "reply-000000000000", "text": "Hej! Ja.", "seen": 2}
        await maja("POST", f"/api/conversations/{patron.id}/replies", reply)
        held = await next_frame(socket, "entries")
        assert (held["entries"], held["seq"]) == ([], 4)  # claimed and queued are not for the patron
        await time_passes(opened, seconds=6)
        told = await next_frame(socket, "entries")
        assert [(entry["text"], entry["who"]) for entry in told["entries"]] == [("Hej! Ja.", "Maja")]
        status = await next_frame(socket, "status")
        assert (status["state"], status["who"]) == ("answering", "Maja")


@pytest.mark.parametrize("away", [{"seconds": 10}, {"hours": 3}, {"days": 9}])
async def test_a_patron_who_was_away_gets_exactly_what_they_missed(opened: OpenDesk, away: Any) -> None:
    """However long: there is no window of time."""
    patron = await opened.patron()
    for n in range(3):
        sent = {"client_id": f"message-{n:016}", "text": f"Number {n}"}
        await patron("POST", "/api/patron/messages", sent)
    opened.clock.push(**away)
    async with patron.live("/api/patron/live") as socket:
        await hello(patron, socket, 3)
        missed = await next_frame(socket, "entries")
        assert [entry["text"] for entry in missed["entries"]] == ["Number 1", "Number 2"]


async def test_a_place_from_the_future_reads_anew(opened: OpenDesk) -> None:
    """It is not of this conversation."""
    patron = await opened.patron()
    async with patron.live("/api/patron/live") as socket:
        await hello(patron, socket, 999)
        assert (await socket.receive_json())["type"] == "reload"


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ({"token": "unknown", "last_seq": 0}, 4401),
        ({"token": "unknown", "last_seq": -1}, 4400),
        ({"token": 5, "last_seq": 0}, 4400),
        ({}, 4400),
        ([], 4400),
    ],
)
async def test_a_first_frame_that_is_wrong_ends_the_connection(opened: OpenDesk, first: Any, code: int) -> None:
    """With a code the client knows."""
    anybody = opened.anybody()
    async with anybody.live("/api/patron/live") as socket:
        await socket.send_json(first)
        ended = await socket.receive()
        assert (ended.type, ended.data) == (aiohttp.WSMsgType.CLOSE, code)


@pytest.mark.parametrize("sent", ["{", "null", "[" * 5000])
async def test_a_frame_that_is_no_json_object_ends_the_connection(opened: OpenDesk, sent: str) -> None:
    """Nothing is guessed."""
    anybody = opened.anybody()
    async with anybody.live("/api/patron/live") as socket:
        await socket.send_str(sent)
        assert (await socket.receive()).data == 4400


async def test_typing_shows_both_ways(opened: OpenDesk) -> None:
    """The librarian sees the patron type, the patron the librarian; nobody sees themselves."""
    patron, maja = await opened.patron(), await opened.staff(name="Maja")
    async with patron.live("/api/patron/live") as theirs, maja.live("/api/live") as ours:
        await hello(patron, theirs)
        await hello(maja, ours, {patron.id: 2})
        await next_frame(ours, "entries")
        await theirs.send_json({"type": "typing"})
        seen = await next_frame(ours, "typing")
        assert seen == {"type": "typing", "conversation": patron.id, "by": "patron", "who": None}
        await ours.send_json({"type": "typing", "conversation": patron.id})
        await next_frame(theirs, "typing")
        assert (await patron("GET", "/api/patron/conversation")).body["typing"] is True


async def test_a_librarian_hears_of_a_new_question_at_once(opened: OpenDesk) -> None:
    """Its line in the queue, and the counts soon after."""
    maja = await opened.staff()
    async with maja.live("/api/live") as socket:
        await hello(maja, socket)
        assert (await next_frame(socket, "counts"))["counts"]["waiting"] == 0
        patron = await opened.patron("Har ni Pippi?")
        line = (await next_frame(socket, "queue"))["conversation"]
        assert (line["id"], line["last_text"], line["state"]) == (patron.id, "Har ni Pippi?", "waiting")
        assert (await next_frame(socket, "counts"))["counts"]["waiting"] == 1


async def test_a_console_hears_only_the_conversations_on_its_screen(opened: OpenDesk) -> None:
    """Opened, it is told what it missed and what comes; left, it is told no more."""
    patron, maja = await opened.patron(), await opened.staff()
    async with maja.live("/api/live") as socket:
        await hello(maja, socket)
        await socket.send_json({"type": "open", "conversation": patron.id, "seq": 1})
        assert [entry["seq"] for entry in (await next_frame(socket, "entries"))["entries"]] == [2]
        await patron("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Hej?"})
        assert (await next_frame(socket, "entries"))["entries"][0]["text"] == "Hej?"
        await socket.send_json({"type": "leave", "conversation": patron.id})
        await patron("POST", "/api/patron/messages", {"client_id": "message-0000000001", "text": "Nå?"})
        kinds = [(await socket.receive_json())["type"] for _ in range(2)]
        assert "entries" not in kinds


async def test_a_console_is_told_nothing_of_a_conversation_that_is_not_there(opened: OpenDesk) -> None:
    """Unknown stays silent, and the connection goes on."""
    maja = await opened.staff()
    async with maja.live("/api/live") as socket:
        await hello(maja, socket, {NOWHERE: 0})
        assert (await socket.receive_json())["type"] == "counts"


async def test_a_session_alone_opens_no_connection(opened: OpenDesk) -> None:
    """Another page of the browser has the cookie, but not the token."""
    maja = await opened.staff()
    async with maja.live("/api/live") as socket:
        await socket.send_json({"csrf": "guessed", "last": {}})
        assert (await socket.receive()).data == 4401


@pytest.mark.parametrize("path", ["/api/patron/live", "/api/live"])
@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://127.0.0.1.evil.example"])
async def test_a_foreign_page_opens_no_connection(opened: OpenDesk, path: str, origin: str | None) -> None:
    """Nor does one that names no page at all."""
    maja = await opened.staff()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with maja.live(path, origin=origin):
            pass
    assert refused.value.status == 403


async def test_what_is_no_websocket_is_told_so(opened: OpenDesk) -> None:
    """With a sentence."""
    tried = await opened.anybody()("GET", "/api/patron/live")
    assert (tried.status, tried.body["error"]) == (426, "websocket_only")


async def test_a_forgotten_conversation_ends_its_connection(opened: OpenDesk) -> None:
    """Nothing is left to tell."""
    patron = await opened.patron()
    async with patron.live("/api/patron/live") as socket:
        await hello(patron, socket)
        await next_frame(socket, "status")
        await patron("DELETE", "/api/patron/conversation")
        while (got := await socket.receive()).type is aiohttp.WSMsgType.TEXT:
            pass
        assert got.data == 4401


async def test_a_reader_that_falls_behind_is_dropped_and_comes_back_whole(opened: OpenDesk, monkeypatch: Any) -> None:
    """Its queue is bounded; with the last ``seq`` it has, nothing is missing."""
    monkeypatch.setattr("bot.live.WAITING", 20)
    patron = await opened.patron()
    with opened.desk.live.for_patron(patron.id) as slow:
        for n in range(25):
            sent = {"client_id": f"message-{n:016}", "text": f"{n}"}
            assert (await patron("POST", "/api/patron/messages", sent)).status == 201
        assert slow.behind
        assert await slow.next() is None
    async with patron.live("/api/patron/live") as socket:
        await hello(patron, socket, 2)
        missed = await next_frame(socket, "entries")
        assert [entry["text"] for entry in missed["entries"]] == [str(n) for n in range(25)]


async def test_who_is_behind_hears_nothing_more_however_long_it_listens() -> None:
    """No half truth: either everything in order, or the code and a fresh start."""
    listener = Listener()
    for _ in range(WAITING + 1):
        listener.hear(Typing("here", "patron"))
    async with asyncio.timeout(1):
        assert await listener.next() is None
        listener.hear(Typing("here", "patron"))
        assert await listener.next() is None


async def test_nobody_is_remembered_after_they_have_gone(opened: OpenDesk) -> None:
    """Ten thousand visits leave nothing behind."""
    patron, maja = await opened.patron(), await opened.staff()
    for _ in range(3):
        async with patron.live("/api/patron/live") as theirs, maja.live("/api/live") as ours:
            await hello(patron, theirs)
            await hello(maja, ours)
            await next_frame(theirs, "status")
            await next_frame(ours, "counts")
    for _ in range(500):
        if not opened.desk.live._patrons and not opened.desk.live._staff:
            return
        await asyncio.sleep(0.01)
    pytest.fail("somebody is still listened for")
