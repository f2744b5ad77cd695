"""A trainee whose replies are read by a colleague first, over the API."""

from __future__ import annotations

from tests.bot.server.desk import Caller, OpenDesk, time_passes
from tests.bot.server.test_replies import HELLO, read, send


async def learner(opened: OpenDesk) -> Caller:
    """A trainee of whom an admin has said that somebody reads their replies first."""
    admin, trainee = await opened.staff("admin"), await opened.staff("trainee", "Lo")
    changed = await admin("PATCH", f"/api/people/{trainee.id}", {"second_reader": True})
    assert changed.body["second_reader"] is True
    return trainee


async def test_a_learners_reply_is_read_sent_and_signed_with_their_name(opened: OpenDesk) -> None:
    """It stands in the second reader's queue, not in the learner's own."""
    lo, bo, patron = await learner(opened), await opened.staff(), await opened.patron()
    sent = await send(lo, patron.id)
    assert (sent.status, sent.body["hold_until"]) == (202, None)
    await time_passes(opened, minutes=2)
    assert await read(patron) == []

    queue = (await bo("GET", "/api/queue?view=to_read")).body
    assert [row["to_read"]["name"] for row in queue["conversations"]] == ["Lo"]
    assert queue["counts"]["to_read"] == 1
    assert (await lo("GET", "/api/queue?view=to_read")).body["counts"]["to_read"] == 0
    shown = (await bo("GET", f"/api/conversations/{patron.id}")).body
    assert [(held["text"], held["hold_until"], held["who"]) for held in shown["held"]] == [(HELLO, None, "Lo")]
    assert {"pass", "give_back"} <= set(shown["may"])

    path = f"/api/conversations/{patron.id}/replies/{sent.body['reply']}"
    assert (await bo("POST", f"{path}/pass", {"seen": shown["seq"]})).status == 200
    await time_passes(opened, seconds=10)
    assert await read(patron) == [HELLO]
    entries = (await bo("GET", f"/api/conversations/{patron.id}")).body["entries"]
    assert next(entry["who"] for entry in entries if entry.get("text") == HELLO) == "Lo"


async def test_given_back_it_is_the_learners_draft_again(opened: OpenDesk) -> None:
    """With a word that only colleagues read."""
    lo, bo, patron = await learner(opened), await opened.staff(), await opened.patron()
    reply = (await send(lo, patron.id)).body["reply"]
    path = f"/api/conversations/{patron.id}/replies/{reply}"
    assert (await bo("POST", f"{path}/give-back", {"text": "Säg gärna på vilken hylla."})).status == 200
    assert (await lo("GET", f"/api/conversations/{patron.id}/draft")).body["text"] == HELLO
    entries = (await lo("GET", f"/api/conversations/{patron.id}")).body["entries"]
    assert [(e["meta"]["to"], e["text"]) for e in entries if e["kind"] == "given_back"] == [
        ("Lo", "Säg gärna på vilken hylla.")
    ]
    assert "vilken hylla" not in (await patron("GET", "/api/patron/conversation")).raw.decode()


async def test_a_second_reader_hears_what_was_written_meanwhile(opened: OpenDesk) -> None:
    """Nothing is sent past a patron's new words, unless one says so."""
    lo, bo, patron = await learner(opened), await opened.staff(), await opened.patron()
    sent = (await send(lo, patron.id)).body
    more = {"client_id": "more-0000000000000001", "text": "Jag hittade den!"}
    await patron("POST", "/api/patron/messages", more)
    path = f"/api/conversations/{patron.id}/replies/{sent['reply']}/pass"
    stale = await bo("POST", path, {"seen": sent["seq"]})
    assert (stale.status, stale.body["error"]) == (409, "stale")
    assert [entry["text"] for entry in stale.body["entries"] if entry["by"] == "patron"] == ["Jag hittade den!"]
    assert (await bo("POST", path, {"seen": sent["seq"], "override": True})).status == 200


async def test_no_learner_reads_for_another_and_nobody_for_themselves(opened: OpenDesk) -> None:
    """Two people of whom one is past learning."""
    lo, other, patron = await learner(opened), await opened.staff("trainee"), await opened.patron()
    reply = (await send(lo, patron.id)).body["reply"]
    path = f"/api/conversations/{patron.id}/replies/{reply}/pass"
    assert (await other("POST", path, {"seen": 99})).status == 403
    assert "pass" not in (await other("GET", f"/api/conversations/{patron.id}")).body["may"]
    assert "pass" not in (await lo("GET", f"/api/conversations/{patron.id}")).body["may"]


async def test_once_a_librarian_they_are_their_own_reader(opened: OpenDesk) -> None:
    """What an admin said of the learner ends with the learning."""
    lo, admin, patron = await learner(opened), await opened.staff("admin"), await opened.patron()
    await admin("PATCH", f"/api/people/{lo.id}", {"role": "librarian"})
    signed = await lo("POST", "/api/session", {"name": "Lo", "password": "a password of some length"})
    lo.headers["X-CSRF-Token"] = signed.body["csrf"]
    assert (await send(lo, patron.id)).body["hold_until"] is not None
