"""Searching from the staff's page: audited without the words, for signed-in people alone."""

from __future__ import annotations

from tests.bot.server.desk import OpenDesk


async def test_a_librarian_finds_a_past_conversation_and_the_audit_does_not_say_what_for(opened: OpenDesk) -> None:
    """What was found is shown with the words around it."""
    patron, maja = await opened.patron("Har ni Pippi på finska?"), await opened.staff()
    await patron("POST", "/api/patron/close", {})
    said = (await maja("POST", "/api/search", {"text": "pippi finska"})).body
    (one,) = said["found"]
    assert one["conversation"] == patron.id
    assert (one["before"], one["hit"], one["after"]) == ("Har ni ", "Pippi", " på finska?")
    assert said["more"] is None
    (line,) = [line for line in await opened.desk.store.audited() if line.action == "conversations.searched"]
    assert (line.who, line.subject, line.details) == (maja.id, "", {"found": 1})


async def test_a_search_wants_a_word(opened: OpenDesk) -> None:
    """Not nothing, not a sign alone."""
    maja = await opened.staff()
    for text in ("", "a", "??", " " * 10):
        assert (await maja("POST", "/api/search", {"text": text})).status == 400


async def test_many_hits_come_in_pages(opened: OpenDesk) -> None:
    """The second page begins where the first ended."""
    maja = await opened.staff()
    for number in range(32):
        await opened.patron(f"The same question, {number}")
    first = (await maja("POST", "/api/search", {"text": "same question"})).body
    second = (await maja("POST", "/api/search", {"text": "same question", "before": first["more"]})).body
    assert (len(first["found"]), len(second["found"]), second["more"]) == (30, 2, None)
