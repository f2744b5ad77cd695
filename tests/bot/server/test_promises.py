"""What a draft promises is told with its check, by the clock on the library's wall."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bot.server.desk import OpenDesk, open_desk


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
