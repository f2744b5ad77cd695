"""Somebody still learning answers, a colleague reads it first: given back with a word, then sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.sessions import let_in
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser

QUESTION = "Var står seriealbumen?"
FIRST = "Hej! De står på hyllan bredvid tidningarna. Säg till om du vill ha hjälp att leta!"


def test_a_learners_reply_comes_back_with_a_word_and_leaves_when_a_colleague_has_read_it(
    desk: RunningDesk, chromium: Browser, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """The word stays among colleagues; the patron reads the second version, once."""
    asker = patron()
    asker.asks(QUESTION)
    theirs = let_in(chromium, desk, "Lo", "trainee", second_reader=True)
    page = theirs.new_page()
    page.goto(f"{desk.origin}/console")
    lo, maja = Librarian(page), librarian()
    lo.takes(QUESTION)
    lo.writes(FIRST)
    lo.sends()
    expect(lo.log.get_by_text("Waits for a second reader.")).to_be_visible()

    maja.page.get_by_role("button", name="To read").click()
    maja.looks_at(QUESTION)
    expect(maja.log.get_by_text(FIRST)).to_be_visible()
    maja.page.get_by_role("button", name="Not yet…").click()
    assert violations(maja.page) == []
    maja.page.keyboard.type("Säg gärna vilken våning.")
    maja.page.get_by_role("button", name="Give it back").click()
    expect(maja.page.get_by_role("button", name="Not yet…")).to_have_count(0)

    expect(lo.log.get_by_text("Säg gärna vilken våning.")).to_be_visible()
    lo.has_written(FIRST)
    lo.writes(FIRST.replace("på hyllan", "på plan två, på hyllan"))
    lo.sends()
    maja.page.get_by_role("button", name="Send it").click()
    asker.reads("på plan två")
    assert asker.log.inner_text().count("bredvid tidningarna") == 1
    assert "vilken våning" not in asker.log.inner_text()
    theirs.close()
