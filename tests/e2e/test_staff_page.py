"""An admin lets people in and says what they do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """People are let in here."""
    return own_desk


def test_an_address_that_is_typed_stays_while_another_row_changes(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """The table is drawn anew; what is not kept yet stays in its row, and is kept in its turn."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/people", wait_until="networkidle")
    for name in ("Aino", "Ion"):
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Make a one-time link").click()
        expect(page.get_by_label(f"Role of {name}")).to_be_visible()
    page.get_by_role("row").filter(has_text="Aino").locator("summary", has_text="own sign-in").click()
    address = page.get_by_label("E-mail address or user ID of Aino")
    address.fill("aino@library.example")
    page.get_by_label("Role of Ion").select_option("viewer")
    expect(page.locator("#done")).to_have_text("Changed for Ion.")
    expect(address).to_have_value("aino@library.example")
    address.press("Enter")
    expect(page.locator("#done")).to_have_text("Changed for Aino.")
    page.reload()
    expect(address).to_have_value("aino@library.example")
