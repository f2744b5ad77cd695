"""Going on by e-mail from the web: asked for and agreed, with and without JavaScript."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bot.server.desk import OpenDesk, open_desk, time_passes
from tests.bot.server.test_replies import HELLO, send


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


async def test_a_copy_of_the_conversation_goes_into_the_post(mailing: OpenDesk) -> None:
    """In the patron's language, each message in its newest words; asked for twice by one press, sent once."""
    patron, maja = await mailing.patron(), await mailing.staff(name="Maja")
    await patron(
        "PUT", "/api/patron/messages/1", {"client_id": "edit-000000000000", "text": "Har ni Mumin på finska?"}
    )
    seq = (await maja("GET", f"/api/conversations/{patron.id}")).body["seq"]
    await send(maja, patron.id, seen=seq)
    await time_passes(mailing, seconds=10)
    wish = {"client_id": "copy-000000000000", "email": "lova@patron.example"}
    for _ in range(2):
        assert (await patron("POST", "/api/patron/transcript", wish)).status == 204
    (letter,) = await mailing.desk.store.claim_deliveries("email")
    assert letter.address == "lova@patron.example"
    assert letter.reply.text.startswith("Här är ditt samtal med biblioteket, som du bad om.\n\nDu, ")
    assert "Har ni Mumin på finska?" in letter.reply.text
    assert "Pippi" not in letter.reply.text
    assert "Maja, måndag 23 november" in letter.reply.text
    assert letter.reply.text.endswith(HELLO)


async def test_three_copies_are_enough(mailing: OpenDesk) -> None:
    """Nobody's mailbox is flooded by way of a library."""
    patron = await mailing.patron()
    for number in range(3):
        wish = {"client_id": f"copy-00000000000{number}", "email": f"p{number}@patron.example"}
        assert (await patron("POST", "/api/patron/transcript", wish)).status == 204
    wish = {"client_id": "copy-000000000003", "email": "p3@patron.example"}
    refused = await patron("POST", "/api/patron/transcript", wish)
    assert (refused.status, refused.body["error"]) == (409, "enough_copies")


@pytest.mark.parametrize("email", ["", "nowhere"])
async def test_a_copy_needs_an_address(mailing: OpenDesk, email: str) -> None:
    """Also on the page without scripts, which comes back with the sentence."""
    patron = await mailing.patron()
    refused = await patron("POST", "/api/patron/transcript", {"client_id": "copy-000000000000", "email": email})
    assert (refused.status, refused.body["error"]) == (400, "wrong_email")


async def test_without_javascript_a_copy_is_a_form_too(mailing: OpenDesk) -> None:
    """Offered where the desk writes e-mail."""
    patron = mailing.anybody()
    form = {"client_id": "form-00000000000000", "lang": "sv", "text": "Hej", "email": ""}
    await patron("POST", "/ask", None, data=form)
    assert 'action="/ask/transcript"' in (await patron("GET", "/ask/conversation")).body
    copy = {"client_id": "copy-000000000000", "email": "lova@patron.example"}
    assert (await patron("POST", "/ask/transcript", None, data=copy)).status == 303
    assert len(await mailing.desk.store.claim_deliveries("email")) == 1
