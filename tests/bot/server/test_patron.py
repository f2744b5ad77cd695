"""A patron over HTTP: asks, writes on, mends, leaves an address, closes, says how it went, is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.email.token import sign
from bot.server.limits import Rate
from tests.bot.server.desk import OpenDesk, open_desk, time_passes

QUESTION = {"client_id": "question-of-one-patron", "lang": "sv", "text": "Har ni Pippi på finska?"}


async def test_a_question_is_acknowledged_in_the_patrons_language(opened: OpenDesk) -> None:
    """The first entry is the question, the second the desk's word in Swedish."""
    started = await opened.anybody()("POST", "/api/patron/conversations", QUESTION)
    assert started.status == 201
    assert [entry["by"] for entry in started.body["entries"]] == ["patron", "desk"]
    assert started.body["entries"][1]["text"].startswith("Tack, din fråga har kommit fram.")


async def test_a_question_sent_again_after_a_lost_answer_is_the_same_conversation(opened: OpenDesk) -> None:
    """Same id and words: 200, the same conversation, and a token that opens it."""
    anybody = opened.anybody()
    first = await anybody("POST", "/api/patron/conversations", QUESTION)
    again = await anybody("POST", "/api/patron/conversations", QUESTION)
    assert (first.status, again.status) == (201, 200)
    assert again.body["conversation"] == first.body["conversation"]
    assert again.body["token"] == first.body["token"]
    assert (await opened.desk.store.counts())["waiting"] == 1


async def test_the_same_id_with_other_words_is_refused(opened: OpenDesk) -> None:
    """Otherwise one of the two would be lost without a word."""
    anybody = opened.anybody()
    await anybody("POST", "/api/patron/conversations", QUESTION)
    other = await anybody("POST", "/api/patron/conversations", QUESTION | {"text": "Something else"})
    assert (other.status, other.body["error"]) == (409, "same_id_other_text")


async def test_a_message_sent_again_is_one_message(opened: OpenDesk) -> None:
    """201 the first time, then 200 with the same place in the conversation; other words are refused."""
    patron = await opened.patron()
    message = {"client_id": "message-0000000000", "text": "Eller på svenska."}
    first = await patron("POST", "/api/patron/messages", message)
    again = await patron("POST", "/api/patron/messages", message)
    other = await patron("POST", "/api/patron/messages", message | {"text": "Nej."})
    assert (first.status, again.status, other.status) == (201, 200, 409)
    assert first.body == again.body
    read = await patron("GET", "/api/patron/conversation")
    assert [entry["text"] for entry in read.body["entries"]].count("Eller på svenska.") == 1


async def test_a_mended_message_is_a_new_version(opened: OpenDesk) -> None:
    """The first wording stays; the edit points at it."""
    patron = await opened.patron()
    mended = await patron("PUT", "/api/patron/messages/1", {"client_id": "edit-00000000000000", "text": "Pippi?"})
    assert mended.status == 200
    edit = (await patron("GET", "/api/patron/conversation?after=2")).body["entries"]
    assert [(entry["kind"], entry["meta"]["target"], entry["text"]) for entry in edit] == [("edit", 1, "Pippi?")]


@pytest.mark.parametrize("seq", ["2", "99", "0", "x", "9" * 30])
async def test_only_ones_own_messages_can_be_mended(opened: OpenDesk, seq: str) -> None:
    """The desk's own words, and what isn't there, are simply not found."""
    patron = await opened.patron()
    tried = await patron("PUT", f"/api/patron/messages/{seq}", {"client_id": "edit-00000000000000", "text": "Hm"})
    assert (tried.status, tried.body["error"]) == (404, "not_found")


async def test_a_patron_reads_no_note_and_no_held_reply(opened: OpenDesk) -> None:
    """What colleagues tell each other stays with them, and a reply is read only once it has left."""
    patron = await opened.patron()
    maja = await opened.staff(name="Maja")
    await maja("POST", f"/api/conversations/{patron.id}/notes", {"text": "Knows the author well"})
    reply = {"client_id": "reply-0000000000000", "text": "Hej! Ja, på hylla uHce.", "seen": 3}
    assert (await maja("POST", f"/api/conversations/{patron.id}/replies", reply)).status == 202
    before = await patron("GET", "/api/patron/conversation")
    assert "note" not in str(before.body)
    assert "author" not in str(before.body)
    assert "uHce" not in str(before.body)
    await time_passes(opened, seconds=6)
    after = await patron("GET", "/api/patron/conversation")
    told = after.body["entries"][-1]
    assert (told["by"], told["who"], told["text"]) == ("librarian", "Maja", "Hej! Ja, på hylla uHce.")
    assert set(told) <= {"seq", "at", "kind", "by", "who", "text", "meta"}
    assert (after.body["state"], after.body["who"]) == ("answering", "Maja")


async def test_a_patron_comes_back_for_exactly_what_is_new(opened: OpenDesk) -> None:
    """``after`` gives what follows it and nothing else, however long ago that was."""
    patron = await opened.patron()
    await patron("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Och en till."})
    opened.clock.push(days=9)
    read = await patron("GET", "/api/patron/conversation?after=2")
    assert [entry["seq"] for entry in read.body["entries"]] == [3]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "9" * 40, ""])
async def test_a_place_that_can_not_be_is_refused_by_name(opened: OpenDesk, after: str) -> None:
    """400 with the field's name."""
    patron = await opened.patron()
    read = await patron("GET", f"/api/patron/conversation?after={after}")
    assert (read.status, read.body["error"], read.body["field"]) == (400, "wrong_field", "after")


async def test_a_token_in_the_address_is_worth_nothing(opened: OpenDesk) -> None:
    """Addresses end up in logs and histories."""
    patron = await opened.patron()
    token = patron.headers.pop("Authorization").removeprefix("Bearer ")
    for name in ("token", "access_token", "Authorization"):
        read = await patron("GET", f"/api/patron/conversation?{name}={token}")
        assert (read.status, read.body["error"]) == (401, "unknown_token")


async def test_waiting_is_told_honestly(opened: OpenDesk) -> None:
    """The number of those who came before, not of all who wait."""
    first = await opened.patron()
    opened.clock.push(seconds=1)
    second = await opened.patron()
    assert (await first("GET", "/api/patron/conversation")).body["waiting"] == 0
    told = (await second("GET", "/api/patron/conversation")).body
    assert (told["waiting"], told["waiting_line"]) == (1, "En person är före dig.")


async def test_an_address_is_kept_apart_from_the_journal(opened: OpenDesk) -> None:
    """It shows that there is one, and nowhere what it is."""
    patron = await opened.patron()
    assert (await patron("PUT", "/api/patron/email", {"email": "maja@Example.org"})).status == 204
    read = await patron("GET", "/api/patron/conversation")
    assert read.body["email"] is True
    assert "xample.org" not in str(read.body)


@pytest.mark.parametrize("email", ["maja", "maja@", "@example.org", "a b@example.org", "m@example", "m@ex..org"])
async def test_what_is_no_address_is_refused_with_a_sentence(opened: OpenDesk, email: str) -> None:
    """Better now than when the answer can't be sent."""
    patron = await opened.patron()
    tried = await patron("PUT", "/api/patron/email", {"email": email}, headers={"Accept-Language": "sv"})
    assert (tried.status, tried.body["error"]) == (400, "wrong_email")
    assert tried.body["message"] == "Det ser inte ut som en e-postadress. Titta på den igen."


async def test_closing_and_feedback_take_one_tap_each(opened: OpenDesk) -> None:
    """Closed by the patron; the mark is asked once and kept apart."""
    patron = await opened.patron()
    assert (await patron("POST", "/api/patron/close")).status == 200
    assert (await patron("POST", "/api/patron/feedback", {"mark": 5, "comment": "Tack!"})).status == 200
    read = await patron("GET", "/api/patron/conversation")
    assert (read.body["state"], read.body["closed"], read.body["feedback"]) == ("closed", True, True)
    assert "Tack!" not in str(read.body)


async def test_writing_after_closing_goes_on(opened: OpenDesk) -> None:
    """A patron's words are never refused while there is a conversation."""
    patron = await opened.patron()
    await patron("POST", "/api/patron/close")
    more = await patron("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "En sak till!"})
    assert more.status == 201
    assert (await patron("GET", "/api/patron/conversation")).body["state"] == "waiting"


async def test_after_forgetting_the_token_is_unknown(opened: OpenDesk) -> None:
    """And nothing of the words is left for staff to read."""
    patron, maja = await opened.patron("A question about my own life"), await opened.staff()
    assert (await patron("DELETE", "/api/patron/conversation")).status == 204
    again = await patron("GET", "/api/patron/conversation")
    assert (again.status, again.body["error"]) == (401, "unknown_token")
    left = await maja("GET", f"/api/conversations/{patron.id}")
    assert "own life" not in str(left.body)


async def test_forgetting_reaches_mails_of_the_conversation_that_nobody_could_read(opened: OpenDesk) -> None:
    """Set aside, they hold words, too; another's stay where they are, whatever address stands on them."""
    patron, other = await opened.patron(), await opened.patron("Another question")
    store, key = opened.desk.store, opened.desk.key
    raws = {
        who.id: f"From: elin@patron.example\r\nReferences: <r.{sign(key, who.id)}@x>\r\n\r\nWords".encode()
        for who in (patron, other)
    }
    await store.take_in("email:ask@library.example", list(raws.items()))
    for arrival in await store.arrivals("email:ask@library.example"):
        assert await store.mishandled(arrival, "ValueError", give_up_after=1)
    assert (await patron("DELETE", "/api/patron/conversation")).status == 204
    assert [arrival.key for arrival in await store.set_aside("email:ask@library.example")] == [other.id]


async def test_a_flood_is_slowed_for_that_patron_only(tmp_path: Path) -> None:
    """429 with the seconds to wait; the neighbour writes on."""
    async with open_desk(tmp_path, rates={"writes": Rate(3, 10)}) as opened:
        loud, calm = await opened.patron(), await opened.patron()
        sent = [
            await loud("POST", "/api/patron/messages", {"client_id": f"flood-{n:016}", "text": "!"}) for n in range(5)
        ]
        assert [reply.status for reply in sent] == [201, 201, 201, 429, 429]
        assert sent[3].headers["Retry-After"] == "10"
        other = await calm("POST", "/api/patron/messages", {"client_id": "message-0000000000", "text": "Hej"})
        assert other.status == 201
        opened.monotonic.seconds += 10
        later = await loud("POST", "/api/patron/messages", {"client_id": f"flood-{3:016}", "text": "!"})
        assert later.status == 201


async def test_the_desk_says_its_hours_and_its_greeting_in_the_asked_language(opened: OpenDesk) -> None:
    """A language nobody speaks here gets the library's first."""
    told = {lang: (await opened.anybody()("GET", f"/api/desk?lang={lang}")).body for lang in ("ro", "fi-FI", "xx")}
    assert told["ro"]["greeting"].startswith("Bună ziua")
    assert told["fi-FI"]["lang"] == "fi"
    assert told["xx"]["lang"] == "en"
