"""An admin tunes the house on its page, on a telephone too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.tuning.archive import pack
from tests.e2e.people import PHONE, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """What is kept here is read by every patron."""
    return own_desk


def test_what_an_admin_writes_is_what_a_patron_reads(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page], patron: Callable[..., Patron]
) -> None:
    """A notice and a greeting of the house's own, written by keyboard on a telephone."""
    page = open_page(storage_state=signed_in, **PHONE)
    page.goto(f"{desk.origin}/admin/house", wait_until="networkidle")
    assert violations(page) == []
    page.get_by_text("Add a notice").press("Enter")
    page.locator("#notice-key").fill("lift")
    page.locator("#notice-key").press("Enter")
    expect(page.locator("#one-title")).to_be_focused()
    page.locator("summary", has_text="svenska").press("Enter")
    page.locator("#sv-text").fill("Hissen lagas den här veckan.")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")
    page.get_by_role("link", name="The whole house").press("Enter")
    page.get_by_role("link", name="What the desk says by itself").press("Enter")
    page.locator("summary", has_text="svenska").press("Enter")
    page.locator("#sv-lines-hello").fill("Hej och välkommen hit!")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")
    somebody = patron()
    somebody.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    expect(somebody.page.get_by_text("Hej och välkommen hit! Hissen lagas den här veckan.")).to_be_visible()


def test_a_slip_is_told_and_nothing_typed_is_lost(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """The field is named; once mended, it is kept."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/house#hours/hours", wait_until="networkidle")
    page.get_by_label("Monday").fill("9-17")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#trouble")).to_contain_text("monday")
    expect(page.get_by_label("Monday")).to_have_value("9-17")
    page.get_by_label("Monday").fill("09:00-17:00")
    page.get_by_label("Days that are not as usual").fill("2030-12-24 10:00-13:00 Christmas Eve\n2030-12-25")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")
    page.reload()
    expect(page.get_by_label("Days that are not as usual")).to_have_value(
        "2030-12-24 10:00-13:00 Christmas Eve\n2030-12-25"
    )


def test_what_is_typed_while_the_desk_keeps_the_rest_stays(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """The desk answers slowly; the next day is typed meanwhile, and kept in its turn."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/house#hours/hours", wait_until="networkidle")
    page.get_by_label("Wednesday").fill("10:00-18:00")
    page.route("**/api/admin/house", lambda _: None)  # held back
    with page.expect_request("**/api/admin/house"):
        page.get_by_role("button", name="Keep it").click()
    page.get_by_label("Thursday").fill("10:00-20:00")
    page.unroute("**/api/admin/house")
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")
    expect(page.get_by_label("Thursday")).to_have_value("10:00-20:00")
    with page.expect_response("**/api/admin/house"):
        page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")
    page.reload()
    expect(page.get_by_label("Wednesday")).to_have_value("10:00-18:00")
    expect(page.get_by_label("Thursday")).to_have_value("10:00-20:00")


def test_files_are_looked_at_before_they_are_taken_in(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """What would change is read first; then it counts at the open desk."""
    page = open_page(storage_state=signed_in, **PHONE)
    page.goto(f"{desk.origin}/admin/house", wait_until="networkidle")
    zipped = pack({"notices/lights.toml": '[en]\ntext = "The lights are out on the second floor."\n'}, {})
    page.get_by_label("Files to take in (ZIP)").set_input_files(
        {"name": "desk-files.zip", "mimeType": "application/zip", "buffer": zipped}
    )
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator("#files-plan pre")).to_contain_text('+text = "The lights are out on the second floor."')
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Take them in").click()
    expect(page.locator("#done")).to_have_text("Taken in. It counts from now on.")
    expect(page.get_by_role("link", name="The lights are out on the second floor.")).to_be_visible()


def test_what_is_not_kept_is_there_again_after_another_thing(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """Words begun, another thing looked at, back: they are there, and still to be kept."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/house#notice/cafe", wait_until="networkidle")
    page.locator("#en-text").fill("The café is closed on Friday.")
    page.goto(f"{desk.origin}/admin/house#hours/hours")
    expect(page.get_by_label("Friday")).to_be_visible()
    page.get_by_role("link", name="The whole house").click()
    page.goto(f"{desk.origin}/admin/house#notice/cafe")
    expect(page.locator("#en-text")).to_have_value("The café is closed on Friday.")
    expect(page.locator("#done")).to_have_text("What you wrote here before and did not keep is here again.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#done")).to_have_text("Kept. It counts from now on.")
    page.reload()
    expect(page.locator("#en-text")).to_have_value("The café is closed on Friday.")
