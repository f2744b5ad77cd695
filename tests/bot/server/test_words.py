"""Hints one does not want to hear, and words that are no mistake: to oneself at once, to all when an admin agrees."""

from __future__ import annotations

from tests.bot.server.desk import OpenDesk

WORD = {"word": "Lindhagabiblan", "lang": "sv"}


async def test_a_kind_of_hint_is_hidden_for_one_person_and_brought_back(opened: OpenDesk) -> None:
    """It is theirs alone and follows them to any machine."""
    maja, bo = await opened.staff(), await opened.staff()
    assert (await maja("PATCH", "/api/me/quiet", {"code": "jargon", "hidden": True})).body["codes"] == ["jargon"]
    await maja("PATCH", "/api/me", {"lang": "sv"})
    assert (await maja("GET", "/api/me")).body["quiet"] == {"codes": ["jargon"], "words": []}
    assert (await bo("GET", "/api/me")).body["quiet"] == {"codes": [], "words": []}
    assert (await maja("PATCH", "/api/me/quiet", {"code": "jargon", "hidden": False})).body["codes"] == []


async def test_either_a_code_or_a_word_is_hidden(opened: OpenDesk) -> None:
    """Both or neither is a mistake of the caller's."""
    maja = await opened.staff()
    assert (await maja("PATCH", "/api/me/quiet", {"hidden": True})).status == 400
    both = {"code": "jargon", "word": "opac", "hidden": True}
    assert (await maja("PATCH", "/api/me/quiet", both)).status == 400


async def test_a_word_is_no_mistake_to_its_librarian_at_once_and_waits_for_an_admin(opened: OpenDesk) -> None:
    """Nobody else's checks change before."""
    maja, admin = await opened.staff(name="Maja"), await opened.staff("admin")
    proposed = await maja("POST", "/api/proposals", WORD)
    assert proposed.body["quiet"]["words"] == ["lindhagabiblan"]
    assert proposed.body["proposal"]["state"] == "open"
    waiting = (await admin("GET", "/api/proposals")).body["proposals"]
    assert [(word["word"], word["lang"], word["by"]) for word in waiting] == [("Lindhagabiblan", "sv", "Maja")]
    assert opened.desk.dictionary.house().words == {}


async def test_an_accepted_word_is_known_to_every_check_from_then_on(opened: OpenDesk) -> None:
    """The draft that is read next is told of it; a second thought takes it back."""
    patron, maja, admin = await opened.patron(), await opened.staff(), await opened.staff("admin")
    number = (await maja("POST", "/api/proposals", WORD)).body["proposal"]["number"]
    assert (await admin("POST", f"/api/proposals/{number}/accept")).body["state"] == "accepted"
    await maja("POST", f"/api/conversations/{patron.id}/check", {"text": "Hej!", "version": 0})
    assert opened.proofreader.read_drafts[-1].house.words == {"sv": frozenset({"lindhagabiblan"})}
    listed = (await admin("GET", "/api/proposals")).body
    assert ([*listed["proposals"]], [word["word"] for word in listed["accepted"]]) == ([], ["Lindhagabiblan"])
    await admin("POST", f"/api/proposals/{number}/decline")
    assert opened.desk.dictionary.house().words == {}


async def test_a_word_declined_once_is_not_proposed_again(opened: OpenDesk) -> None:
    """The admin has said so; the second librarian has their own peace all the same."""
    maja, bo, admin = await opened.staff(), await opened.staff(), await opened.staff("admin")
    number = (await maja("POST", "/api/proposals", WORD)).body["proposal"]["number"]
    await admin("POST", f"/api/proposals/{number}/decline")
    again = (await bo("POST", "/api/proposals", WORD | {"word": "LINDHAGABIBLAN"})).body
    assert (again["proposal"]["number"], again["proposal"]["state"]) == (number, "declined")
    assert again["quiet"]["words"] == ["lindhagabiblan"]
    assert (await admin("GET", "/api/proposals")).body["proposals"] == []


async def test_a_decision_is_audited_and_an_unknown_word_is_not_found(opened: OpenDesk) -> None:
    """Who did it stands in the audit."""
    admin = await opened.staff("admin", name="Vera")
    number = (await admin("POST", "/api/proposals", WORD)).body["proposal"]["number"]
    await admin("POST", f"/api/proposals/{number}/accept")
    line = (await admin("GET", "/api/audit?limit=1")).body["lines"][0]
    assert (line["who"], line["action"], line["object"]) == ("Vera", "word.accepted", "Lindhagabiblan")
    for unknown in ("999", "0", "x", "9" * 30):
        assert (await admin("POST", f"/api/proposals/{unknown}/accept")).status == 404
