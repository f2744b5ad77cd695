"""What keeps others out: origins, headers, methods, paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from yarl import URL

from bot.application import ROUTES
from tests.bot.server.desk import OpenDesk, open_desk

LIBRARY = "https://www.library.example"
QUESTION = {"client_id": "question-0000000000", "lang": "en", "text": "Do you have Pippi?"}


@pytest.mark.parametrize("path", ["/", "/api/desk", "/console", "/api/queue", "/nowhere", "/static/desk.css"])
async def test_every_answer_carries_the_walls(opened: OpenDesk, path: str) -> None:
    """Also refusals: no inline script, no foreign host, in nobody's frame."""
    headers = (await opened.anybody().session.get(opened.server.make_url(path), allow_redirects=False)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert "Server" not in headers or "aiohttp" not in headers["Server"]


@pytest.mark.parametrize("path", ["/", "/sample", "/ask", "/signin", "/welcome", "/privacy"])
async def test_a_page_keeps_to_its_own_policy(opened: OpenDesk, path: str) -> None:
    """No script or style within it, nothing from another host."""
    page = (await opened.anybody()("GET", path)).body
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert "onclick" not in page
    assert "https://" not in page


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "file://"])
async def test_a_change_from_a_foreign_page_is_refused(opened: OpenDesk, origin: str) -> None:
    """Whatever it asks for."""
    for method, path in (("POST", "/api/patron/conversations"), ("POST", "/api/session"), ("POST", "/ask")):
        tried = await opened.anybody().session.request(
            method, opened.server.make_url(path), json=QUESTION, headers={"Origin": origin}
        )
        assert tried.status == 403
    assert (await opened.desk.store.counts())["waiting"] == 0


async def test_an_older_browser_that_names_no_origin_still_says_whose_page_it_is(opened: OpenDesk) -> None:
    """``Sec-Fetch-Site`` is enough to know."""
    foreign = {"Sec-Fetch-Site": "cross-site"}
    tried = await opened.anybody()("POST", "/api/session", {"name": "Maja", "password": "x"}, headers=foreign)
    assert (tried.status, tried.body["error"]) == (403, "foreign_origin")


async def test_a_library_page_may_carry_the_widget_and_nothing_else(tmp_path: Path) -> None:
    """The patron's part answers it; the staff's part doesn't know it."""
    async with open_desk(tmp_path, library_origins=frozenset({LIBRARY})) as opened:
        page = {"Origin": LIBRARY}
        anybody = opened.anybody()
        ask = await anybody.session.options(
            opened.server.make_url("/api/patron/conversations"),
            headers=page | {"Access-Control-Request-Method": "POST"},
        )
        assert ask.status == 204
        assert ask.headers["Access-Control-Allow-Origin"] == LIBRARY
        assert "Access-Control-Allow-Credentials" not in ask.headers
        asked = await anybody("POST", "/api/patron/conversations", QUESTION, headers=page)
        assert (asked.status, asked.headers["Access-Control-Allow-Origin"]) == (201, LIBRARY)
        staff = await anybody("POST", "/api/session", {"name": "Maja", "password": "x"}, headers=page)
        assert (staff.status, staff.body["error"]) == (403, "foreign_origin")
        read = await anybody("GET", "/api/queue", headers=page)
        assert "Access-Control-Allow-Origin" not in read.headers


async def test_another_page_is_not_even_told_what_it_may(opened: OpenDesk) -> None:
    """The preflight is refused."""
    asked = await opened.anybody().session.options(
        opened.server.make_url("/api/patron/conversations"),
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )
    assert asked.status == 403


async def test_a_proxys_word_counts_only_when_the_proxy_is_named(tmp_path: Path) -> None:
    """Otherwise anybody could pretend to come from anywhere."""
    from bot.server.limits import Rate

    strict = {"addresses": Rate(1, 60)}
    guess = {"name": "Maja", "password": "wrong"}
    async with open_desk(tmp_path / "a", rates=strict) as opened:
        tried = [
            (await opened.anybody()("POST", "/api/session", guess, headers={"X-Forwarded-For": f"10.0.0.{n}"})).status
            for n in range(2)
        ]
        assert tried == [401, 429]
    async with open_desk(tmp_path / "b", rates=strict, proxies=frozenset({"127.0.0.1"})) as opened:
        tried = [
            (await opened.anybody()("POST", "/api/session", guess, headers={"X-Forwarded-For": f"10.0.0.{n}"})).status
            for n in range(2)
        ]
        assert tried == [401, 401]


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/", "/static/console"]
)
async def test_only_static_files_are_static_files(opened: OpenDesk, path: str) -> None:
    """No way out of their folder."""
    from yarl import URL

    url = URL(f"{opened.server.make_url('/')}".rstrip("/") + path, encoded=True)
    assert (await opened.anybody().session.get(url)).status == 404


async def test_an_address_nobody_serves_is_a_page_for_people_and_json_for_programs(opened: OpenDesk) -> None:
    """Both in the reader's language."""
    anybody = opened.anybody()
    anybody.headers["Accept-Language"] = "it"
    url = opened.server.make_url("/nowhere")
    page = await anybody.session.get(url, headers={"Accept": "text/html", "Accept-Language": "it"})
    assert page.status == 404
    assert "Qui non c&#39;è nulla per lei." in await page.text()
    told = await anybody.session.get(opened.server.make_url("/api/nowhere"))
    assert (await told.json())["error"] == "not_found"


async def test_a_wrong_method_is_told_so(opened: OpenDesk) -> None:
    """405, not a stack trace."""
    tried = await opened.anybody().session.delete(opened.server.make_url("/api/queue"))
    assert (tried.status, (await tried.json())["error"]) == (405, "wrong_method")


async def test_a_fault_of_ours_shows_nothing_of_its_inside(
    opened: OpenDesk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """500 with a sentence; what was typed is neither answered nor logged."""
    patron = await opened.patron()

    async def broken(*_: object, **__: object) -> None:
        raise ValueError("a canary within")

    monkeypatch.setattr(opened.desk.store, "open", broken)
    tried = await patron.session.get(opened.server.make_url("/api/patron/conversation"), headers=patron.headers)
    assert tried.status == 500
    assert "canary" not in await tried.text()
    assert (await tried.json())["message"].startswith("Something went wrong on our side")
    del capsys


def test_no_route_names_a_token_in_its_path() -> None:
    """A path is logged, kept in histories, and sent on."""
    for route in ROUTES:
        assert "token" not in route.path


@pytest.mark.parametrize("path", ["/", "/signin", "/ask", "/api/desk", "/health", "/static/desk.css"])
async def test_a_monitor_may_ask_by_head(opened: OpenDesk, path: str) -> None:
    """The same status and headers as GET, and no body."""
    url = opened.server.make_url(path)
    session = opened.anybody().session
    async with session.head(url) as head, session.get(url) as got:
        assert (head.status, head.content_type) == (got.status, got.content_type) == (200, got.content_type)
        assert await head.read() == b""


async def test_a_path_with_nul_is_not_there(opened: OpenDesk) -> None:
    """Like any other file that does not exist: no fault of ours, no noise in the log."""
    assert (await opened.anybody()("GET", "/static/%00")).status == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("/sample/", "/sample"), ("/admin/people/", "/admin/people"), ("//evil.example/", "/evil.example")],
)
async def test_a_slash_too_many_leads_to_the_page_and_never_to_another_host(
    opened: OpenDesk, asked: str, shown: str
) -> None:
    """People type addresses; the answer stays on this desk."""
    url = str(opened.server.make_url("/")).rstrip("/") + asked
    async with opened.anybody().session.get(
        URL(url, encoded=True), headers={"Accept": "text/html"}, allow_redirects=False
    ) as answer:
        assert (answer.status, answer.headers["Location"]) == (308, shown)
