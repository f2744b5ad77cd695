"""Every operation of the API document by every role: whom ``x-roles`` names comes in, everybody else stays out.

A new operation is tried here without a line of test: the document says how to call it (``example``).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.practice.telegram.world import World
from bot.server.phone import phone_routes
from tests.bot.server.desk import Caller, OpenDesk, Reply, open_desk
from tests.bot.server.document import Operation, operations

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROLES = ("anonymous", "patron", "librarian", "trainee", "viewer", "admin")
NOWHERE = "0" * 32
THERE = [operation for operation in operations() if operation.told.get("x-when", "demo") == "demo"]
HTTP = [operation for operation in THERE if "x-websocket" not in operation.told]
SOCKETS = [operation for operation in THERE if "x-websocket" in operation.told]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OpenDesk]:
    """One desk for all of them; each brings its own people and questions."""
    phone = phone_routes(World("1:practice", now=lambda: 0.0), group=1)
    async with open_desk(tmp_path_factory.mktemp("desk"), more=phone) as desk:
        yield desk


async def _caller(opened: OpenDesk, role: str) -> Caller:
    if role == "anonymous":
        return opened.anybody()
    return await (opened.patron() if role == "patron" else opened.staff(role))


def _path(operation: Operation, ids: dict[str, str]) -> str:
    path = operation.path
    for parameter in operation.told["parameters"]:
        if parameter["in"] == "path":
            name = parameter["name"]
            path = path.replace(f"{{{name}}}", str(ids.get(name, parameter.get("example", NOWHERE))))
    return path


def _body(operation: Operation) -> Any:
    content = operation.told.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = content.get("schema", {})
    return content.get("example", schema.get("example", _referred(schema)))


def _referred(schema: Any) -> Any:
    from tests.bot.server.document import document

    name = schema.get("$ref", "").rpartition("/")[2]
    return document()["components"]["schemas"].get(name, {}).get("example") if name else None


async def _call(caller: Caller, operation: Operation, ids: dict[str, str]) -> Reply:
    form = "application/x-www-form-urlencoded" in operation.told.get("requestBody", {}).get("content", {})
    rest: dict[str, Any] = {"data": {}} if form else {}
    return await caller(operation.method, _path(operation, ids), None if form else _body(operation), **rest)


def _is_let_in(operation: Operation, role: str) -> bool:
    return "anonymous" in operation.roles or role in operation.roles


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("operation", HTTP, ids=str)
async def test_a_route_lets_in_whom_the_document_names(opened: OpenDesk, operation: Operation, role: str) -> None:
    """401 and 403 for everybody else, and never for those who are named."""
    caller = await _caller(opened, role)
    somebody = await (opened.staff() if "people" in operation.path else opened.patron())
    reply = await _call(caller, operation, {"id": somebody.id})
    stopped = reply.status in {401, 403} or (
        reply.status == 303 and reply.headers["Location"] == "/signin" and "session" in str(operation.told)
    )
    if not _is_let_in(operation, role):
        assert stopped, (reply.status, reply.body)
    elif reply.status in {401, 403}:  # named, and refused for a reason of the matter itself
        assert reply.body["error"] in {"wrong_sign_in", "not_yours"}, reply.body
    else:
        assert not stopped
        assert reply.status < 500


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("operation", SOCKETS, ids=str)
async def test_a_live_connection_lets_in_whom_the_document_names(
    opened: OpenDesk, operation: Operation, role: str
) -> None:
    """A socket is a route like any other."""
    caller = await _caller(opened, role)
    hello = {
        "token": caller.headers.get("Authorization", "").removeprefix("Bearer "),
        "last_seq": 0,
        "csrf": caller.headers.get("X-CSRF-Token", ""),
        "last": {},
    }
    if not _is_let_in(operation, role) and "x-credentials" not in operation.told:
        reply = await caller(operation.method, operation.path)
        assert reply.status in {401, 403}
        return
    async with caller.live(operation.path) as socket:
        await socket.send_json(hello)
        first = await socket.receive()
        if _is_let_in(operation, role):
            assert "type" in first.json()
        else:
            assert first.data == 4401


FOREIGN = [
    operation
    for operation in HTTP
    if "{id}" in operation.path and "anonymous" not in operation.roles and "patron" not in operation.roles
]


@pytest.mark.parametrize("operation", FOREIGN, ids=str)
async def test_an_id_that_is_nobodys_is_simply_not_found(opened: OpenDesk, operation: Operation) -> None:
    """Nothing but 404, whatever the operation."""
    admin = await opened.staff("admin")
    reply = await _call(admin, operation, {"id": NOWHERE})
    assert (reply.status, reply.body["error"]) == (404, "not_found")


@pytest.mark.parametrize("operation", [o for o in FOREIGN if "{reply}" in o.path], ids=str)
async def test_a_reply_of_another_conversation_answers_like_an_unknown_one(
    opened: OpenDesk, operation: Operation
) -> None:
    """Byte for byte the same, so that nothing is learnt by asking."""
    admin = await opened.staff("admin")
    mine, other = await opened.patron(), await opened.patron()
    sent = {"client_id": "reply-0000000000000000", "text": "Hej! Ja.", "seen": 2}
    queued = await admin("POST", f"/api/conversations/{other.id}/replies", sent)
    assert queued.status == 202
    foreign = await _call(admin, operation, {"id": mine.id, "reply": queued.body["reply"]})
    unknown = await _call(admin, operation, {"id": mine.id, "reply": NOWHERE})
    assert foreign.status == unknown.status == 404
    assert foreign.raw == unknown.raw


@pytest.mark.parametrize("operation", [o for o in HTTP if "csrf" in str(o.told.get("security"))], ids=str)
async def test_a_change_without_the_sessions_own_token_is_refused(opened: OpenDesk, operation: Operation) -> None:
    """Another site can make a browser send the cookie, but not this header."""
    asked = await opened.patron()
    admin = await opened.staff("admin")
    for planted in ("", "x" * 43):
        admin.headers["X-CSRF-Token"] = planted
        reply = await _call(admin, operation, {"id": asked.id})
        assert (reply.status, reply.body["error"]) == (403, "csrf")


async def test_every_route_that_changes_something_for_staff_asks_for_the_token() -> None:
    """The list above can't miss one."""
    staff = {"librarian", "trainee", "viewer", "admin"}
    for operation in HTTP:
        if operation.method != "GET" and operation.roles <= staff:
            assert "csrf" in str(operation.told["security"]), operation
