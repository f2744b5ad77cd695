"""Chromium, a running desk, and people in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import launch, let_in

expect.set_options(timeout=30_000)  # milliseconds; several browsers and desks may share two cores


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Gone before the next package, for Playwright keeps an event loop running."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """One desk for every file that leaves its rules, templates and settings as they are."""
    yield from _running(tmp_path_factory)


@pytest.fixture(scope="module")
def own_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A desk for one file alone."""
    yield from _running(tmp_path_factory)


@pytest.fixture(scope="package")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A demonstration, because only that has the phone and the mailbox."""
    yield from _running(tmp_path_factory, demo=True)


def _running(folders: pytest.TempPathFactory, *, demo: bool = False) -> Iterator[RunningDesk]:
    running = RunningDesk(folders.mktemp("desk"), demo=demo)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def desk(shared_desk: RunningDesk) -> RunningDesk:
    """Where a file's tests take place; a file that changes the house itself takes ``own_desk``."""
    return shared_desk


@pytest.fixture(scope="module")
def signed_in(desk: RunningDesk, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session of an admin of this file's own: what they silence or prefer is theirs."""
    context = let_in(chromium, desk, f"Maja {token_hex(4)}", "admin")
    state = tmp_path_factory.mktemp("session") / "state.json"
    context.storage_state(path=state)
    context.close()
    return state


Opens = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Opens]:
    """A page in a browser of its own; any error a page or its policy reports fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opens(**options: Any) -> Page:
        context = chromium.new_context(**{"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: _complain(message.type, message.text, complaints))
        return page

    yield opens
    for context in contexts:
        context.close()
    assert complaints == []


def _complain(kind: str, text: str, complaints: list[str]) -> None:
    """Network failures are what some tests are about; a broken policy or script never is."""
    expected = ("Failed to load resource", "WebSocket connection")
    if kind == "error" and not any(start in text for start in expected):
        complaints.append(text)


@pytest.fixture
def librarian(desk: RunningDesk, signed_in: Path, open_page: Opens) -> Callable[..., Librarian]:
    """Somebody at the console."""

    def sits_down(*, deaf: bool = False, without: str = "", **options: Any) -> Librarian:
        page = open_page(storage_state=signed_in, **options)
        if without:  # a file that never comes
            page.route(without, lambda route: route.abort())
        if deaf:  # news never come by themselves: the live line is open and silent
            page.route_web_socket("**/api/live", lambda _: None)
        page.goto(f"{desk.origin}/console")
        if not without:
            page.locator("#paper .cm-content").wait_for(state="attached")  # the editor comes after the first page
        return Librarian(page)

    return sits_down


@pytest.fixture
def patron(desk: RunningDesk, open_page: Opens) -> Callable[..., Patron]:
    """Somebody on the sample library's page."""

    def comes_by(**options: Any) -> Patron:
        page = open_page(locale="sv-SE", **options)
        page.goto(f"{desk.origin}/sample?lang=sv")
        return Patron(page)

    return comes_by


@pytest.fixture
def answered(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> Callable[[str, str], tuple[Patron, Librarian]]:
    """A question and its reply, which has been sent: the patron reads it, so it is held back no longer."""

    def talk(question: str, reply: str) -> tuple[Patron, Librarian]:
        asker = patron()
        asker.asks(question)
        maja = librarian()
        maja.takes(question)
        maja.types(reply)
        maja.sends()
        asker.reads(reply)
        return asker, maja

    return talk
