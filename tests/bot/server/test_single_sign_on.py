"""Signing in at the library's identity provider: the whole way there and back, and every lie on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from yarl import URL

from bot.server.limits import Rate
from bot.server.single_sign_on import SingleSignOn, unpacked
from tests.bot.server.desk import PASSWORD, Caller, OpenDesk, Reply, open_desk
from tests.bot.server.provider import CLIENT, SECRET, Provider, open_provider
from tests.house import NOON, FakeClock

pytestmark = pytest.mark.asyncio(loop_scope="module")
ELSEWHERE = "the library account"


@dataclass
class Place:
    """A desk, its provider, and an admin."""

    opened: OpenDesk
    provider: Provider
    chief: Caller

    async def connected(self, identity: str = "maja@library.example") -> Caller:
        """A colleague whom the admin has connected; nobody else is by the same."""
        for person in (await self.chief("GET", "/api/people")).body["people"]:
            await self.chief("PATCH", f"/api/people/{person['id']}", {"identity": ""})
        maja = await self.opened.staff()
        assert (await self.chief("PATCH", f"/api/people/{maja.id}", {"identity": identity})).status == 200
        return maja

    async def there(self, browser: Caller) -> URL:
        """To the provider, and the way back it sends the browser."""
        away = await browser("GET", "/signin/elsewhere")
        assert away.status == 303
        async with browser.session.get(away.headers["Location"], allow_redirects=False) as signed:
            return URL(signed.headers["Location"])

    async def come_in(self, browser: Caller) -> Reply:
        """There and back."""
        return await browser("GET", (await self.there(browser)).raw_path_qs)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """One of each for all tests."""
    clock = FakeClock()
    async with open_provider(clock.now) as provider:
        sign_on = SingleSignOn(provider.issuer, CLIENT, SECRET, ELSEWHERE)
        async with open_desk(tmp_path_factory.mktemp("desk"), clock=clock, sign_on=sign_on) as opened:
            yield Place(opened, provider, await opened.staff("admin"))


@pytest.fixture
def place(shared: Place) -> Place:
    """The same, with a provider that tells the truth."""
    fresh = Provider(shared.opened.clock.now)
    told = {name: value for name, value in vars(fresh).items() if not name.startswith("_") and name != "issuer"}
    vars(shared.provider).update(told)
    provider: Any = shared.opened.desk.sign_on
    provider._metadata = provider._keys = None
    return shared


@pytest.mark.parametrize("identity", ["maja@library.example", "MAJA@library.example", "u-17"])
async def test_whoever_an_admin_has_connected_comes_in(place: Place, identity: str) -> None:
    """By a verified address or by the subject; a session like any other, and the way there leaves nothing behind."""
    maja, browser = await place.connected(identity), place.opened.anybody()
    back = await place.come_in(browser)
    assert (back.status, back.headers["Location"]) == (303, "/console")
    assert (await browser("GET", "/api/me")).body["id"] == maja.id
    assert [cookie.key for cookie in browser.session.cookie_jar] == ["smiledesk"]


async def test_the_providers_word_alone_lets_nobody_in(place: Place) -> None:
    """Who isn't connected is told whom to ask; nobody is made, and no cookie is given."""
    before = (await place.chief("GET", "/api/people")).body
    place.provider.person = {"sub": "u-99", "email": "stranger@library.example", "email_verified": True}
    back = await place.come_in(place.opened.anybody())
    assert back.status == 403
    assert "An admin can connect the two" in back.body
    assert "smiledesk=" not in back.headers.get("Set-Cookie", "").replace("smiledesk-away=", "")
    assert (await place.chief("GET", "/api/people")).body == before


@pytest.mark.parametrize("verified", [False, None, "true"])
async def test_an_address_that_nobody_verified_is_nobodys(place: Place, verified: object) -> None:
    """Whoever may type any address at the provider is not that person."""
    await place.connected()
    place.provider.lies = {"email_verified": verified}
    assert (await place.come_in(place.opened.anybody())).status == 403


async def test_a_subject_that_looks_like_an_address_is_none(place: Place) -> None:
    """Where an admin wrote an address, only a verified address will do."""
    await place.connected()
    place.provider.person = {"sub": "maja@library.example"}
    assert (await place.come_in(place.opened.anybody())).status == 403


LIES: dict[str, dict[str, Any]] = {
    "another question's": {"nonce": "another"},
    "no question's": {"nonce": None},
    "for somebody else": {"aud": "another-client"},
    "for several, authorised for another": {"aud": [CLIENT, "another"], "azp": "another"},
    "by another provider": {"iss": "https://evil.example"},
    "over": {"exp": int(NOON.timestamp()) - 600},
    "never over": {"exp": None},
    "over some day": {"exp": "tomorrow"},
    "from the future": {"iat": int(NOON.timestamp()) + 3600},
    "nobody's": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_token_that_does_not_fit_opens_nothing(place: Place, lie: str) -> None:
    """Signed by the right key or not."""
    await place.connected()
    place.provider.lies = LIES[lie]
    back = await place.come_in(place.opened.anybody())
    assert back.status == 401, back.body
    assert "didn’t work out" in back.body or "didn&#39;t work out" in back.body


@pytest.mark.parametrize("signer", ["another", "none", "secret"])
async def test_a_token_that_another_has_signed_opens_nothing(place: Place, signer: str) -> None:
    """Another key, no signature, or our own secret used as a key."""
    await place.connected()
    place.provider.signer = signer
    assert (await place.come_in(place.opened.anybody())).status == 401


async def test_a_provider_may_change_its_keys(place: Place) -> None:
    """A key that isn't known is looked up once more."""
    await place.connected()
    assert (await place.come_in(place.opened.anybody())).status == 303
    place.provider.signer, place.provider.known = "second", ["second"]
    assert (await place.come_in(place.opened.anybody())).status == 303


async def test_the_answer_belongs_to_the_browser_that_asked(place: Place) -> None:
    """A link with somebody else's code signs nobody in: neither without the cookie, nor with another question's."""
    await place.connected()
    theirs, mine = place.opened.anybody(), place.opened.anybody()
    back = await place.there(theirs)
    assert (await place.opened.anybody()("GET", back.raw_path_qs)).status == 401
    await place.there(mine)
    assert (await mine("GET", back.raw_path_qs)).status == 401
    assert (await theirs("GET", back.raw_path_qs)).status == 303
    assert (await theirs("GET", back.raw_path_qs)).status == 401  # and not twice


async def test_a_code_that_was_seen_on_its_way_is_worth_nothing(place: Place) -> None:
    """Who asks with another question can't redeem it: the verifier doesn't fit."""
    await place.connected()
    theirs, mine = place.opened.anybody(), place.opened.anybody()
    seen, own = await place.there(theirs), await place.there(mine)
    crossed = own.update_query(code=seen.query["code"])
    assert (await mine("GET", crossed.raw_path_qs)).status == 401


@pytest.mark.parametrize("cookie", ["", "x", "W10=", "eyJhIjoxfQ==", "WzEsMiwzLDRd", "é"])
async def test_a_cookie_that_is_none_of_ours_is_none(cookie: str) -> None:
    """Nor is one that took too long."""
    assert unpacked(cookie, NOON) is None


async def test_whoever_takes_too_long_begins_anew(place: Place) -> None:
    """After ten minutes the question is forgotten."""
    await place.connected()
    browser = place.opened.anybody()
    back = await place.there(browser)
    place.opened.clock.push(seconds=601)
    assert (await browser("GET", back.raw_path_qs)).status == 401


@pytest.mark.parametrize(
    "says",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": 7}],
    ids=["another issuer", "a place without TLS", "no place"],
)
async def test_a_provider_that_says_something_else_of_itself_is_not_asked(place: Place, says: Any) -> None:
    """The browser stays here, with a sentence."""
    place.provider.says = says
    assert (await place.opened.anybody()("GET", "/signin/elsewhere")).status == 401


async def test_ones_own_password_goes_on_working(tmp_path: Path) -> None:
    """Also while the provider is away; its button says so."""
    async with open_desk(tmp_path, sign_on=SingleSignOn("http://127.0.0.1:1", CLIENT, SECRET, ELSEWHERE)) as opened:
        await opened.staff(name="Maja")
        page = await opened.anybody()("GET", "/signin")
        assert f"Sign in with {ELSEWHERE}" in page.body
        away = await opened.anybody()("GET", "/signin/elsewhere")
        assert (away.status, "Please use your password" in away.body) == (502, True)
        signed = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": PASSWORD})
        assert signed.status == 200


async def test_a_desk_without_a_provider_has_no_such_door(tmp_path: Path) -> None:
    """Nothing is there."""
    async with open_desk(tmp_path) as opened:
        for path in ("/signin/elsewhere", "/signin/back?state=a&code=b"):
            assert (await opened.anybody()("GET", path)).status == 404
        assert "/signin/elsewhere" not in (await opened.anybody()("GET", "/signin")).body


async def test_coming_back_is_slowed_like_any_guess(tmp_path: Path) -> None:
    """By address, before the provider is asked."""
    clock = FakeClock()
    async with open_provider(clock.now) as provider:
        sign_on = SingleSignOn(provider.issuer, CLIENT, SECRET, ELSEWHERE)
        async with open_desk(tmp_path, clock=clock, sign_on=sign_on, rates={"addresses": Rate(2, 60)}) as opened:
            tried = [(await opened.anybody()("GET", "/signin/back?state=a&code=b")).status for _ in range(3)]
            assert tried == [401, 401, 429]


async def test_one_identity_is_one_colleagues(place: Place) -> None:
    """Who else has it is named; taking it away ends the sessions, and the audit says who did it."""
    maja, bo = await place.connected(), await place.opened.staff()
    taken = await place.chief("PATCH", f"/api/people/{bo.id}", {"identity": "Maja@Library.example "})
    assert (taken.status, taken.body["error"]) == (409, "identity_taken")
    assert (await maja("GET", "/api/people")).status == 401  # connecting her ended the session she had
    assert (await bo("GET", "/api/people")).body["identities"] == {}
    assert (await place.chief("GET", "/api/people")).body["identities"] == {maja.id: "maja@library.example"}
    lines = [line for line in await place.opened.desk.store.audited(limit=1000) if line.subject == maja.id]
    assert lines[-1].details["identity"] == "maja@library.example"


async def test_whoever_is_blocked_or_never_came_in_stays_out(place: Place) -> None:
    """The provider knows them; this desk doesn't let them in."""
    maja = await place.connected()
    await place.chief("PATCH", f"/api/people/{maja.id}", {"active": False})
    assert (await place.come_in(place.opened.anybody())).status == 403
    invited = await place.chief("POST", "/api/people", {"name": "Ny Nilsson", "role": "librarian"})
    await place.chief("PATCH", f"/api/people/{maja.id}", {"identity": ""})
    await place.chief("PATCH", f"/api/people/{invited.body['person']['id']}", {"identity": "maja@library.example"})
    assert (await place.come_in(place.opened.anybody())).status == 403
