"""The telephone's code: set up on one's own page, asked for at the door, and a recovery code when it is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect
from pyotp import TOTP

from tests.e2e.running import RunningDesk
from tests.e2e.sessions import PASSWORD, let_in
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


def test_a_telephone_is_connected_and_opens_the_door(desk: RunningDesk, chromium: Browser) -> None:
    """By hand, as a person does; on a telephone's screen nothing is cut off."""
    theirs = let_in(chromium, desk, "Vera varsam", "librarian")
    page = theirs.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{desk.origin}/account")
    expect(page.locator("#state")).to_have_text("It is off.")
    page.get_by_label("Your password again").fill(PASSWORD)
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("img", name="QR code to scan with your phone")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("Can't use the camera?").click()
    secret = page.locator("#secret").inner_text().replace(" ", "")
    assert violations(page) == []
    page.get_by_label("Then type the six digits it shows.").fill(TOTP(secret).at(datetime.now(UTC)))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator("#codes code")).to_have_count(10)
    recovery = page.locator("#codes code").first.inner_text()
    expect(page.locator("#state")).to_contain_text("10 recovery codes are left.")
    assert violations(page) == []
    theirs.clear_cookies()

    page.goto(f"{desk.origin}/signin")
    page.get_by_label("Your name").fill("Vera varsam")
    page.get_by_label("Password").fill(PASSWORD)
    expect(page.get_by_label("The code on your phone")).to_be_hidden()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("The code on your phone")).to_be_focused()
    assert violations(page) == []
    page.get_by_label("The code on your phone").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/console")
    theirs.close()
