"""What staff do to a conversation: claim, hand over, note, nod, close; and what the queue says meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.bot.server.desk import Caller, OpenDesk


async def do(caller: Caller, conversation: str, deed: str, body: Any = None) -> Any:
    """One deed."""
    return await caller("POST", f"/api/conversations/{conversation}/{deed}", body)


async def test_the_first_claim_wins_and_the_second_hears_who(opened: OpenDesk) -> None:
    """Both press at once; one has it, the other reads a name."""
    patron = await opened.patron()
    both = [await opened.staff(name="Maja"), await opened.staff(name="Bo")]
    replies = await asyncio.gather(*(do(caller, patron.id, "claim") for caller in both))
    assert sorted(reply.status for reply in replies) == [200, 409]
    refused = next(reply for reply in replies if reply.status == 409)
    winner = "Maja" if replies[0].status == 200 else "Bo"
    assert refused.body == {
        "error": "claimed_by_other",
        "message": f"{winner} is answering this already. Choose another question, or leave a note.",
        "who": winner,
    }


async def test_taking_over_is_open(opened: OpenDesk) -> None:
    """Asked for, it is done, and the journal says from whom."""
    patron = await opened.patron()
    maja, bo = await opened.staff(name="Maja"), await opened.staff(name="Bo")
    await do(maja, patron.id, "claim")
    taken = await do(bo, patron.id, "claim", {"take_over": True})
    assert taken.body["conversation"]["assignee"]["name"] == "Bo"


async def test_a_handover_stays_with_the_sender_until_accepted(opened: OpenDesk) -> None:
    """And the patron hears who takes it."""
    patron = await opened.patron()
    maja, bo = await opened.staff(name="Maja"), await opened.staff(name="Bo")
    await do(maja, patron.id, "claim")
    offered = await do(maja, patron.id, "handover", {"to": bo.id})
    assert offered.body["conversation"]["assignee"]["name"] == "Maja"
    assert offered.body["conversation"]["offered_to"]["name"] == "Bo"
    accepted = await do(bo, patron.id, "accept")
    assert accepted.body["conversation"]["assignee"]["name"] == "Bo"
    said = (await patron("GET", "/api/patron/conversation")).body["entries"][-1]["text"]
    assert said.startswith("Bo tar över härifrån")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "handover_to_whom"),
        ({"to": "0" * 32, "desk": "main"}, 400, "handover_to_whom"),
        ({"to": "0" * 32}, 400, "unknown_person"),
        ({"desk": "nowhere"}, 400, "unknown_desk"),
    ],
)
async def test_a_handover_needs_somebody_who_is_there(opened: OpenDesk, body: Any, status: int, code: str) -> None:
    """Refused with a sentence, and the sender still has it."""
    patron, maja = await opened.patron(), await opened.staff()
    await do(maja, patron.id, "claim")
    tried = await do(maja, patron.id, "handover", body)
    assert (tried.status, tried.body["error"]) == (status, code)


async def test_only_whoever_has_it_may_give_it_back(opened: OpenDesk) -> None:
    """A colleague's conversation is not released over their head."""
    patron = await opened.patron()
    maja, bo = await opened.staff(name="Maja"), await opened.staff(name="Bo")
    await do(maja, patron.id, "claim")
    tried = await do(bo, patron.id, "release")
    assert (tried.status, tried.body["who"]) == (409, "Maja")
    assert (await do(maja, patron.id, "release")).body["conversation"]["state"] == "waiting"


async def test_a_note_is_for_colleagues_and_comes_once(opened: OpenDesk) -> None:
    """Sent twice with one id it is one note."""
    patron, maja = await opened.patron(), await opened.staff()
    note = {"text": "Asked the map room.", "client_id": "note-000000000000"}
    for _ in range(2):
        assert (await do(maja, patron.id, "notes", note)).status == 200
    read = (await maja("GET", f"/api/conversations/{patron.id}")).body["entries"]
    assert [entry["text"] for entry in read if entry["kind"] == "note"] == ["Asked the map room."]


async def test_a_nod_tells_the_patron_that_they_were_seen(opened: OpenDesk) -> None:
    """By name, without claiming."""
    patron, maja = await opened.patron(), await opened.staff(name="Maja")
    nodded = await do(maja, patron.id, "nod")
    assert nodded.body["conversation"]["state"] == "waiting"
    said = (await patron("GET", "/api/patron/conversation")).body["entries"][-1]["text"]
    assert said == "Maja har sett din fråga och är snart hos dig."


async def test_closed_and_reopened(opened: OpenDesk) -> None:
    """It leaves the queue and comes back to whoever took it up."""
    patron, maja = await opened.patron(), await opened.staff()
    await do(maja, patron.id, "claim")
    assert (await do(maja, patron.id, "close")).body["conversation"]["state"] == "closed"
    assert (await maja("GET", "/api/queue?view=closed")).body["conversations"][0]["id"] == patron.id
    assert (await maja("GET", "/api/queue?view=all")).body["conversations"] == []
    assert (await do(maja, patron.id, "reopen")).body["conversation"]["state"] == "claimed"


async def test_what_makes_no_sense_now_is_refused_with_a_sentence(opened: OpenDesk) -> None:
    """A code for programs, words for people."""
    patron, maja = await opened.patron(), await opened.staff()
    tried = await do(maja, patron.id, "reopen")
    assert (tried.status, tried.body["error"]) == (409, "not_now")
    assert tried.body["message"].startswith("This isn't possible just now.")


async def test_the_queue_shows_the_oldest_wait_first_and_counts(opened: OpenDesk) -> None:
    """Waiting, mine and all, each what it says."""
    first = await opened.patron("First")
    opened.clock.push(minutes=1)
    second = await opened.patron("Second")
    maja = await opened.staff()
    waiting = (await maja("GET", "/api/queue")).body
    assert [row["last_text"] for row in waiting["conversations"]] == ["First", "Second"]
    await do(maja, first.id, "claim")
    mine = (await maja("GET", "/api/queue?view=mine")).body
    assert [row["id"] for row in mine["conversations"]] == [first.id]
    assert mine["counts"] == {"waiting": 1, "mine": 1, "later": 0, "to_read": 0, "all": 2}
    assert [row["id"] for row in (await maja("GET", "/api/queue?limit=1")).body["conversations"]] == [second.id]


@pytest.mark.parametrize("query", ["view=others", "limit=0", "limit=201", "limit=x"])
async def test_a_queue_that_is_not_there_is_refused(opened: OpenDesk, query: str) -> None:
    """By the field's name."""
    maja = await opened.staff()
    tried = await maja("GET", f"/api/queue?{query}")
    assert (tried.status, tried.body["error"], tried.body["field"]) == (400, "wrong_field", query[:5].strip("="))


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        (
            "librarian",
            "block claim close handover nod note promise reply",
            "block close handover nod note pause promise release reply",
        ),
        ("viewer", "", ""),
    ],
)
async def test_the_console_offers_only_what_can_be_done(opened: OpenDesk, role: str, before: str, after: str) -> None:
    """Buttons that would be refused aren't shown."""
    patron, reader = await opened.patron(), await opened.staff(role)
    path = f"/api/conversations/{patron.id}"
    assert (await reader("GET", path)).body["may"] == before.split()
    await do(reader, patron.id, "claim")
    assert (await reader("GET", path)).body["may"] == after.split()


async def test_a_colleagues_name_stays_after_they_have_left(opened: OpenDesk) -> None:
    """History keeps who said what."""
    patron, bo = await opened.patron(), await opened.staff(name="Bo")
    admin = await opened.staff("admin")
    await do(bo, patron.id, "notes", {"text": "Asked the map room."})
    assert (await admin("PATCH", f"/api/people/{bo.id}", {"active": False})).status == 200
    read = (await admin("GET", f"/api/conversations/{patron.id}")).body["entries"]
    assert read[-1]["who"] == "Bo"
