"""Going on by e-mail from the web: asked for and agreed, with and without JavaScript."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bot.server.desk import OpenDesk, open_desk


@pytest.fixture
async def mailing(tmp_path: Path) -> AsyncIterator[OpenDesk]:
    """A desk that writes e-mail."""
    async with open_desk(tmp_path) as desk:
        desk.desk.store.house = replace(desk.desk.store.house, writes_mail=True)
        yield desk


async def test_a_patron_moves_by_one_press(mailing: OpenDesk) -> None:
    """From then on answers go there, and staff see it."""
    patron = await mailing.patron()
    assert (await patron("GET", "/api/desk")).body["by_email"] is True
    moved = await patron("PUT", "/api/patron/email", {"email": "maja@patron.example", "move": True})
    assert moved.status == 204
    assert (await patron("GET", "/api/patron/conversation")).body["channel"] == "email"
    maja = await mailing.staff()
    seen = (await maja("GET", f"/api/conversations/{patron.id}")).body
    assert seen["conversation"]["channel"] == "email"
    assert seen["conversation"]["answer_by"] is not None
    assert [entry["meta"] for entry in seen["entries"] if entry["kind"] == "address"] == [{"moved": "email"}]


async def test_leaving_an_address_moves_nobody(mailing: OpenDesk) -> None:
    """Asked, never guessed."""
    patron = await mailing.patron(email="maja@patron.example")
    await patron("PUT", "/api/patron/email", {"email": "other@patron.example"})
    assert (await patron("GET", "/api/patron/conversation")).body["channel"] == "chat"


@pytest.mark.parametrize(("email", "status"), [("", 400), ("not an address", 400)])
async def test_nobody_moves_to_nowhere(mailing: OpenDesk, email: str, status: int) -> None:
    """An address is needed."""
    patron = await mailing.patron()
    refused = await patron("PUT", "/api/patron/email", {"email": email, "move": True})
    assert (refused.status, refused.body["error"]) == (status, "wrong_email")


async def test_a_desk_without_mail_says_so(opened: OpenDesk) -> None:
    """And offers it to nobody."""
    patron = await opened.patron()
    assert (await patron("GET", "/api/desk")).body["by_email"] is False
    refused = await patron("PUT", "/api/patron/email", {"email": "maja@patron.example", "move": True})
    assert (refused.status, refused.body["error"]) == (409, "no_email")


async def test_without_javascript_it_is_a_form(mailing: OpenDesk) -> None:
    """It comes back when the address is none, and says where answers go when it is one."""
    patron = mailing.anybody()
    patron.headers["Accept-Language"] = "sv"
    form = {"client_id": "form-00000000000000", "lang": "sv", "text": "Hej", "email": ""}
    await patron("POST", "/ask", None, data=form)
    assert "Svara mig per e-post" in (await patron("GET", "/ask/conversation")).body
    wrong = await patron("POST", "/ask/email", None, data={"email": "nowhere"})
    assert wrong.status == 400
    right = await patron("POST", "/ask/email", None, data={"email": "maja@patron.example"})
    assert right.status == 303
    assert "Svaren kommer nu per e-post" in (await patron("GET", "/ask/conversation")).body


async def test_a_queue_says_by_when_a_mail_is_owed(mailing: OpenDesk) -> None:
    """And nothing of the kind for a chat."""
    chat, mail = await mailing.patron(), await mailing.patron()
    await mail("PUT", "/api/patron/email", {"email": "maja@patron.example", "move": True})
    maja = await mailing.staff()
    rows = {row["id"]: row for row in (await maja("GET", "/api/queue")).body["conversations"]}
    assert rows[chat.id]["answer_by"] is None
    assert rows[mail.id]["answer_by"].startswith("2026-11-24T12:00")
