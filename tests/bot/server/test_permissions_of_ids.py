"""Ids of others: whoever asks for what isn't theirs gets the very answer that an id which never was gets.

Made from the API document: a route with a new kind of place in its path fails until it is said here what it is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.ports import Person
from tests.bot.server.calling import HTTP, NOWHERE, ROLES, SOCKETS, call
from tests.bot.server.desk import Caller, OpenDesk, Reply, open_desk
from tests.bot.server.document import Operation
from tests.bot.server.test_attachments import attach, entries

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAFF = ("librarian", "trainee", "viewer", "admin")
SECRET = {"id", "reply", "promise", "file", "seq"}
"""Places that name what is somebody's: these are tried below."""

OPEN = {"lang", "key", "kind", "number", "system", "section", "name", "path", "person", "message", "group", "tap"}
"""Names and numbers that whoever may ask may know; the last four are the make-believe phone's."""

BY_ID = [operation for operation in HTTP if "{id}" in operation.path]
WITHIN = [operation for operation in BY_ID if {"{reply}", "{promise}", "{file}"} & set(operation.path.split("/"))]
PATRONS = [operation for operation in HTTP if operation.roles == {"patron"}]
FOR_STAFF = [operation for operation in HTTP if operation.roles <= set(STAFF)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OpenDesk]:
    """One desk for all of them."""
    async with open_desk(tmp_path_factory.mktemp("desk")) as desk:
        yield desk


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def staff(opened: OpenDesk) -> dict[str, Caller]:
    """One of each role."""
    return {role: await opened.staff(role) for role in STAFF}


def told(reply: Reply) -> tuple[int, bytes, str]:
    """All that an answer tells."""
    return reply.status, reply.raw, reply.headers.get("Location", "")


async def test_every_place_in_a_path_is_a_secret_or_a_name() -> None:
    """Whoever adds a route says which; a secret one is tried by the tests below."""
    places = {part[1:-1] for operation in (*HTTP, *SOCKETS) for part in operation.path.split("/") if part[:1] == "{"}
    assert places - {"lang}.jso"} - OPEN == SECRET


@pytest.mark.parametrize("role", STAFF)
async def test_an_id_that_is_nobodys_is_simply_not_found(staff: dict[str, Caller], role: str) -> None:
    """Nothing but 404, whatever the operation, for every role that may ask at all."""
    for operation in BY_ID:
        if role in operation.roles:
            reply = await call(staff[role], operation, {"id": NOWHERE})
            assert (reply.status, reply.body["error"]) == (404, "not_found"), operation


@pytest.mark.parametrize("role", ROLES)
async def test_whoever_may_not_ask_learns_nothing_of_ids(
    opened: OpenDesk, staff: dict[str, Caller], role: str
) -> None:
    """A conversation or a colleague that is there is refused in the same words as one that isn't."""
    asked, colleague = await opened.patron(), await opened.staff()
    asker = staff.get(role) or (await opened.patron() if role == "patron" else opened.anybody())
    for operation in BY_ID:
        if role not in operation.roles:
            there = colleague.id if "people" in operation.path else asked.id
            known, unknown = [await call(asker, operation, {"id": one}) for one in (there, NOWHERE)]
            assert known.status in {401, 403}, operation
            assert told(known) == told(unknown), operation


@pytest.mark.parametrize("operation", WITHIN, ids=str)
async def test_what_is_in_another_conversation_answers_like_what_never_was(
    opened: OpenDesk, staff: dict[str, Caller], operation: Operation
) -> None:
    """A reply, a promise, a file: byte for byte the same, so that nothing is learnt by asking."""
    mine, other, admin = await opened.patron(), await opened.patron(), staff["admin"]
    sent = {"client_id": "reply-0000000000000000", "text": "Hej! Ja.", "seen": 2}
    vow = {"client_id": f"promise-{other.id}", "text": "Jag frågar arkivet.", "due": "2026-11-24"}
    queued = await admin("POST", f"/api/conversations/{other.id}/replies", sent)
    made = await admin("POST", f"/api/conversations/{other.id}/promises", vow)
    await attach(other)
    (file,) = [one["id"] for entry in await entries(other) for one in entry["meta"]["attachments"]]
    (promise,) = [
        one["promise"]["id"]
        for one in (await admin("GET", "/api/promises")).body["promises"]
        if one["conversation"] == other.id
    ]
    assert (queued.status, made.status) == (202, 200)
    theirs = {"reply": queued.body["reply"], "promise": promise, "file": file}
    foreign = await call(admin, operation, {"id": mine.id, **theirs})
    unknown = await call(admin, operation, {"id": mine.id, **dict.fromkeys(theirs, NOWHERE)})
    assert foreign.status == unknown.status == 404
    assert told(foreign) == told(unknown)


async def test_a_patron_reaches_no_file_and_no_message_but_their_own(opened: OpenDesk) -> None:
    """Another patron's file, and a message that isn't theirs, are what never was."""
    mine, other = await opened.patron(), await opened.patron()
    await attach(other)
    (file,) = [one["id"] for entry in await entries(other) for one in entry["meta"]["attachments"]]
    foreign = {"file": file, "seq": "2"}  # the second entry is the desk's
    for operation in PATRONS:
        if "{" in operation.path:
            theirs, unknown = [await call(mine, operation, one) for one in (foreign, {"file": NOWHERE, "seq": "99"})]
            assert theirs.status == 404, operation
            assert told(theirs) == told(unknown), operation


async def test_a_token_that_was_forgotten_is_one_that_never_was(opened: OpenDesk) -> None:
    """Nobody learns that there was a conversation."""
    gone, never = await opened.patron(), opened.anybody()
    never.headers["Authorization"] = f"Bearer {'x' * 64}"
    await gone("DELETE", "/api/patron/conversation")
    for operation in PATRONS:
        assert told(await call(gone, operation, {})) == told(await call(never, operation, {})), operation


@pytest.mark.parametrize("how", ["signed out", "blocked", "slept in"])
async def test_a_session_that_is_over_opens_nothing(opened: OpenDesk, how: str) -> None:
    """Each operation answers as to somebody who never signed in, though the cookie and the token are still sent."""
    was, never = await opened.staff("admin"), opened.anybody()
    (cookie,) = was.session.cookie_jar
    was.headers["Cookie"] = f"{cookie.key}={cookie.value}"
    if how == "signed out":
        await opened.desk.end_sessions(person=was.id)
    elif how == "blocked":
        person = await opened.desk.store.person(was.id)
        assert person
        blocked = Person(person.id, person.name, person.role, password_hash=person.password_hash, active=False)
        await opened.desk.keep_person(blocked, by="test")
    else:
        opened.clock.push(hours=13)
    for operation in FOR_STAFF:
        after, anybody = [await call(who, operation, {"id": NOWHERE}) for who in (was, never)]
        assert after.status in {401, 303}, operation
        assert told(after) == told(anybody), operation
