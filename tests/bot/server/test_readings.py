"""Who read what stands in the audit: once a day each, and a reply sent in spite of the check."""

from __future__ import annotations

from bot.ports import Audited
from tests.bot.server.desk import OpenDesk


async def lines(opened: OpenDesk, action: str) -> list[Audited]:
    """Lines of one kind, oldest first."""
    return [line for line in await opened.desk.store.audited() if line.action == action]


async def test_a_reading_is_one_line_for_each_person_and_day(opened: OpenDesk) -> None:
    """However often the page is opened; the next day is another line."""
    patron, maja, bo = await opened.patron(), await opened.staff(), await opened.staff("viewer")
    for reader in (maja, maja, bo):
        assert (await reader("GET", f"/api/conversations/{patron.id}")).status == 200
    assert [(line.who, line.subject) for line in await lines(opened, "conversation.read")] == [
        (maja.id, patron.id), (bo.id, patron.id)
    ]  # fmt: skip
    shown = (await (await opened.staff("admin"))("GET", "/api/audit")).body["lines"]
    assert {line["object"] for line in shown if line["action"] == "conversation.read"} == {"#1"}  # as people call it
    opened.clock.push(days=1)
    await opened.desk.readings.note(maja.id, patron.id)
    assert len(await lines(opened, "conversation.read")) == 3


async def test_a_reply_sent_in_spite_of_the_check_is_noted_by_its_codes(opened: OpenDesk) -> None:
    """Not its words."""
    patron, maja = await opened.patron(), await opened.staff()
    await maja("POST", f"/api/conversations/{patron.id}/claim")
    reply = {"client_id": "r" * 16, "text": "It costs {amount}.", "seen": 99, "confirmed": ["placeholder"]}
    assert (await maja("POST", f"/api/conversations/{patron.id}/replies", reply)).status == 202
    (line,) = await lines(opened, "check.overridden")
    assert (line.who, line.subject, line.details) == (maja.id, patron.id, {"codes": ["placeholder"]})


async def test_an_admin_has_the_seals_checked(opened: OpenDesk) -> None:
    """Whole, and not any longer."""
    admin = await opened.staff("admin")
    assert (await admin("GET", "/api/audit/verify")).body == {"broken_at": None}
