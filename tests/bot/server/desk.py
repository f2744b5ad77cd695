"""A desk for tests: a real server on loopback, a real store, a clock one can push, a proofreader one can tell."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.app import shelf_of
from bot.application import build_application
from bot.attachments.files import Files
from bot.config import Settings
from bot.config.house import desks, patience
from bot.config.settings import Library
from bot.erasure.eraser import Eraser
from bot.erasure.log import ErasureLog
from bot.live import Live
from bot.ports import Person, Proofread
from bot.server.desk import Desk, Site
from bot.server.dictionary import Dictionary
from bot.server.limits import Limits, Rate
from bot.server.notices import Notices, house_notices
from bot.server.passwords import Passwords
from bot.server.people import People
from bot.server.readings import Readings
from bot.server.single_sign_on import SingleSignOn
from bot.server.tokens import new_id
from bot.store.sqlite import open_store
from bot.tuning.household import Household, lines_of
from bot.tuning.record import Head, Name
from nlp.check import hear_only
from nlp.draft import Draft
from nlp.draft import House as ReadingHouse
from nlp.finding import Finding
from nlp.ports import Engines
from replies.house import Patience
from replies.templates import load_desk
from tests.bot.server.document import Answered, hold_against_document
from tests.house import FakeClock, house

PASSWORD = "a password of some length"
NAMES = ("asks", "reads", "writes", "typing", "tries", "names", "addresses", "codes")
GENEROUS = {name: Rate(10_000, 0.0001) for name in NAMES}


class ToldProofreader:
    """Finds what a test tells it to find."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.engines: dict[str, str] = {"languagetool": "ok", "spelling": "dictionary"}
        self.read_drafts: list[Draft] = []
        self.patience: float | None = None

    def expect(self, lang: str) -> None:
        """It knows every language by heart."""

    async def read(self, draft: Draft, *, key: str = "", patience: float | None = None) -> Proofread | None:
        """What was told."""
        self.read_drafts.append(draft)
        self.patience = patience
        return Proofread(self.findings, self.engines, 1.0)

    async def hear(self, drafts: Sequence[Draft], rules: frozenset[str]) -> Sequence[tuple[Finding, ...]]:
        """What the rules really say: no engine is needed for it."""
        return [hear_only(draft, Engines(), rules) for draft in drafts]


class Monotonic:
    """Seconds that go on when pushed."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as a test looks at it."""

    status: int
    body: Any
    headers: Mapping[str, str]
    raw: bytes


@dataclass
class Caller:
    """Somebody who talks to the desk; every answer is held against the API document."""

    server: TestServer
    session: aiohttp.ClientSession
    headers: dict[str, str] = field(default_factory=dict)
    id: str = ""

    async def __call__(
        self, method: str, path: str, body: Any = None, *, headers: Mapping[str, str] | None = None, **rest: Any
    ) -> Reply:
        """Ask, and hold the answer against the document."""
        sent = {"Accept": _accept(path), **self.headers, **(headers or {})}
        async with self.session.request(
            method, self.server.make_url(path), json=body, headers=sent, allow_redirects=False, **rest
        ) as got:
            raw = await got.read()
            url = URL(path)
            hold_against_document(
                Answered(method, url.path, dict(url.query), got.status, got.content_type, got.headers, raw)
            )
            body = (
                json.loads(raw)
                if "json" in got.headers.get("Content-Type", "") and raw
                else raw.decode(errors="replace")
            )
            return Reply(got.status, body, dict(got.headers), raw)

    @property
    def origin(self) -> str:
        """The desk's own origin."""
        return str(self.server.make_url("/")).rstrip("/")

    def live(self, path: str, **rest: Any) -> Any:
        """A WebSocket, with the desk's own origin unless another is named."""
        rest.setdefault("origin", self.origin)
        return self.session.ws_connect(self.server.make_url(path), headers=self.headers, **rest)


def _accept(path: str) -> str:
    """What a browser asks for there: a page, or something for a script."""
    return (
        "*/*" if path.startswith(("/api/", "/static", "/pictures", "/health", "/ready", "/metrics")) else "text/html"
    )


class OpenDesk:
    """A desk that is open for the length of a test."""

    def __init__(self, desk: Desk, server: TestServer, clock: FakeClock, monotonic: Monotonic) -> None:
        self.desk = desk
        self.server = server
        self.clock = clock
        self.monotonic = monotonic
        self.proofreader: ToldProofreader = desk.proofreader  # type: ignore[assignment]
        self._sessions: list[aiohttp.ClientSession] = []
        self._asked = 0

    def anybody(self) -> Caller:
        """Somebody with nothing in hand."""
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self._sessions.append(session)
        return Caller(self.server, session)

    async def staff(self, role: str = "librarian", name: str = "") -> Caller:
        """Somebody of a role, signed in by name and password."""
        name = name or f"{role}-{new_id()[:6]}"
        hashed = await self.desk.passwords.hash(PASSWORD)
        person = Person(new_id(), name, role, password_hash=hashed)  # type: ignore[arg-type]
        await self.desk.keep_person(person, by="test")
        caller = self.anybody()
        me = await caller("POST", "/api/session", {"name": name, "password": PASSWORD})
        assert me.status == 200, me.body
        caller.headers["X-CSRF-Token"] = me.body["csrf"]
        caller.id = person.id
        return caller

    async def patron(self, text: str = "Har ni Pippi på finska?", lang: str = "sv", **more: Any) -> Caller:
        """Somebody who has asked; ``id`` is the conversation's."""
        self._asked += 1
        caller = self.anybody()
        question = {"client_id": f"question-{self._asked:016}", "lang": lang, "text": text, **more}
        started = await caller("POST", "/api/patron/conversations", question)
        assert started.status == 201, started.body
        caller.headers["Authorization"] = f"Bearer {started.body['token']}"
        caller.id = started.body["conversation"]
        return caller

    async def close(self) -> None:
        """Let everybody go."""
        for session in self._sessions:
            await session.close()


@asynccontextmanager
async def open_desk(
    folder: Path,
    *,
    rates: Mapping[str, Rate] | None = None,
    more: tuple[Any, ...] = (),
    clock: Any = None,
    waits: Patience | None = None,
    key: bytes = b"k" * 32,
    sign_on: SingleSignOn | None = None,
    **site_told: Any,
) -> AsyncIterator[OpenDesk]:
    """Open a desk over a store in ``folder``."""
    clock, monotonic = clock or FakeClock(), Monotonic()
    words = load_desk(("en", "it", "ro", "sv", "fi"))
    async with open_store(
        folder / "desk.sqlite3", clock, house(lines=words, staff=(), patience=waits or Patience())
    ) as store:

        def staffed(librarians: Any) -> None:
            store.house = replace(store.house, staff=librarians)

        people, site = People(store, staffed), Site("Town Library", ("en", "it", "ro", "sv", "fi"), **site_told)
        notices = Notices(store, words)
        canned = shelf_of(store, site)

        def tell(now: Settings, known: Mapping[Name, Head]) -> None:
            store.house = replace(store.house, desks=desks(now, clock.now().date()), patience=patience(now))
            words.learn(now.library.languages, UTC, lines_of(known))
            notices.tell(house_notices(known, now.library.languages))
            site.tell(now)

        files = Files(folder / "attachments")
        desk = Desk(
            store=store,
            files=files,
            eraser=Eraser(store, files, ErasureLog(folder / "erasures"), (folder / "backups",)),
            readings=Readings(store, clock),
            live=Live(),
            people=people,
            house=lambda: store.house,
            dictionary=Dictionary(store, ReadingHouse()),
            notices=notices,
            proofreader=ToldProofreader(),
            canned=canned,
            household=Household(store, Settings(library=Library(name="Town Library")), clock, tell),
            greetings=words,
            parts=folder / "parts",
            passwords=Passwords(time_cost=1, memory_cost=8, parallelism=1),
            limits=Limits(monotonic, GENEROUS | dict(rates or {})),
            clock=clock,
            key=key,
            site=site,
            sign_on=sign_on,
        )
        store.listen(desk.live.heard)
        server = TestServer(build_application(desk, more))
        await server.start_server()
        opened = OpenDesk(desk, server, clock, monotonic)
        try:
            yield opened
        finally:
            await opened.close()
            await server.close()
            desk.passwords.close()


async def time_passes(opened: OpenDesk, **passed: float) -> None:
    """Push the clock and let what is due happen."""
    opened.clock.push(**passed)
    for event in await opened.desk.store.due():
        await opened.desk.store.apply(event)


async def next_frame(socket: aiohttp.ClientWebSocketResponse, kind: str) -> Any:
    """The next frame of a kind; others are passed over."""
    async with asyncio.timeout(5):
        while True:
            frame = await socket.receive_json()
            if frame["type"] == kind:
                return frame
