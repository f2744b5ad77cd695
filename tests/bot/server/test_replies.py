"""Sending: read once more whatever the page has shown, guarded, held, undone, sent once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from nlp.finding import Finding
from tests.bot.server.desk import Caller, OpenDesk, Reply, time_passes

HELLO = "Hej! Ja, vi har den på finska."
SLOT = Finding("placeholder", 4, 10, "[namn]", "Här står en lucka tom.", rule="placeholder", source="001")
COLD = Finding("abrupt", 0, 4, "Nej.", "Det kan låta som en stängd dörr.", ("Tyvärr",), "abrupt", "000")


async def send(caller: Caller, conversation: str, text: str = HELLO, seen: int = 2, **more: Any) -> Reply:
    """Press send."""
    body = {"client_id": "reply-000000000000", "text": text, "seen": seen, **more}
    return await caller("POST", f"/api/conversations/{conversation}/replies", body)


async def read(patron: Caller) -> list[str]:
    """What the patron reads from librarians."""
    seen = await patron("GET", "/api/patron/conversation")
    return [entry["text"] for entry in seen.body["entries"] if entry["by"] == "librarian" and "text" in entry]


async def test_a_reply_is_held_and_then_read(opened: OpenDesk) -> None:
    """For the undo seconds it waits; answering is claiming."""
    patron, maja = await opened.patron(), await opened.staff()
    queued = await send(maja, patron.id)
    assert queued.status == 202
    shown = (await maja("GET", f"/api/conversations/{patron.id}")).body
    assert [(held["text"], held["mine"]) for held in shown["held"]] == [(HELLO, True)]
    assert shown["conversation"]["assignee"]["id"] == maja.id
    assert await read(patron) == []
    await time_passes(opened, seconds=6)
    assert await read(patron) == [HELLO]


async def test_send_pressed_twice_is_sent_once(opened: OpenDesk) -> None:
    """The same reply id comes back; the patron reads it once."""
    patron, maja = await opened.patron(), await opened.staff()
    first, again = await send(maja, patron.id), await send(maja, patron.id)
    assert first.body["reply"] == again.body["reply"]
    await time_passes(opened, seconds=6)
    await send(maja, patron.id)
    await time_passes(opened, seconds=6)
    assert await read(patron) == [HELLO]


async def test_undo_gives_the_words_back_to_the_draft(opened: OpenDesk) -> None:
    """Nothing was read, nothing is lost."""
    patron, maja = await opened.patron(), await opened.staff()
    reply = (await send(maja, patron.id)).body["reply"]
    undone = await maja("POST", f"/api/conversations/{patron.id}/replies/{reply}/undo")
    assert undone.body["draft"]["text"] == HELLO
    await time_passes(opened, seconds=6)
    assert await read(patron) == []


async def test_after_the_undo_seconds_it_is_too_late(opened: OpenDesk) -> None:
    """Said in a sentence."""
    patron, maja = await opened.patron(), await opened.staff()
    reply = (await send(maja, patron.id)).body["reply"]
    await time_passes(opened, seconds=6)
    late = await maja("POST", f"/api/conversations/{patron.id}/replies/{reply}/undo")
    assert (late.status, late.body["error"]) == (409, "already_decided")


async def test_another_librarian_cannot_undo_it(opened: OpenDesk) -> None:
    """Whose words, whose undo."""
    patron, maja, bo = await opened.patron(), await opened.staff(name="Maja"), await opened.staff()
    reply = (await send(maja, patron.id)).body["reply"]
    tried = await bo("POST", f"/api/conversations/{patron.id}/replies/{reply}/undo")
    assert (tried.status, tried.body["who"]) == (409, "Maja")


async def test_a_stale_reply_is_refused_with_what_was_missed(opened: OpenDesk) -> None:
    """The entries since ``seen`` are in the answer, and the draft is untouched."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}/draft"
    await maja("PUT", path, {"text": HELLO, "version": 0})
    await patron("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Eller på svenska?"})
    stale = await send(maja, patron.id)
    assert (stale.status, stale.body["error"]) == (409, "stale")
    assert [entry["text"] for entry in stale.body["entries"]] == ["Eller på svenska?"]
    assert (await maja("GET", path)).body["text"] == HELLO
    assert (await send(maja, patron.id, override=True)).status == 202


async def test_two_librarians_at_once_send_one_reply(opened: OpenDesk) -> None:
    """The second reads the first one's words instead."""
    patron = await opened.patron()
    both = [await opened.staff(name="Maja"), await opened.staff(name="Bo")]
    replies = await asyncio.gather(*(send(caller, patron.id) for caller in both))
    assert sorted(reply.status for reply in replies) == [202, 409]
    await time_passes(opened, seconds=6)
    assert await read(patron) == [HELLO]


async def test_what_holds_a_reply_back_is_shown_and_can_be_confirmed(opened: OpenDesk) -> None:
    """A slot that was left empty is looked at; a cold tone is a hint and holds nothing."""
    patron, maja = await opened.patron(), await opened.staff()
    opened.proofreader.findings = (COLD, SLOT)
    held_back = await send(maja, patron.id, "Hej [namn], nej.")
    assert (held_back.status, held_back.body["error"]) == (422, "held_back")
    assert [finding["code"] for finding in held_back.body["findings"]] == ["placeholder"]
    assert (await send(maja, patron.id, "Hej [namn], nej.", confirmed=["placeholder"])).status == 202


async def test_what_the_page_claims_to_have_checked_counts_for_nothing(opened: OpenDesk) -> None:
    """The reply is read here once more, with its question and what was said before."""
    patron, maja = await opened.patron(), await opened.staff()
    await send(maja, patron.id)
    draft = opened.proofreader.read_drafts[-1]
    assert (draft.text, draft.lang, draft.channel, draft.phase) == (HELLO, "sv", "chat", "opening")
    assert draft.question == "Har ni Pippi på finska?"
    assert draft.before is not None
    assert [piece.by for piece in draft.before] == ["patron", "desk"]


async def test_a_mended_question_is_read_in_its_newest_wording(opened: OpenDesk) -> None:
    """The check sees what the librarian sees."""
    patron, maja = await opened.patron(), await opened.staff()
    await patron("PUT", "/api/patron/messages/1", {"client_id": "edit-00000000000000", "text": "Har ni Mumin?"})
    await send(maja, patron.id, seen=3)
    assert opened.proofreader.read_drafts[-1].question == "Har ni Mumin?"


@pytest.mark.parametrize("more", [{"override": True}, {"confirmed": ["placeholder"]}])
async def test_a_trainee_asks_a_colleague_before_overruling_a_guard(opened: OpenDesk, more: Any) -> None:
    """They may send; what holds back is somebody else's word."""
    patron, trainee = await opened.patron(), await opened.staff("trainee")
    tried = await send(trainee, patron.id, **more)
    assert (tried.status, tried.body["error"]) == (403, "trainee_asks")
    assert (await send(trainee, patron.id)).status == 202


@pytest.mark.parametrize(("text", "status"), [("", 400), (" \n", 400), ("x" * 20_001, 413)])
async def test_no_reply_is_empty_or_endless(opened: OpenDesk, text: str, status: int) -> None:
    """Refused before anything is read."""
    patron, maja = await opened.patron(), await opened.staff()
    assert (await send(maja, patron.id, text)).status == status


async def test_send_and_close_closes_when_it_has_left(opened: OpenDesk) -> None:
    """Unless the patron has written meanwhile."""
    patron, maja = await opened.patron(), await opened.staff()
    await send(maja, patron.id, close=True)
    assert (await patron("GET", "/api/patron/conversation")).body["closed"] is False
    await time_passes(opened, seconds=6)
    assert (await patron("GET", "/api/patron/conversation")).body["closed"] is True


async def test_a_check_shows_hints_where_they_belong(opened: OpenDesk) -> None:
    """Offsets in code points and in a browser's units, titles in the reader's language."""
    patron, maja = await opened.patron(), await opened.staff()
    opened.proofreader.findings = (
        Finding("abrupt", 2, 6, "Nej.", "Det kan låta som en stängd dörr.", ("Tyvärr",), "abrupt", "000"),
    )
    opened.proofreader.engines = {"languagetool": "down", "spelling": "hunspell"}
    path = f"/api/conversations/{patron.id}/check"
    checked = await maja("POST", path, {"text": "🙂 Nej.", "version": 7}, headers={"Accept-Language": "fi"})
    hint = checked.body["findings"][0]
    assert (hint["start"], hint["end"], hint["start16"], hint["end16"]) == (2, 6, 3, 7)
    assert (hint["category"], hint["title"], hint["holds"]) == ("cold", "Voi kuulostaa kylmältä", False)
    assert hint["source_name"] == "Servizio clienti nella biblioteca"
    assert checked.body["version"] == 7
    assert checked.body["not_checked"].startswith("Kielioppia ei tarkistettu")


async def test_a_dead_end_is_offered_next_steps(opened: OpenDesk) -> None:
    """Keys of the texts that stand ready in the patron's language."""
    patron, maja = await opened.patron(), await opened.staff()
    opened.proofreader.findings = (Finding("no-next-step", 4, 4, "", "Här tar det slut."),)
    checked = await maja("POST", f"/api/conversations/{patron.id}/check", {"text": "Nej.", "version": 1})
    steps = await maja("GET", "/api/next-steps?lang=sv")
    assert checked.body["next_steps"] == [step["key"] for step in steps.body["next_steps"]]
    assert "look_and_reply" in checked.body["next_steps"]
