"""Pausing, blocking and ending kindly, over the API."""

from __future__ import annotations

from tests.bot.server.desk import OpenDesk, time_passes


async def test_a_pause_is_one_persons_and_over_by_itself(opened: OpenDesk) -> None:
    """The queue shows until when; words that came meanwhile begin to wait at its end."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}"
    await maja("POST", f"{path}/claim")
    assert "pause" in (await maja("GET", path)).body["may"]
    paused = (await maja("POST", f"{path}/pause", {"minutes": 10})).body
    assert paused["conversation"]["paused_until"] is not None
    assert {"resume"} == {"pause", "resume"} & set((await maja("GET", path)).body["may"])
    await patron("POST", "/api/patron/messages", {"client_id": "more-0000000000000001", "text": "Är du kvar?"})
    assert (await maja("GET", path)).body["conversation"]["waiting_since"] is None
    await time_passes(opened, minutes=12)
    now = (await maja("GET", path)).body["conversation"]
    assert now["paused_until"] is None
    assert now["waiting_since"] is not None


async def test_a_block_needs_two_and_a_trainee_is_no_second(opened: OpenDesk) -> None:
    """Asked by one, offered to others, agreed to by somebody who may."""
    patron, maja, bo = await opened.patron(), await opened.staff(name="Maja"), await opened.staff()
    trainee = await opened.staff("trainee")
    path = f"/api/conversations/{patron.id}"
    asked = (await maja("POST", f"{path}/block", {"days": 7, "reason": "Hot tre gånger."})).body
    assert asked["conversation"]["block_asked"]["by"]["name"] == "Maja"
    refused = await maja("POST", f"{path}/block/confirm")
    assert (refused.status, refused.body["error"]) == (409, "second_person")
    assert (await trainee("POST", f"{path}/block/confirm")).status == 403
    assert "confirm_block" not in (await maja("GET", path)).body["may"]
    assert "confirm_block" not in (await trainee("GET", path)).body["may"]
    assert "confirm_block" in (await bo("GET", path)).body["may"]
    done = (await bo("POST", f"{path}/block/confirm")).body["conversation"]
    assert (done["state"], done["block_asked"]) == ("closed", None)


async def test_a_blocked_patron_can_write_and_nobody_is_called_until_it_is_lifted(opened: OpenDesk) -> None:
    """The patron reads until when; why stays with the colleagues."""
    patron, maja, bo = await opened.patron(), await opened.staff(), await opened.staff()
    path = f"/api/conversations/{patron.id}"
    await maja("POST", f"{path}/block", {"days": 7, "reason": "Hot tre gånger."})
    await bo("POST", f"{path}/block/confirm")
    more = {"client_id": "more-0000000000000001", "text": "Släpp in mig!"}
    assert (await patron("POST", "/api/patron/messages", more)).status == 201
    assert (await maja("GET", "/api/queue?view=waiting")).body["conversations"] == []
    read = (await patron("GET", "/api/patron/conversation")).body
    assert "Hot tre" not in str(read)
    assert any("tidigast" in entry.get("text", "") for entry in read["entries"])
    assert "unblock" in (await maja("GET", path)).body["may"]
    await maja("POST", f"{path}/unblock")
    await patron("POST", "/api/patron/messages", {"client_id": "more-0000000000000002", "text": "Förlåt."})
    assert len((await maja("GET", "/api/queue?view=waiting")).body["conversations"]) == 1


async def test_ending_kindly_says_goodbye_in_the_patrons_language(opened: OpenDesk) -> None:
    """And then it is closed."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}"
    await maja("POST", f"{path}/claim")
    assert (await maja("POST", f"{path}/close", {"kindly": True})).body["conversation"]["state"] == "closed"
    said = [entry.get("text", "") for entry in (await patron("GET", "/api/patron/conversation")).body["entries"]]
    assert any(text.startswith("Vi avslutar vårt samtal här.") for text in said)


async def test_questions_nobody_was_free_for_are_a_view_of_their_own(opened: OpenDesk) -> None:
    """Answer later: they leave the live queue for the follow-ups."""
    patron, maja = await opened.patron(), await opened.staff()
    assert (await maja("GET", "/api/queue?view=later")).body["conversations"] == []
    for _ in range(5):  # told twice that they wait, the desk reminded, then no longer kept waiting
        await time_passes(opened, minutes=10)
    later = (await maja("GET", "/api/queue?view=later")).body
    assert [row["id"] for row in later["conversations"]] == [patron.id]
    assert later["counts"]["later"] == 1
