"""Every message of the live connections by every role: what it does for whom, and what nobody learns by it.

The document names the messages (``x-frames``); one that is new fails until it has its rows here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.channels.web import live as patrons
from bot.console import live as console
from tests.bot.server.calling import NOWHERE, SOCKETS
from tests.bot.server.desk import Caller, OpenDesk, next_frame, open_desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAFF = ("librarian", "trainee", "viewer", "admin")
HEARD = {"librarian": True, "trainee": True, "viewer": False, "admin": True}
"""Whose typing a patron sees: who can't answer can't seem to."""

NOT_UNDERSTOOD, NOT_SIGNED_IN = 4400, 4401
ROWS = {"/api/live": {"open", "leave", "typing"}, "/api/patron/live": {"typing"}}
"""The messages with tests below."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OpenDesk]:
    """One desk for all of them."""
    async with open_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


def hello(caller: Caller, last: Any = None) -> dict[str, Any]:
    """The first message of whoever it is."""
    token = caller.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return {"token": token, "last_seq": last or 0}
    return {"csrf": caller.headers["X-CSRF-Token"], "last": last or {}}


async def until_closed(socket: aiohttp.ClientWebSocketResponse) -> list[Any]:
    """What comes before the goodbye, and its code."""
    told: list[Any] = []
    while (got := await socket.receive(timeout=5)).type is aiohttp.WSMsgType.TEXT:
        told.append(got.json())
    return [*told, got.data]


async def test_every_message_has_its_rows() -> None:
    """The document, the code and these tests name the same."""
    documented = {operation.path: set(operation.told["x-frames"]) for operation in SOCKETS}
    assert documented == {"/api/live": set(console.FRAMES), "/api/patron/live": set(patrons.FRAMES)} == ROWS


@pytest.mark.parametrize("role", STAFF)
async def test_open_shows_a_conversation_and_leave_hides_it(opened: OpenDesk, role: str) -> None:
    """Every role reads; an id of nobody's says nothing, just like one that was left."""
    patron, reader = await opened.patron(), await opened.staff(role)
    async with reader.live("/api/live") as socket:
        await socket.send_json(hello(reader))
        await socket.send_json({"type": "open", "conversation": NOWHERE, "seq": 0})
        await socket.send_json({"type": "open", "conversation": patron.id, "seq": 1})
        shown = await next_frame(socket, "entries")
        assert (shown["conversation"], [entry["seq"] for entry in shown["entries"]]) == (patron.id, [2])
        await socket.send_json({"type": "leave", "conversation": NOWHERE})
        await socket.send_json({"type": "leave", "conversation": patron.id})
        await socket.send_json({"type": "typing"})  # no conversation: not understood, and the end of it
        assert (await until_closed(socket))[-1] == NOT_UNDERSTOOD


@pytest.mark.parametrize("role", STAFF)
async def test_typing_is_seen_where_it_is_on_screen_and_from_whom_may_answer(opened: OpenDesk, role: str) -> None:
    """Not in a conversation that isn't open there, not in somebody else's, and not by who only reads."""
    mine, other, writer = await opened.patron(), await opened.patron(), await opened.staff(role)
    async with mine.live("/api/patron/live") as near, other.live("/api/patron/live") as far:
        for patron, socket in ((mine, near), (other, far)):
            await socket.send_json(hello(patron, 2))
            await next_frame(socket, "status")
        async with writer.live("/api/live") as socket:
            await socket.send_json(hello(writer, {mine.id: 2}))
            for conversation in (NOWHERE, other.id, mine.id):
                await socket.send_json({"type": "typing", "conversation": conversation})
            await socket.send_json({"type": "open", "conversation": mine.id, "seq": 1})
            await next_frame(socket, "counts")
            while (await next_frame(socket, "entries"))["entries"] == []:
                pass  # answered in order: the typing before it has been dealt with
        for patron in (mine, other):
            await patron("POST", "/api/patron/messages", {"client_id": f"message-{patron.id}", "text": "Hallå?"})
        seen = [await _kinds_until_entries(socket) for socket in (near, far)]
        assert seen == [["typing"] if HEARD[role] else [], []]


async def _kinds_until_entries(socket: aiohttp.ClientWebSocketResponse) -> list[str]:
    kinds: list[str] = []
    while (frame := await socket.receive_json(timeout=5))["type"] != "entries":
        kinds.append(frame["type"])
    return kinds


@pytest.mark.parametrize("kind", ["open", "leave", "claim", "", None, 7])
async def test_a_patron_can_say_nothing_but_that_they_type(opened: OpenDesk, kind: object) -> None:
    """Whatever a console may say ends a patron's connection, another's conversation or one that never was alike."""
    mine, other = await opened.patron(), await opened.patron()
    answers = []
    for conversation in (other.id, NOWHERE):
        async with mine.live("/api/patron/live") as socket:
            await socket.send_json(hello(mine, 2))
            await socket.send_json({"type": kind, "conversation": conversation, "seq": 0})
            answers.append(await until_closed(socket))
    assert answers[0] == answers[1]
    assert answers[0][-1] == NOT_UNDERSTOOD
    assert other.id not in str(answers)


async def test_a_patrons_connection_tells_of_no_other_conversation(opened: OpenDesk) -> None:
    """While somebody else writes and types, nothing comes."""
    mine, other = await opened.patron(), await opened.patron()
    async with mine.live("/api/patron/live") as socket, other.live("/api/patron/live") as theirs:
        await socket.send_json(hello(mine, 2))
        await next_frame(socket, "status")
        await theirs.send_json(hello(other, 2))
        await theirs.send_json({"type": "typing", "conversation": mine.id})
        await other("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Theirs"})
        await next_frame(theirs, "entries")
        await mine("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Mine"})
        first = await socket.receive_json(timeout=5)
        assert (first["type"], first["entries"][0]["text"]) == ("entries", "Mine")


async def test_neither_sides_credentials_open_the_other_side(opened: OpenDesk) -> None:
    """A session is no conversation's token, a token no session."""
    patron, maja = await opened.patron(), await opened.staff()
    async with maja.live("/api/patron/live") as socket:
        await socket.send_json({"token": maja.headers["X-CSRF-Token"], "last_seq": 0})
        assert await until_closed(socket) == [NOT_SIGNED_IN]
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with patron.live("/api/live"):
            pass
    assert refused.value.status == 401


@pytest.mark.parametrize("role", STAFF)
async def test_a_connection_ends_with_its_session(opened: OpenDesk, role: str) -> None:
    """Whoever is blocked, or has another role now, hears no more, not even on a page that was left open."""
    admin, maja = await opened.staff("admin"), await opened.staff(role)
    async with maja.live("/api/live") as theirs, admin.live("/api/live") as ours:
        for caller, socket in ((maja, theirs), (admin, ours)):
            await socket.send_json(hello(caller))
            await next_frame(socket, "counts")
        await admin("PATCH", f"/api/people/{maja.id}", {"active": False})
        assert (await until_closed(theirs))[-1] == NOT_SIGNED_IN
        await opened.patron()
        await next_frame(ours, "queue")


async def test_a_session_that_another_process_ended_ends_the_connection_too(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody tells this process, so it looks by itself every few seconds."""
    monkeypatch.setattr(console, "_STILL_IN", 0.05)
    maja = await opened.staff()
    async with maja.live("/api/live") as socket:
        await socket.send_json(hello(maja))
        await next_frame(socket, "counts")
        await opened.desk.store.end_sessions(person=maja.id)
        assert (await until_closed(socket))[-1] == NOT_SIGNED_IN
