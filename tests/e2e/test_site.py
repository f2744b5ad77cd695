"""What an admin pastes into the library's own pages really opens the desk there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


def test_a_pasted_snippet_stands_on_a_librarys_page(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """In the language chosen, under the strictest policy a host may have; the squares are drawn by the desk."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/site", wait_until="networkidle")
    page.get_by_label("Language of the page").select_option("fi")
    snippet = page.get_by_label("To paste: On any page")
    expect(snippet).to_have_value(
        f'<script type="module" src="{desk.origin}/static/library-chat.js"></script>\n'
        '<library-chat lang="fi"></library-chat>'
    )
    expect(page.get_by_label("To paste: A plain link")).to_have_value(
        f'<a href="{desk.origin}/ask?lang=fi" lang="fi">Kysy kirjastonhoitajalta</a>'
    )
    expect(page.get_by_alt_text("QR code: The plain page")).to_have_js_property("complete", value=True)
    assert page.get_by_alt_text("QR code: The plain page").evaluate("image => image.naturalWidth") > 0
    assert violations(page) == []

    theirs = open_page(locale="fi-FI")
    pasted = f'<!doctype html><html lang="fi"><title>Kirjasto</title><body><h1>Kirjasto</h1>{snippet.input_value()}'
    policy = {"Content-Security-Policy": f"default-src 'none'; script-src {desk.origin}; connect-src {desk.origin}"}
    theirs.route("**/guide", lambda route: route.fulfill(body=pasted, headers=policy, content_type="text/html"))
    theirs.goto(f"{desk.origin}/guide")
    theirs.get_by_role("button", name="Kysy kirjastonhoitajalta").click()
    expect(theirs.get_by_label("Viestisi")).to_be_focused()
