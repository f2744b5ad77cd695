"""The desk's own page, and notices of what isn't working."""

from __future__ import annotations

import pytest

from tests.bot.server.desk import OpenDesk, next_frame


@pytest.mark.parametrize("lang", ["en", "it", "ro", "sv", "fi"])
async def test_a_notice_is_read_by_patrons_in_their_language_before_they_ask(opened: OpenDesk, lang: str) -> None:
    """With the greeting, wherever that is shown; taken away it is gone."""
    maja = await opened.staff()
    before = (await opened.anybody()("GET", f"/api/desk?lang={lang}")).body["greeting"]
    assert (await maja("PUT", "/api/notices/catalogue", {"minutes": 60})).status == 200
    told = (await opened.anybody()("GET", f"/api/desk?lang={lang}")).body["greeting"]
    assert told.startswith(before)
    assert len(told) > len(before) + 40
    await maja("DELETE", "/api/notices/catalogue")
    assert (await opened.anybody()("GET", f"/api/desk?lang={lang}")).body["greeting"] == before


async def test_a_notice_goes_by_itself_when_its_time_has_come(opened: OpenDesk) -> None:
    """One without a time stays until somebody says that it works again."""
    maja = await opened.staff(name="Maja")
    await maja("PUT", "/api/notices/catalogue", {"minutes": 60})
    both = (await maja("PUT", "/api/notices/phone", {})).body["notices"]
    assert [(one["system"], one["by"], one["until"] is None) for one in both] == [
        ("catalogue", "Maja", False),
        ("phone", "Maja", True),
    ]
    opened.clock.push(hours=2)
    assert [one["system"] for one in (await maja("GET", "/api/notices")).body["notices"]] == ["phone"]


async def test_a_notice_is_seen_at_once_by_every_colleague_and_survives_a_restart(opened: OpenDesk) -> None:
    """The live line says so; the store keeps it; the audit knows who."""
    maja, bo, admin = await opened.staff(name="Maja"), await opened.staff(), await opened.staff("admin")
    async with bo.live("/api/live") as socket:
        await socket.send_json({"csrf": bo.headers["X-CSRF-Token"], "last": {}})
        await next_frame(socket, "counts")
        await maja("PUT", "/api/notices/ebooks", {"minutes": None})
        frame = await next_frame(socket, "notices")
    assert [one["system"] for one in frame["notices"]] == ["ebooks"]
    await opened.desk.notices.learn()
    assert [one["system"] for one in (await maja("GET", "/api/notices")).body["notices"]] == ["ebooks"]
    line = (await admin("GET", "/api/audit?limit=1")).body["lines"][0]
    assert (line["who"], line["object"]) == ("Maja", "notices")


async def test_a_system_that_patrons_do_not_know_is_not_found(opened: OpenDesk) -> None:
    """Only what has a sentence in every language."""
    maja = await opened.staff()
    assert (await maja("PUT", "/api/notices/coffee", {})).status == 404
    assert (await maja("PUT", "/api/notices/phone", {"minutes": 1})).status == 400


async def test_the_desks_own_page_says_who_is_there_and_what_an_admin_wrote(opened: OpenDesk) -> None:
    """Librarians read it; only an admin writes it."""
    maja, admin = await opened.staff(name="Maja"), await opened.staff("admin", name="Vera")
    assert (await admin("PUT", "/api/desk-page", {"text": "A lost card costs 2 euro."})).status == 200
    assert (await maja("PUT", "/api/desk-page", {"text": "Free for all!"})).status == 403
    page = (await maja("GET", "/api/desk-page")).body
    assert page["text"] == "A lost card costs 2 euro."
    assert {person["name"] for person in page["people"]} == {"Maja", "Vera"}
    assert all(desk["week"] for desk in page["desks"])
