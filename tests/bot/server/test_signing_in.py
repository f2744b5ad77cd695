"""Signing in and out, sessions, passwords, one-time links."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from bot.first_admin import first_admin_link
from bot.server.limits import Rate
from tests.bot.server.desk import PASSWORD, Caller, OpenDesk, Reply, open_desk


def cookie(reply: Reply) -> SimpleCookie:
    """The cookie an answer sets."""
    return SimpleCookie(reply.headers["Set-Cookie"])


async def test_the_session_cookie_is_out_of_scripts_and_other_sites_reach(opened: OpenDesk) -> None:
    """HttpOnly, SameSite, for the whole desk, and gone after a long day."""
    await opened.staff(name="Maja")
    signed = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
    told = cookie(signed)["smiledesk"]
    assert (told["httponly"], told["samesite"], told["path"], told["max-age"]) == (True, "Lax", "/", "43200")
    assert not told["secure"]  # this desk is reached without TLS


async def test_behind_tls_the_cookie_is_bound_to_this_very_host(tmp_path: Path) -> None:
    """``__Host-`` and Secure: no other host of the domain can plant one."""
    async with open_desk(tmp_path, public_origin="https://desk.example.org") as opened:
        link = await first_admin_link(opened.desk.store, opened.clock, "", always=True)
        assert link
        body = {"token": link.partition("#")[2], "name": "Maja", "password": PASSWORD}
        signed = await opened.anybody()("POST", "/api/welcome", body)
        assert cookie(signed)["__Host-smiledesk"]["secure"]
        assert "max-age" in signed.headers["Strict-Transport-Security"]


async def test_each_sign_in_makes_a_new_session(opened: OpenDesk) -> None:
    """A planted cookie is worth nothing: after signing in another one counts."""
    maja = await opened.staff(name="Maja")
    planted = {"Cookie": "smiledesk=planted-by-somebody"}
    signed = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": PASSWORD}, headers=planted)
    fresh = cookie(signed)["smiledesk"].value
    assert fresh != "planted-by-somebody"
    with_planted = await opened.anybody()("GET", "/api/me", headers=planted)
    assert with_planted.status == 401
    assert (await maja("GET", "/api/me")).status == 200


async def test_an_unknown_name_and_a_wrong_password_answer_alike(opened: OpenDesk) -> None:
    """Nobody learns who works here."""
    await opened.staff(name="Maja")
    anybody = opened.anybody()
    wrong = await anybody("POST", "/api/session", {"name": "Maja", "password": "not the right one"})
    unknown = await anybody("POST", "/api/session", {"name": "Nobody", "password": "not the right one"})
    assert wrong.status == unknown.status == 401
    assert wrong.raw == unknown.raw


async def test_an_unknown_name_costs_the_same_work(opened: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is verified once in both cases, with the same cost."""
    await opened.staff(name="Maja")
    verified: list[str] = []
    hasher = opened.desk.passwords._hasher
    real = type(hasher).verify

    def verify(self: object, stored: str, given: str) -> bool:
        verified.append(stored)
        return bool(real(self, stored, given))

    monkeypatch.setattr(type(hasher), "verify", verify)
    for name in ("Maja", "Nobody"):
        await opened.anybody()("POST", "/api/session", {"name": name, "password": "not the right one"})
    assert len(verified) == 2
    assert verified[0].split("$")[:4] == verified[1].split("$")[:4]  # algorithm, version, cost


async def test_guessing_is_slowed_by_name_and_by_address(tmp_path: Path) -> None:
    """429 with the seconds to wait, for known and unknown names alike; the right one must wait, too."""
    rates = {"tries": Rate(3, 60), "addresses": Rate(6, 60)}
    async with open_desk(tmp_path, rates=rates) as opened:
        await opened.staff(name="Maja")
        anybody = opened.anybody()

        async def guess(name: str, password: str = "wrong") -> int:
            return (await anybody("POST", "/api/session", {"name": name, "password": password})).status

        assert [await guess("Maja") for _ in range(4)] == [401, 401, 401, 429]
        assert await guess("maja ", PASSWORD) == 429
        assert [await guess("Nobody") for _ in range(3)] == [401, 429, 429]
        opened.monotonic.seconds += 600
        assert await guess("Maja", PASSWORD) == 429  # another process has counted, too
        opened.clock.push(seconds=600)
        assert await guess("Maja", PASSWORD) == 200


async def test_signing_in_rightly_uses_nothing_up(tmp_path: Path) -> None:
    """Whoever knows the password may come as often as they like."""
    async with open_desk(
        tmp_path, rates={"tries": Rate(2, 60), "names": Rate(2, 60), "addresses": Rate(2, 60)}
    ) as opened:
        await opened.staff(name="Maja")
        for _ in range(5):
            signed = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
            assert signed.status == 200


async def test_signing_out_ends_the_session_on_the_server(opened: OpenDesk) -> None:
    """A copied cookie is worth nothing afterwards."""
    maja = await opened.staff()
    copied = {morsel.key: morsel.value for morsel in maja.session.cookie_jar}
    assert (await maja("DELETE", "/api/session")).status == 204
    kept = await opened.anybody()("GET", "/api/me", headers={"Cookie": f"smiledesk={copied['smiledesk']}"})
    assert kept.status == 401


async def test_a_session_ends_by_itself(opened: OpenDesk) -> None:
    """After a long day one signs in again."""
    maja = await opened.staff()
    opened.clock.push(hours=13)
    assert (await maja("GET", "/api/me")).status == 401


async def test_one_may_choose_the_language_of_the_pages(opened: OpenDesk) -> None:
    """From then on refusals, too, are in that language, whatever the browser says."""
    maja = await opened.staff("viewer")
    assert (await maja("PATCH", "/api/me", {"lang": "ro", "available": False})).body["lang"] == "ro"
    refused = await maja("GET", "/api/audit", headers={"Accept-Language": "fi"})
    assert refused.body["message"].startswith("Rolul dumneavoastră")


async def test_a_new_password_ends_the_other_sessions(opened: OpenDesk) -> None:
    """And the old one opens nothing any more."""
    maja = await opened.staff(name="Maja")
    elsewhere = opened.anybody()
    await elsewhere("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
    changed = await maja("POST", "/api/me/password", {"old": PASSWORD, "new": "quite another sentence"})
    assert changed.status == 204
    assert (await maja("GET", "/api/me")).status == 200
    assert (await elsewhere("GET", "/api/me")).status == 401
    old = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
    assert old.status == 401


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("not the right one", "quite another sentence", "wrong_password"), (PASSWORD, "short", "password_short")],
)
async def test_a_bad_new_password_changes_nothing(opened: OpenDesk, old: str, new: str, code: str) -> None:
    """Refused with a sentence; the old one goes on."""
    maja = await opened.staff(name="Maja")
    tried = await maja("POST", "/api/me/password", {"old": old, "new": new})
    assert (tried.status, tried.body["error"]) == (422, code)
    again = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
    assert again.status == 200


async def _first_link(opened: OpenDesk) -> str:
    link = await first_admin_link(opened.desk.store, opened.clock, "http://desk", always=False)
    assert link
    return link


async def _come_in(caller: Caller, link: str, name: str = "Maja", password: str = PASSWORD) -> Reply:
    return await caller("POST", "/api/welcome", {"token": link.partition("#")[2], "name": name, "password": password})


async def test_the_first_admin_comes_in_by_a_link_that_works_once(opened: OpenDesk) -> None:
    """A used link answers like one that never was."""
    link = await _first_link(opened)
    maja = opened.anybody()
    signed = await _come_in(maja, link)
    assert (signed.status, signed.body["role"], signed.body["name"]) == (200, "admin", "Maja")
    assert (await maja("GET", "/api/audit")).status == 200
    again = await _come_in(opened.anybody(), link, "Bo")
    never = await _come_in(opened.anybody(), "#no-such-link", "Bo")
    assert (again.status, again.body["error"]) == (404, "unknown_link")
    assert again.raw == never.raw


async def test_a_link_is_good_for_some_days_only(opened: OpenDesk) -> None:
    """Found in an old note, it opens nothing."""
    link = await _first_link(opened)
    opened.clock.at += timedelta(days=3)
    assert (await _come_in(opened.anybody(), link)).status == 404


async def test_an_easy_password_leaves_the_link_unused(opened: OpenDesk) -> None:
    """One may try again with a better one."""
    link = await _first_link(opened)
    assert (await _come_in(opened.anybody(), link, "Maja", "short")).body["error"] == "password_short"
    assert (await _come_in(opened.anybody(), link, "Maja Lindgren", "maja lindgren")).body[
        "error"
    ] == "password_is_name"
    assert (await _come_in(opened.anybody(), link)).status == 200


async def test_a_name_is_one_persons(opened: OpenDesk) -> None:
    """Letter case and spaces make no other name."""
    await opened.staff(name="Maja")
    tried = await _come_in(opened.anybody(), await _first_link(opened), " maja ")
    assert (tried.status, tried.body["error"]) == (409, "name_taken")


async def test_there_is_no_link_while_there_is_an_admin(opened: OpenDesk) -> None:
    """Only a desk without one opens its door."""
    await opened.staff("admin")
    assert await first_admin_link(opened.desk.store, opened.clock, "http://desk", always=False) is None
