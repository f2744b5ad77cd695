"""Forgetting a patron from the admin's page: looked first, erased then, said what is left, by admins alone."""

from __future__ import annotations

from tests.bot.server.desk import OpenDesk


async def test_an_admin_looks_erases_and_is_told_what_is_left(opened: OpenDesk) -> None:
    """By the number of a question; in the admin's own language."""
    patron = await opened.patron(email="mira@example.org")
    await opened.patron("Something else")
    admin = await opened.staff("admin")
    await admin("PATCH", "/api/me", {"lang": "sv"})
    found = (await admin("POST", "/api/erasures/find", {"number": 1})).body
    assert [one["number"] for one in found["conversations"]] == [1]
    assert (await patron("GET", "/api/patron/conversation")).status == 200

    report = (await admin("POST", "/api/erasures", {"email": "Mira@example.org"})).body
    assert report["conversations"] == 1
    sentences = {place["where"]: place["sentence"] for place in report["places"]}
    assert sentences["their_copies"].startswith("Det som låntagaren har sparat")
    assert (await patron("GET", "/api/patron/conversation")).status == 401
    assert (await admin("POST", "/api/erasures/find", {"number": 2})).body["conversations"]
    done = [line["action"] for line in (await admin("GET", "/api/audit")).body["lines"]]
    assert done[:3] == ["patron.looked_up", "patron.erased", "patron.looked_up"]


async def test_exactly_one_of_number_and_address_is_asked_for(opened: OpenDesk) -> None:
    """Neither, both, or no address at all: nothing is erased."""
    admin = await opened.staff("admin")
    for sent in ({}, {"number": 1, "email": "a@example.org"}, {"email": "nobody"}, {"number": 0}):
        assert (await admin("POST", "/api/erasures", sent)).status == 400


async def test_a_librarian_may_neither_look_nor_erase(opened: OpenDesk) -> None:
    """Which questions are one person's is nobody's business at the desk."""
    librarian = await opened.staff()
    for path in ("/api/erasures/find", "/api/erasures"):
        assert (await librarian("POST", path, {"number": 1})).status == 403
