"""What a draft promises is told with its check, by the clock on the library's wall."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.bot.server.desk import OpenDesk, open_desk, time_passes


async def test_a_promise_is_told_with_its_time_on_the_wall(tmp_path: Path) -> None:
    """Nine is nine in Helsinki, wherever the machine stands."""
    async with open_desk(tmp_path, zone=ZoneInfo("Europe/Helsinki")) as opened:
        patron, maja = await opened.patron(), await opened.staff()
        text = "Hej! Jag frågar arkivet och ringer dig i morgon klockan nio."
        checked = await maja("POST", f"/api/conversations/{patron.id}/check", {"text": text, "version": 1})
    (promise,) = checked.body["promises"]
    assert promise["quote"] == text[promise["start"] : promise["end"]] == text[5:]
    assert (promise["due"], promise["due_precision"]) == ("2026-11-24T09:00:00+02:00", "minute")


async def test_a_promise_without_a_time_and_a_draft_without_a_promise(opened: OpenDesk) -> None:
    """No time is null, no promise is an empty list."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}/check"
    undated = await maja("POST", path, {"text": "Vi hör av oss.", "version": 1})
    quiet = await maja("POST", path, {"text": "Ja, vi har den på finska.", "version": 2})
    assert [(one["due"], one["due_precision"]) for one in undated.body["promises"]] == [(None, None)]
    assert quiet.body["promises"] == []


def _tomorrow(opened: OpenDesk) -> str:
    return (opened.clock.now() + timedelta(days=1)).date().isoformat()


async def test_a_promise_in_a_reply_is_noted_with_its_owner_and_settled_by_the_reply_that_keeps_it(
    opened: OpenDesk,
) -> None:
    """Noted when it was accepted beside the draft; kept when the answer has left."""
    patron, maja = await opened.patron(), await opened.staff(name="Maja")
    path = f"/api/conversations/{patron.id}"
    await maja("POST", f"{path}/claim")
    promising = {"quote": "Jag frågar och skriver i morgon.", "due": _tomorrow(opened)}
    sent = {"client_id": "reply-0000000000000001", "text": "Hej! Jag frågar och skriver i morgon.", "seen": 9}
    assert (await maja("POST", f"{path}/replies", sent | {"promises": [promising]})).status == 202
    (promise,) = (await maja("GET", path)).body["promises"]
    assert (promise["text"], promise["owner"]["name"], promise["at_hour"]) == (promising["quote"], "Maja", False)
    (line,) = (await maja("GET", "/api/promises")).body["promises"]
    assert (line["promise"], line["conversation"]) == (promise, patron.id)
    kept = {
        "client_id": "reply-0000000000000002",
        "text": "Den finns på hyllan.",
        "seen": 9,
        "keeps": [promise["id"]],
    }
    assert (await maja("POST", f"{path}/replies", kept)).status == 202
    for _ in range(2):
        await time_passes(opened, seconds=30)
    assert (await maja("GET", "/api/promises")).body["promises"] == []


async def test_closing_over_a_promise_needs_a_word(opened: OpenDesk) -> None:
    """The refusal names them; the word settles them."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}"
    await maja("POST", f"{path}/claim")
    new = {"client_id": "promise-000000000001", "text": "Jag ringer arkivet.", "due": _tomorrow(opened)}
    made = await maja("POST", f"{path}/promises", new)
    assert (await maja("POST", f"{path}/promises", new)).body["seq"] == made.body["seq"]
    refused = await maja("POST", f"{path}/close")
    (promise,) = (await maja("GET", path)).body["promises"]
    assert (refused.status, refused.body["error"], refused.body["promises"]) == (409, "promise_open", [promise["id"]])
    closed = await maja("POST", f"{path}/close", {"promises": "let_go"})
    assert (closed.body["conversation"]["state"], closed.body["conversation"]["promise_at"]) == ("closed", None)


async def test_a_promise_is_kept_moved_handed_on_and_let_go(opened: OpenDesk) -> None:
    """Each by one call, each in the journal."""
    patron, maja, bo = await opened.patron(), await opened.staff(), await opened.staff()
    path = f"/api/conversations/{patron.id}"
    for number in (1, 2):
        new = {"client_id": f"promise-00000000000{number}", "text": f"Löfte {number}", "due": _tomorrow(opened)}
        await maja("POST", f"{path}/promises", new)
    first, second = ((one["id"]) for one in (await maja("GET", path)).body["promises"])
    moved = await maja("POST", f"{path}/promises/{first}/move", {"due": "2026-11-26T10:00:00+02:00"})
    assert moved.body["entries"][0]["meta"]["due"].startswith("2026-11-26T08:00")
    await maja("POST", f"{path}/promises/{first}/hand", {"to": bo.id})
    assert (await maja("GET", path)).body["promises"][0]["owner"]["id"] == bo.id
    assert (await bo("POST", f"{path}/promises/{first}/kept")).body["entries"][0]["meta"]["state"] == "kept"
    gone = await maja("POST", f"{path}/promises/{second}/let-go", {"reason": "Hittat."})
    assert gone.body["conversation"]["promise_at"] is None
    assert (await maja("POST", f"{path}/promises/{second}/kept")).body["error"] == "unknown_promise"


@pytest.mark.parametrize("due", ["tomorrow", "2026-13-01", "2026-11-24T12:00:00", ""])
async def test_a_due_time_that_says_no_moment_is_refused_by_name(opened: OpenDesk, due: str) -> None:
    """A moment without its offset could be anywhere."""
    patron, maja = await opened.patron(), await opened.staff()
    new = {"client_id": "promise-000000000001", "text": "Något", "due": due}
    refused = await maja("POST", f"/api/conversations/{patron.id}/promises", new)
    assert (refused.status, refused.body["field"]) == (400, "due")


async def test_a_question_asked_aloud_is_noted_by_its_channel_alone(opened: OpenDesk) -> None:
    """Two taps, no words; with a promise it is a follow-up."""
    maja = await opened.staff()
    noted = await maja("POST", "/api/noted", {"client_id": "noted-00000000000001", "channel": "phone"})
    assert (noted.status, noted.body["conversation"]["state"]) == (201, "closed")
    again = await maja("POST", "/api/noted", {"client_id": "noted-00000000000001", "channel": "phone"})
    assert (again.status, again.body["conversation"]["id"]) == (200, noted.body["conversation"]["id"])
    more = {"lang": "fi", "text": "Kirjan saatavuus", "phone": "040 123 4567", "promise": {"due": _tomorrow(opened)}}
    kept = await maja("POST", "/api/noted", {"client_id": "noted-00000000000002", "channel": "phone", **more})
    shown = (await maja("GET", f"/api/conversations/{kept.body['conversation']['id']}")).body
    assert (shown["phone"], shown["promises"][0]["call"], "reply" in shown["may"]) == ("040 123 4567", True, False)
    (row,) = (await maja("GET", "/api/queue?view=later")).body["conversations"]
    assert row["id"] == shown["conversation"]["id"]


async def test_a_patron_who_would_rather_be_called_hears_by_when(opened: OpenDesk) -> None:
    """The number is shown to staff, and is in no entry."""
    patron, maja = await opened.patron(), await opened.staff()
    assert (await patron("PUT", "/api/patron/phone", {"phone": "ring mig"})).body["error"] == "wrong_phone"
    assert (await patron("PUT", "/api/patron/phone", {"phone": "+46 70 123 45 67"})).status == 204
    read = (await patron("GET", "/api/patron/conversation")).body
    assert any("Vi ringer dig senast" in entry.get("text", "") for entry in read["entries"])
    shown = (await maja("GET", f"/api/conversations/{patron.id}")).body
    assert (shown["phone"], shown["promises"][0]["call"]) == ("+46 70 123 45 67", True)
    assert "+46" not in str(shown["entries"])
