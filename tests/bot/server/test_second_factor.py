"""Signing in with a telephone's code besides the password: asked after it, used once, and nobody is shut out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest_asyncio
from pyotp import TOTP

from bot.server.limits import Rate
from tests.bot.server.desk import PASSWORD, Caller, OpenDesk, Reply, open_desk

RATES = {"codes": Rate(6, 300)}


@pytest_asyncio.fixture
async def opened(tmp_path: Path) -> AsyncIterator[OpenDesk]:
    """A desk where few codes may be tried."""
    async with open_desk(tmp_path, rates=RATES) as desk:
        yield desk


def code(secret: str, now: datetime) -> str:
    """What a telephone shows."""
    return TOTP(secret).at(now)


async def switched_on(opened: OpenDesk, caller: Caller) -> tuple[str, list[str]]:
    """A telephone that knows the secret, and the recovery codes."""
    offered = await caller("POST", "/api/me/second-factor", {"password": PASSWORD})
    assert offered.status == 201, offered.body
    secret: str = offered.body["secret"]
    first = code(secret, opened.clock.now())
    confirmed = await caller("POST", "/api/me/second-factor/confirm", {"code": first})
    assert confirmed.status == 200, confirmed.body
    return secret, confirmed.body["recovery_codes"]


async def sign_in(opened: OpenDesk, name: str = "Maja", password: str = PASSWORD, **more: str) -> Reply:
    """Somebody tries."""
    return await opened.anybody()("POST", "/api/session", {"name": name, "password": password, **more})


async def test_the_password_alone_opens_nothing_any_more(opened: OpenDesk) -> None:
    """A code is asked for, its spaces don't matter, and the one before or after this half minute will do."""
    maja = await opened.staff(name="Maja")
    secret, _ = await switched_on(opened, maja)
    asked = await sign_in(opened)
    assert (asked.status, asked.body["error"]) == (401, "code_wanted")
    assert "Set-Cookie" not in asked.headers
    for _ in range(2):
        opened.clock.push(seconds=90)
        shown = code(secret, opened.clock.now())
        assert (await sign_in(opened, code=f"{shown[:3]} {shown[3:]}")).status == 200
    opened.clock.push(seconds=90)
    early = code(secret, opened.clock.now())
    opened.clock.push(seconds=30)
    assert (await sign_in(opened, code=early)).status == 200


async def test_only_who_knows_the_password_learns_that_there_is_a_code(opened: OpenDesk) -> None:
    """A wrong password answers as everywhere, even with the right code."""
    secret, _ = await switched_on(opened, await opened.staff(name="Maja"))
    opened.clock.push(seconds=60)
    shown = code(secret, opened.clock.now())
    wrong = await sign_in(opened, password="not the right one", code=shown)
    unknown = await sign_in(opened, name="Nobody", code=shown)
    assert wrong.body["error"] == "wrong_sign_in"
    assert wrong.raw == unknown.raw
    assert (await sign_in(opened, code=shown)).status == 200  # and it has not been used up


async def test_a_code_that_was_seen_over_a_shoulder_opens_nothing(opened: OpenDesk) -> None:
    """Each code is good once; so is the one that switched it on, and one from before the last that was used."""
    maja = await opened.staff(name="Maja")
    secret, _ = await switched_on(opened, maja)
    first = code(secret, opened.clock.now())
    assert (await sign_in(opened, code=first)).body["error"] == "wrong_code"
    opened.clock.push(seconds=60)
    before = code(secret, opened.clock.now())
    opened.clock.push(seconds=30)
    now = code(secret, opened.clock.now())
    assert [(await sign_in(opened, code=shown)).status for shown in (now, now, before)] == [200, 401, 401]


async def test_a_recovery_code_opens_once(opened: OpenDesk) -> None:
    """However it is typed; the others are left, and the audit says that one was used."""
    maja = await opened.staff(name="Maja")
    _, codes = await switched_on(opened, maja)
    typed = codes[3].upper().replace("-", " ")
    assert [(await sign_in(opened, code=typed)).status for _ in range(2)] == [200, 401]
    assert (await maja("GET", "/api/me/second-factor")).body["codes_left"] == len(codes) - 1
    assert "second_factor.code_used" in [line.action for line in await opened.desk.store.audited()]


async def test_codes_can_not_be_guessed_by_who_knows_the_password(opened: OpenDesk) -> None:
    """From however many addresses: after some it takes minutes a try, for the right code, too."""
    secret, _ = await switched_on(opened, await opened.staff(name="Maja"))
    opened.clock.push(seconds=60)
    tried = [(await sign_in(opened, code="000000")).status for _ in range(7)]
    assert tried == [401] * 6 + [429]
    late = await sign_in(opened, code=code(secret, opened.clock.now()))
    assert (late.status, "Retry-After" in late.headers) == (429, True)


async def test_nothing_changes_before_the_telephone_has_shown_that_it_knows(opened: OpenDesk) -> None:
    """Whoever closes the page half way signs in as before."""
    maja = await opened.staff(name="Maja")
    offered = await maja("POST", "/api/me/second-factor", {"password": PASSWORD})
    wrong = await maja("POST", "/api/me/second-factor/confirm", {"code": "000000"})
    assert (wrong.status, wrong.body["error"]) == (422, "wrong_first_code")
    assert (await sign_in(opened)).status == 200
    assert offered.body["address"].startswith("otpauth://totp/Town%20Library:Maja?secret=")
    assert {len(row) for row in offered.body["squares"]} == {len(offered.body["squares"])}


async def test_a_page_left_open_is_not_enough_to_switch_it_on_or_off(opened: OpenDesk) -> None:
    """The password is asked for once more."""
    maja = await opened.staff(name="Maja")
    wrong = {"password": "not the right one"}
    assert (await maja("POST", "/api/me/second-factor", wrong)).body["error"] == "wrong_password"
    await switched_on(opened, maja)
    assert (await maja("POST", "/api/me/second-factor/off", wrong)).body["error"] == "wrong_password"
    assert (await maja("POST", "/api/me/second-factor", {"password": PASSWORD})).body["error"] == "second_factor_on"
    assert (await maja("POST", "/api/me/second-factor/off", {"password": PASSWORD})).status == 204
    assert (await sign_in(opened)).status == 200


async def test_switching_it_on_ends_the_other_sessions(opened: OpenDesk) -> None:
    """Whoever had the password until now is out."""
    maja = await opened.staff(name="Maja")
    elsewhere = opened.anybody()
    await elsewhere("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
    await switched_on(opened, maja)
    assert (await elsewhere("GET", "/api/me")).status == 401
    assert (await maja("GET", "/api/me")).status == 200


async def test_an_admin_helps_whoever_lost_the_telephone(opened: OpenDesk) -> None:
    """The audit says who did it; the others see nothing of who has a code."""
    maja, chief = await opened.staff(name="Maja"), await opened.staff("admin")
    await switched_on(opened, maja)
    assert (await chief("GET", "/api/people")).body["second_factors"] == [maja.id]
    assert (await maja("GET", "/api/people")).body["second_factors"] == []
    assert (await chief("POST", f"/api/people/{maja.id}/second-factor/off")).status == 204
    assert (await sign_in(opened)).status == 200
    last = (await opened.desk.store.audited())[-1]
    assert (last.who, last.action, last.subject) == (chief.id, "second_factor.off", maja.id)


async def test_a_new_link_is_a_new_password_and_not_a_new_telephone(opened: OpenDesk) -> None:
    """Whoever reads a colleague's mail doesn't come in by it; the link stays good until the code is right."""
    maja, chief = await opened.staff(name="Maja"), await opened.staff("admin")
    secret, _ = await switched_on(opened, maja)
    opened.clock.push(seconds=60)
    link = (await chief("POST", f"/api/people/{maja.id}/link")).body["link"].partition("#")[2]
    body = {"token": link, "name": "Maja", "password": "quite another sentence"}
    assert (await opened.anybody()("POST", "/api/welcome", body)).body["error"] == "code_wanted"
    shown = code(secret, opened.clock.now())
    assert (await opened.anybody()("POST", "/api/welcome", body | {"code": shown})).status == 200


async def test_the_database_alone_makes_no_codes(opened: OpenDesk, tmp_path: Path) -> None:
    """What lies there is encrypted with a key that isn't there, and of recovery codes only keyed digests."""
    maja = await opened.staff(name="Maja")
    secret, codes = await switched_on(opened, maja)
    everything = b"".join(path.read_bytes() for path in _database(tmp_path))
    assert maja.id.encode() in everything
    for told in (secret, *codes, *(one.replace("-", "") for one in codes)):
        assert told.encode() not in everything


def _database(folder: Path) -> list[Path]:
    return list(folder.glob("desk.sqlite3*"))
