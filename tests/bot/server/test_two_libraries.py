"""Two libraries in one installation: whatever one has is at the other as if it had never been.

Each has a folder, a database and a key of its own; what they share (the program, checkers, Redis, the server that
databases are on) keeps nothing that is said.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest
import pytest_asyncio

from tests.bot.server.calling import HTTP, NOWHERE, call
from tests.bot.server.desk import Caller, OpenDesk, open_desk

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECRET = "Strandvägens hemliga fråga"


class Two(NamedTuple):
    """Two open desks; east has been asked, west's admin is nosy."""

    east: OpenDesk
    west: OpenDesk
    patron: Caller
    admin: Caller
    nosy: Caller


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Two]:
    """Both open for all tests here."""
    folders = [tmp_path_factory.mktemp(name) for name in ("east", "west")]
    async with open_desk(folders[0], key=b"e" * 32) as east, open_desk(folders[1], key=b"w" * 32) as west:
        patron, *_ = [await east.patron(SECRET) for _ in range(8)]
        yield Two(east, west, patron, await east.staff("admin", "Anna"), await west.staff("admin", "Anna"))


def at(other: OpenDesk, caller: Caller) -> Caller:
    """Somebody with all they have in hand, at the other library's door."""
    return Caller(other.server, caller.session, dict(caller.headers), caller.id)


async def test_ids_of_one_answer_at_the_other_like_ids_that_never_were(two: Two) -> None:
    """Every operation of the document that names one, by an admin."""
    for operation in HTTP:
        if "{id}" in operation.path and "admin" in operation.roles:
            known, unknown = [await call(two.nosy, operation, {"id": one}) for one in (two.patron.id, NOWHERE)]
            assert (known.status, known.raw) == (unknown.status, unknown.raw), operation
            assert known.status == 404, operation


async def test_a_patrons_token_and_a_librarians_session_open_nothing_at_the_other(two: Two) -> None:
    """Though names and passwords may be the same."""
    token = await at(two.west, two.patron)("GET", "/api/patron/conversation")
    assert (token.status, token.body["error"]) == (401, "unknown_token")
    session = await at(two.west, two.admin)("GET", "/api/queue?view=all")
    assert session.status == 401


async def test_the_same_client_id_asks_at_each_library_by_itself(two: Two) -> None:
    """What makes a message one message is each library's own."""
    told = {"client_id": "the-same-id-at-both-libraries", "lang": "sv", "text": "Hej?"}
    answers = [await desk.anybody()("POST", "/api/patron/conversations", told) for desk in (two.east, two.west)]
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].body["conversation"] != answers[1].body["conversation"]
    assert answers[0].body["token"] != answers[1].body["token"]


@pytest.mark.parametrize("path", ["/api/queue?view=all", "/api/people", "/api/audit", "/api/statistics.csv"])
async def test_lists_and_figures_hold_nothing_of_the_other(two: Two, path: str) -> None:
    """Neither words nor names nor counts."""
    mine, theirs = await two.admin("GET", path), await two.nosy("GET", path)
    assert (mine.status, theirs.status) == (200, 200)
    assert mine.raw != theirs.raw
    said = theirs.raw.decode()
    assert not [secret for secret in ("hemliga", two.patron.id, two.admin.id) if secret in said]


async def test_a_search_finds_nothing_of_the_other(two: Two) -> None:
    """What is found at home is not there."""
    mine, theirs = [await one("POST", "/api/search", {"text": "hemliga"}) for one in (two.admin, two.nosy)]
    assert (mine.status, theirs.status) == (200, 200)
    assert two.patron.id in mine.raw.decode()
    assert two.patron.id not in theirs.raw.decode()


async def test_what_is_written_at_one_is_heard_at_the_other_by_nobody(two: Two) -> None:
    """Live, too."""
    with two.west.desk.live.for_staff() as ear:
        await two.patron("POST", "/api/patron/messages", {"client_id": "one-more-thing-00001", "text": "Hallå?"})
        await two.west.patron("Hej!")
        heard = await ear.next()
    assert heard is not None
    assert two.patron.id not in repr(heard)


async def test_forgetting_somebody_at_one_library_leaves_the_other_alone(two: Two) -> None:
    """The same address is another patron there."""
    address = "asker@library.example"
    there, here = [await desk.patron("Har ni öppet?", email=address) for desk in (two.east, two.west)]
    await two.east.desk.eraser.erase(by="test", email=address)
    assert (await there("GET", "/api/patron/conversation")).status == 401
    assert (await here("GET", "/api/patron/conversation")).status == 200
