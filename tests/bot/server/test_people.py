"""Who works here: invited by a link, changed, gone; and the audit that says who did it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.server.desk import PASSWORD, Caller, OpenDesk, Reply


async def come_in(opened: OpenDesk, invited: Reply, name: str) -> tuple[Caller, Reply]:
    """Use an invitation."""
    caller = opened.anybody()
    token = invited.body["link"].partition("#")[2]
    signed = await caller("POST", "/api/welcome", {"token": token, "name": name, "password": PASSWORD})
    return caller, signed


async def test_an_invited_person_comes_in_with_the_role_they_were_given(opened: OpenDesk) -> None:
    """The link stands on the desk's own address, its token behind the ``#``."""
    admin = await opened.staff("admin")
    invited = await admin("POST", "/api/people", {"name": "Bo", "role": "trainee", "languages": ["sv"]})
    assert invited.body["link"].startswith(f"{admin.origin}/welcome#")
    assert invited.body["person"]["invited"] is True
    bo, signed = await come_in(opened, invited, "Bo")
    assert (signed.body["role"], signed.body["languages"]) == ("trainee", ["sv"])
    assert (await bo("GET", "/api/queue")).status == 200
    shown = (await admin("GET", "/api/people")).body["people"]
    assert next(person for person in shown if person["name"] == "Bo")["invited"] is False


async def test_a_fresh_link_sets_a_new_password_and_ends_old_sessions(opened: OpenDesk) -> None:
    """For whoever lost theirs."""
    admin, bo = await opened.staff("admin"), await opened.staff(name="Bo")
    link = await admin("POST", f"/api/people/{bo.id}/link")
    again, signed = await come_in(opened, link, "Bo")
    assert signed.body["id"] == bo.id
    assert (await bo("GET", "/api/me")).status == 401
    assert (await again("GET", "/api/me")).status == 200


async def test_whoever_leaves_is_signed_out_at_once(opened: OpenDesk) -> None:
    """And their password opens nothing."""
    admin, bo = await opened.staff("admin"), await opened.staff(name="Bo")
    assert (await admin("PATCH", f"/api/people/{bo.id}", {"active": False})).body["active"] is False
    assert (await bo("GET", "/api/me")).status == 401
    tried = await opened.anybody()("POST", "/api/session", {"name": "Bo", "password": PASSWORD})
    assert (tried.status, tried.body["error"]) == (401, "wrong_sign_in")


async def test_another_role_needs_a_new_session(opened: OpenDesk) -> None:
    """A viewer's page doesn't keep a librarian's rights."""
    admin, bo = await opened.staff("admin"), await opened.staff("librarian")
    await admin("PATCH", f"/api/people/{bo.id}", {"role": "viewer"})
    assert (await bo("GET", "/api/me")).status == 401


@pytest.mark.parametrize("change", [{"role": "librarian"}, {"active": False}])
async def test_the_last_admin_stays(opened: OpenDesk, change: Any) -> None:
    """Somebody has to be able to let people in."""
    admin = await opened.staff("admin")
    await admin("POST", "/api/people", {"name": "Not in yet", "role": "admin"})
    tried = await admin("PATCH", f"/api/people/{admin.id}", change)
    assert (tried.status, tried.body["error"]) == (409, "last_admin")
    await opened.staff("admin")
    assert (await admin("PATCH", f"/api/people/{admin.id}", change)).status == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "Bo", "role": "king"}, "wrong_field"),
        ({"name": "  ", "role": "admin"}, "wrong_field"),
        ({"name": "Bo", "role": "viewer", "desks": ["nowhere"]}, "unknown_desk"),
    ],
)
async def test_an_invitation_that_makes_no_sense_is_refused(opened: OpenDesk, body: Any, code: str) -> None:
    """Before anybody is told of it."""
    admin = await opened.staff("admin")
    tried = await admin("POST", "/api/people", body)
    assert (tried.status, tried.body["error"]) == (400, code)


async def test_the_audit_says_who_did_what_newest_first(opened: OpenDesk) -> None:
    """Page by page, each line with its seal, names instead of ids."""
    admin = await opened.staff("admin", name="Ada")
    await admin("POST", "/api/people", {"name": "Bo", "role": "librarian"})
    lines = (await admin("GET", "/api/audit?limit=2")).body["lines"]
    assert [line["number"] for line in lines] == sorted((line["number"] for line in lines), reverse=True)
    assert {line["who"] for line in lines} == {"Ada"}
    assert {"Bo"} == {line["object"] for line in lines if line["action"] == "person.added"}
    older = (await admin("GET", f"/api/audit?before={lines[-1]['number']}")).body["lines"]
    assert all(line["number"] < lines[-1]["number"] for line in older)
    assert await opened.desk.store.audit_break() is None


async def test_no_token_and_no_password_is_in_the_audit(opened: OpenDesk) -> None:
    """Nor anything made from them."""
    admin = await opened.staff("admin")
    invited = await admin("POST", "/api/people", {"name": "Bo", "role": "librarian"})
    token = invited.body["link"].partition("#")[2]
    told = (await admin("GET", "/api/audit")).raw.decode()
    assert token not in told
    assert "argon2" not in told


async def test_for_a_handover_whoever_fits_best_stands_first(opened: OpenDesk) -> None:
    """Who speaks its language and has least to do; others after them, also where the question is nobody's."""
    admin, anna, bo, eva = [
        await opened.staff(role, name=name)
        for role, name in (("admin", "Ada"), ("librarian", "Anna"), ("librarian", "Bo"), ("librarian", "Eva"))
    ]
    for one, lang in ((admin, "fi"), (anna, "fi"), (bo, "sv"), (eva, "sv")):
        await admin("PATCH", f"/api/people/{one.id}", {"languages": [lang]})
    asked, other = [(await opened.patron()).id for _ in range(2)]
    await bo("POST", f"/api/conversations/{other}/claim", {})

    async def order(query: str = "") -> list[str]:
        return [one["name"] for one in (await anna("GET", f"/api/people{query}")).body["people"]]

    assert await order(f"?for={asked}") == ["Eva", "Bo", "Ada", "Anna"]
    assert await order(f"?for={'0' * 32}") == await order()
