"""A browser, and who is signed in with it: for tests, pictures and measuring alike."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.e2e.running import RunningDesk

PASSWORD = "en kort mening räcker bra"


def launch(playwright: Playwright) -> Browser:
    """Debian's own Chromium, which root may run only without its sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)


@contextmanager
def opened() -> Iterator[tuple[Browser, RunningDesk, Path]]:
    """A browser, a desk of its own, and its first admin's session."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        desk = RunningDesk(Path(home))
        desk.start()
        browser = launch(playwright)
        try:
            yield browser, desk, first_admin(browser, desk)
        finally:
            browser.close()
            desk.stop()


def first_admin(browser: Browser, desk: RunningDesk) -> Path:
    """The session of the desk's first admin, made once through the one-time link, as a person does."""
    state = desk.folder / "first-admin.json"
    if not state.exists():
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(desk.admin_link)
        page.get_by_label("Your name").fill("Maja")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Come in").click()
        page.wait_for_url("**/console")
        context.storage_state(path=state)
        context.close()
    return state


def let_in(browser: Browser, desk: RunningDesk, name: str, role: str, **changes: object) -> BrowserContext:
    """Somebody more at the desk, invited by its first admin; their browser, signed in and without a page yet."""
    admin = browser.new_context(storage_state=first_admin(browser, desk))
    csrf = {"X-CSRF-Token": admin.request.get(f"{desk.origin}/api/me").json()["csrf"]}
    body = {"name": name, "role": role, "lang": "en"}
    invited = admin.request.post(f"{desk.origin}/api/people", data=body, headers=csrf).json()
    if changes:
        admin.request.patch(f"{desk.origin}/api/people/{invited['person']['id']}", data=changes, headers=csrf)
    admin.close()
    theirs = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    welcome = {"token": invited["link"].split("#")[1], "name": name, "password": PASSWORD}
    came_in = theirs.request.post(f"{desk.origin}/api/welcome", data=welcome)
    assert came_in.ok, came_in.text()
    return theirs
