"""Asking without JavaScript: plain forms, nothing typed is lost."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from typing import Any

import pytest

from tests.bot.server.desk import Caller, OpenDesk, Reply, time_passes

FORM = {"client_id": "form-00000000000000", "lang": "sv", "text": "Har ni Pippi på finska?", "email": ""}


async def post(caller: Caller, path: str, **fields: Any) -> Reply:
    """Send a form as a browser does."""
    return await caller("POST", path, None, data=fields)


async def test_a_question_goes_in_and_its_answer_comes_out(opened: OpenDesk) -> None:
    """By forms alone; the cookie is good for these pages only and no script can read it."""
    patron, maja = opened.anybody(), await opened.staff(name="Maja")
    asked = await post(patron, "/ask", **FORM)
    assert (asked.status, asked.headers["Location"]) == (303, "/ask/conversation")
    told = SimpleCookie(asked.headers["Set-Cookie"])["smiledesk_patron"]
    assert (told["httponly"], told["samesite"], told["path"]) == (True, "Lax", "/ask")
    conversation = (await maja("GET", "/api/queue")).body["conversations"][0]["id"]
    reply = {"client_id": "reply-000000000000", "text": "Hej! <b>Ja</b>.", "seen": 2}
    await maja("POST", f"/api/conversations/{conversation}/replies", reply)
    await time_passes(opened, seconds=6)
    page = (await patron("GET", "/ask/conversation")).body
    assert "Har ni Pippi på finska?" in page
    assert "Hej! &lt;b&gt;Ja&lt;/b&gt;." in page
    assert "Maja" in page


async def test_a_form_sent_twice_asks_once(opened: OpenDesk) -> None:
    """Reloading the page after sending is what people do."""
    for _ in range(2):
        await post(opened.anybody(), "/ask", **FORM)
    assert (await opened.desk.store.counts())["waiting"] == 1


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"text": "   "}, 400, "Det finns ingen text än."),
        ({"email": "not an address"}, 400, "Det ser inte ut som en e-postadress."),
        ({"text": "x" * 8_001}, 413, "Det är längre än 8000 tecken."),
    ],
)
async def test_a_refused_form_comes_back_with_every_word_in_it(
    opened: OpenDesk, change: dict[str, str], status: int, message: str
) -> None:
    """And with a sentence on what to mend, in the reader's language."""
    patron = opened.anybody()
    patron.headers["Accept-Language"] = "sv"
    refused = await post(patron, "/ask", **(FORM | change))
    assert refused.status == status
    assert message in refused.body
    assert (FORM | change)["text"].strip() in refused.body
    assert (FORM | change)["email"] in refused.body


async def test_a_refused_message_comes_back_too(opened: OpenDesk) -> None:
    """On the conversation's own page."""
    patron = opened.anybody()
    await post(patron, "/ask", **FORM)
    refused = await post(patron, "/ask/messages", client_id="form-00000000000001", text=" ")
    assert refused.status == 400
    assert "Har ni Pippi" in refused.body


async def test_a_mended_message_shows_its_newest_wording(opened: OpenDesk) -> None:
    """Marked as edited."""
    patron = opened.anybody()
    asked = await post(patron, "/ask", **FORM)
    token = SimpleCookie(asked.headers["Set-Cookie"])["smiledesk_patron"].value
    sent = {"client_id": "edit-00000000000000", "text": "Har ni Mumin?"}
    bearer = {"Authorization": f"Bearer {token}"}
    await opened.anybody()("PUT", "/api/patron/messages/1", sent, headers=bearer)
    page = (await patron("GET", "/ask/conversation")).body
    assert "Har ni Mumin?" in page
    assert "Pippi" not in page


async def test_the_day_ends_with_a_mark_and_with_forgetting(opened: OpenDesk) -> None:
    """Closing, feedback and erasing are forms as well."""
    patron = opened.anybody()
    await post(patron, "/ask", **FORM)
    assert (await post(patron, "/ask/close")).status == 303
    assert 'action="/ask/feedback"' in (await patron("GET", "/ask/conversation")).body
    assert (await post(patron, "/ask/feedback", mark="5")).status == 303
    assert 'action="/ask/feedback"' not in (await patron("GET", "/ask/conversation")).body
    assert (await post(patron, "/ask/forget")).headers["Location"] == "/ask"
    assert (await patron("GET", "/ask/conversation")).headers["Location"] == "/ask"


async def test_without_a_conversation_one_starts_over(opened: OpenDesk) -> None:
    """No error page for somebody whose cookie has gone."""
    for path in ("/ask/messages", "/ask/close", "/ask/feedback", "/ask/forget"):
        assert (await post(opened.anybody(), path, text="Hej")).headers["Location"] == "/ask"


async def test_a_page_without_scripts_needs_none(opened: OpenDesk) -> None:
    """Nothing on it waits for one."""
    page = (await opened.anybody()("GET", "/ask")).body
    assert "<script" not in page
    assert re.search(r'name="client_id" value="[0-9a-f]{32}"', page)
