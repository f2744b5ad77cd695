"""The house as an admin tunes it on its page: what is kept counts at once, for everybody."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.bot.server.desk import Caller, OpenDesk

HERE = "/api/admin/house"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


async def _keep(admin: Caller, path: str, shared: Any = None, **more: Any) -> Any:
    kept = await admin("PUT", f"{HERE}/{path}", {"shared": shared, **more})
    assert kept.status == 200, kept.body
    return kept.body


async def _thing(admin: Caller, kind: str, key: str) -> Any:
    things = (await admin("GET", HERE)).body["things"]
    return next((thing for thing in things if (thing["kind"], thing["key"]) == (kind, key)), None)


async def test_a_house_nobody_tuned_shows_what_config_toml_says(opened: OpenDesk) -> None:
    """And says where it comes from."""
    library = await _thing(await opened.staff("admin"), "library", "library")
    assert (library["shared"]["name"], library["as_set"], library["on"]) == ("Town Library", True, {})


async def test_a_new_name_is_everywhere_at_once(opened: OpenDesk) -> None:
    """What patrons read, and what templates are filled with."""
    admin = await opened.staff("admin")
    assert await _keep(admin, "library/library", {"name": "Lindhaga"}) == {"versions": {"shared": 1}}
    assert (await opened.anybody()("GET", "/api/desk?lang=sv")).body["library"] == "Lindhaga"
    again = await admin("PUT", f"{HERE}/library/library", {"shared": {"name": "Other"}})
    assert (again.status, again.body["error"]) == (409, "record_changed")


async def test_what_is_kept_as_it_was_is_no_new_version(opened: OpenDesk) -> None:
    """Saving twice writes once."""
    admin = await opened.staff("admin")
    await _keep(admin, "hours/hours", {"monday": ["09:00-17:00"]})
    assert await _keep(admin, "hours/hours", {"monday": ["09:00-17:00"]}, on={"shared": 1}) == {"versions": {}}


async def test_hours_a_desk_and_its_branch_count_from_then_on(opened: OpenDesk) -> None:
    """It is Monday noon; the branch opens on Tuesdays."""
    admin = await opened.staff("admin")
    await _keep(admin, "branch/north", {"name": "Norra", "hours": {"tuesday": ["10:00-12:00"]}})
    await _keep(admin, "desk/music", {"name": "Musiken", "branch": "north"})
    people = (await admin("GET", "/api/people")).body
    assert people["desks"] == [{"id": "music", "name": "Musiken", "open": False}]
    greeted = (await opened.anybody()("GET", "/api/desk?lang=en")).body
    assert (greeted["open"], greeted["opens_at"]) == (False, "2026-11-24T10:00:00.000Z")


@pytest.mark.parametrize(
    ("path", "sent", "code"),
    [
        ("desk/music", {"name": "Musiken", "branch": "nowhere"}, "wrong_field"),
        ("desk/music", {}, "wrong_field"),
        ("hours/hours", {"monday": ["9-12"]}, "wrong_field"),
        ("hours/hours", {"holidays": "ZZ"}, "wrong_field"),
        ("shift/early", {"people": ["Nobody"]}, "unknown_person"),
        ("extra/tip", {"desks": ["nowhere"]}, "unknown_desk"),
        ("picture/plan", {"file": "plan.png", "digest": "0" * 64}, "wrong_field"),
        ("notice/x", {"since": "2027-02-01", "until": "2027-01-01"}, "wrong_field"),
    ],
)
async def test_what_can_not_be_is_refused_by_name(opened: OpenDesk, path: str, sent: Any, code: str) -> None:
    """And nothing is written."""
    admin = await opened.staff("admin")
    refused = await admin("PUT", f"{HERE}/{path}", {"shared": sent})
    assert (refused.status, refused.body["error"]) == (400, code)
    assert list(await opened.desk.store.records()) == []


async def test_nobody_tunes_what_is_no_part_of_the_house(opened: OpenDesk) -> None:
    """Rules and people have doors of their own."""
    admin = await opened.staff("admin")
    for path in ("rule/jargon", "person/maja", "nothing/x", "hours/other", "notice/Up"):
        assert (await admin("PUT", f"{HERE}/{path}", {"shared": {}})).status == 404


async def test_a_notice_is_read_by_patrons_in_its_days(opened: OpenDesk) -> None:
    """In their language, else in the library's; not before and not after."""
    admin, patron = await opened.staff("admin"), opened.anybody()
    words = {"sv": {"text": "Hissen lagas."}, "en": {"text": "The lift is being repaired."}}
    await _keep(admin, "notice/lift", {"since": "2026-11-24", "until": "2026-11-25"}, words=words)

    async def greeting(lang: str) -> str:
        return str((await patron("GET", f"/api/desk?lang={lang}")).body["greeting"])

    assert "Hissen" not in await greeting("sv")
    opened.clock.push(days=1)
    assert "Hissen lagas." in await greeting("sv")
    assert "The lift is being repaired." in await greeting("fi")
    opened.clock.push(days=2)
    assert "Hissen" not in await greeting("sv")


async def test_an_extra_is_offered_in_its_language_and_never_in_a_complaint(opened: OpenDesk) -> None:
    """A tip would sound as if nobody had listened."""
    admin, maja = await opened.staff("admin"), await opened.staff()
    words = {"en": {"title": "Ghost stories", "text": "On Friday we tell ghost stories at {our_branch}."}}
    await _keep(admin, "extra/ghosts", {"kind": "event", "until": "2026-11-23"}, words=words)
    glad = await opened.patron("Do you have Pippi in Finnish?", "en")
    (extra,) = (await maja("GET", f"/api/conversations/{glad.id}/extras")).body["extras"]
    assert (extra["title"], extra["slots"][0]["value"]) == ("Ghost stories", "Town Library")
    cross = await opened.patron("This is the third time you lost my book. I am really disappointed!", "en")
    assert (await maja("GET", f"/api/conversations/{cross.id}/extras")).body["extras"] == []
    swedish = await opened.patron()
    assert (await maja("GET", f"/api/conversations/{swedish.id}/extras")).body["extras"] == []
    opened.clock.push(hours=13)
    bo = await opened.staff()  # by then Maja has to sign in again
    assert (await bo("GET", f"/api/conversations/{glad.id}/extras")).body["extras"] == []


async def test_a_template_carries_its_picture_with_words_for_who_can_not_see_it(opened: OpenDesk) -> None:
    """The address is the picture's own; whoever follows it gets its bytes."""
    admin, maja = await opened.staff("admin"), await opened.staff()
    opened.desk.site.listens = "https://desk.example"
    taken = await admin("POST", f"{HERE}/pictures", data=PNG, headers={"Content-Type": "application/octet-stream"})
    assert taken.status == 201
    frame = {"file": "plan.png", "digest": taken.body["digest"]}
    await _keep(admin, "picture/plan", frame, words={"en": {"words": "The music is on your left."}})
    await admin(
        "PUT", "/api/admin/templates/come_by", {"kind": "step", "phase": "service", "picture": "plan", "on": 0}
    )
    steps = (await maja("GET", "/api/next-steps?lang=en")).body["next_steps"]
    text = next(step["text"] for step in steps if step["key"] == "come_by")
    address = f"/pictures/{frame['digest']}.png"
    assert text.endswith(f"\n\nThe music is on your left. https://desk.example{address}")
    shown = await opened.anybody()("GET", address)
    assert (shown.status, shown.raw, shown.headers["Content-Type"]) == (200, PNG, "image/png")
    assert (await _thing(admin, "picture", "plan"))["address"] == address


async def test_what_is_no_picture_is_not_taken(opened: OpenDesk) -> None:
    """Nor one that is too large; its address answers as if it had never been."""
    admin = await opened.staff("admin")
    binary = {"Content-Type": "application/octet-stream"}
    assert (await admin("POST", f"{HERE}/pictures", data=b"<svg/>", headers=binary)).status == 415
    assert (await admin("POST", f"{HERE}/pictures", data=io.BytesIO(PNG * 6000), headers=binary)).status == 413
    assert (await opened.anybody()("GET", f"/pictures/{'0' * 64}.png", headers={"Accept": "*/*"})).status == 404


async def test_a_thing_that_is_taken_away_counts_no_longer(opened: OpenDesk) -> None:
    """All of it; its versions stay, and it may come back."""
    admin = await opened.staff("admin")
    await _keep(admin, "notice/lift", {}, words={"sv": {"text": "Hissen lagas."}})
    removed = await admin("POST", f"{HERE}/notice/lift/remove", {"on": {"shared": 1, "sv": 1}})
    assert removed.body == {"versions": {"shared": 2, "sv": 2}}
    assert await _thing(admin, "notice", "lift") is None
    assert "Hissen" not in (await opened.anybody()("GET", "/api/desk?lang=sv")).body["greeting"]
    assert (await admin("POST", f"{HERE}/notice/lift/remove", {})).status == 404
    await _keep(admin, "notice/lift", {}, words={"sv": {"text": "Igen."}}, on={"shared": 2, "sv": 2})
    assert "Igen." in (await opened.anybody()("GET", "/api/desk?lang=sv")).body["greeting"]


async def test_the_desk_says_its_own_lines(opened: OpenDesk) -> None:
    """In the language they were worded in; the page shows the shipped ones beside them."""
    admin = await opened.staff("admin")
    await _keep(admin, "lines/lines", words={"sv": {"lines": {"hello": "Hej i Lindhaga!"}}})
    assert (await opened.anybody()("GET", "/api/desk?lang=sv")).body["greeting"] == "Hej i Lindhaga!"
    house = (await admin("GET", HERE)).body
    assert house["shipped_lines"]["en"]["hello"] == "Hello, and welcome! How can I help you?"
