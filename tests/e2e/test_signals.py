"""Who has another page before them hears of a new question, and nobody who looks over their shoulder reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser

SHOWN = """() => {
  window.shown = [];
  Object.defineProperty(document, "hidden", { get: () => window.away === true });
  window.Notification = class extends EventTarget {
    static permission = "default";
    static async requestPermission() { return (this.permission = "granted"); }
    constructor(title, options) { super(); window.shown.push([title, JSON.stringify(options)]); }
    close() {}
  };
}"""


def test_a_notification_says_that_somebody_waits_and_not_a_word_of_theirs(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Off until asked for; silent while the page is in sight; without the patron's words."""
    maja = librarian()
    maja.page.add_init_script(f"({SHOWN})()")
    maja.page.reload()
    maja.page.locator("#my-name").click()
    box = maja.page.get_by_label("Notifications while this page is out of sight")
    expect(box).not_to_be_checked()
    box.check()
    patron().asks("Får man ha hund i biblioteket?")
    expect(maja.page.locator("#queue")).to_contain_text("Får man ha hund i biblioteket?")
    assert maja.page.evaluate("shown") == []
    maja.page.evaluate("window.away = true")
    patron().asks("Har ni ett hemligt rum?")
    expect(maja.page.locator("#queue")).to_contain_text("Har ni ett hemligt rum?")
    ((title, said),) = maja.page.evaluate("shown")
    assert "A new question is waiting." in said
    assert "hemligt" not in title + said
