"""Every operation of the API document by every role: whom ``x-roles`` names comes in, everybody else stays out.

A new operation is tried here without a line of test: the document says how to call it (``example``).
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.duties.email_line import practice_account
from bot.practice.mailbox import PracticePost
from bot.practice.telegram.world import World
from bot.server.mailbox import mail_routes
from bot.server.phone import phone_routes
from tests.bot.server.calling import HTTP, ROLES, SOCKETS, call, caller
from tests.bot.server.desk import OpenDesk, open_desk
from tests.bot.server.document import Operation

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OpenDesk]:
    """One desk for all of them; each brings its own people and questions."""
    practice = PracticePost(practice_account("Library"), None, None)  # type: ignore[arg-type]  # no mail comes here
    phone = phone_routes(World("1:practice", now=lambda: 0.0), group=1)
    async with open_desk(tmp_path_factory.mktemp("desk"), more=(*phone, *mail_routes(practice))) as desk:
        yield desk


def _is_let_in(operation: Operation, role: str) -> bool:
    return "anonymous" in operation.roles or role in operation.roles


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("operation", HTTP, ids=str)
async def test_a_route_lets_in_whom_the_document_names(opened: OpenDesk, operation: Operation, role: str) -> None:
    """401 and 403 for everybody else, and never for those who are named."""
    asker = await caller(opened, role)
    somebody = await (opened.staff() if "people" in operation.path else opened.patron())
    reply = await call(asker, operation, {"id": somebody.id})
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
    asker = await caller(opened, role)
    hello = {
        "token": asker.headers.get("Authorization", "").removeprefix("Bearer "),
        "last_seq": 0,
        "csrf": asker.headers.get("X-CSRF-Token", ""),
        "last": {},
    }
    if not _is_let_in(operation, role) and "x-credentials" not in operation.told:
        reply = await asker(operation.method, operation.path)
        assert reply.status in {401, 403}
        return
    async with asker.live(operation.path) as socket:
        await socket.send_json(hello)
        first = await socket.receive()
        if _is_let_in(operation, role):
            assert "type" in first.json()
        else:
            assert first.data == 4401


@pytest.mark.parametrize("operation", [o for o in HTTP if "csrf" in str(o.told.get("security"))], ids=str)
async def test_a_change_without_the_sessions_own_token_is_refused(opened: OpenDesk, operation: Operation) -> None:
    """Another site can make a browser send the cookie, but not this header."""
    asked = await opened.patron()
    admin = await opened.staff("admin")
    for planted in ("", "x" * 43):
        admin.headers["X-CSRF-Token"] = planted
        reply = await call(admin, operation, {"id": asked.id})
        assert (reply.status, reply.body["error"]) == (403, "csrf")


async def test_every_route_that_changes_something_for_staff_asks_for_the_token() -> None:
    """The list above can't miss one."""
    staff = {"librarian", "trainee", "viewer", "admin"}
    for operation in HTTP:
        if operation.method != "GET" and operation.roles <= staff:
            assert "csrf" in str(operation.told["security"]), operation
