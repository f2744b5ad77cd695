"""Drafts are never lost, never overwritten unseen, never in the wrong conversation."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from nlp.wordings.wording import put
from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser

FIELD = (Path(__file__).parents[2] / "bot/console/static/console/field.js").read_text("utf-8").replace("export ", "")
PUT_IN = """([before, after, wording]) => {
  const field = { value: before + after, replace(from, to, text) {
    this.value = this.value.slice(0, from) + text + this.value.slice(to);
  } };
  insertAt(field, before.length, wording);
  return field.value;
}"""


CASES = [
    ("it's on shelf 12", "", "it's on shelf 12. Anything else?"),
    ("It's on shelf 12 (upstairs)", "", "It's on shelf 12 (upstairs). Anything else?"),
    ("It's on shelf 12!", "", "It's on shelf 12! Anything else?"),
    ("Write to us at help@library.example", "", "Write to us at help@library.example Anything else?"),
    ("See https://library.example/a", "", "See https://library.example/a Anything else?"),
    ("It's here 🙂", "", "It's here 🙂 Anything else?"),
    ("It's here", "\n\nEva", "It's here. Anything else?\n\nEva"),
    ("", "we have it", "Anything else? We have it"),
]
"""What stands before and behind the place, and what it all reads with "Anything else?" put in."""


def test_words_are_put_in_alike_here_and_in_the_page(librarian: Callable[..., Librarian]) -> None:
    """A sentence whose mark nobody typed gets its full stop before another, an address none."""
    page, said = librarian().page, "Anything else?"
    asked = [[before, after, said] for before, after, _ in CASES]
    written = page.evaluate(f"(asked) => {{ {FIELD}; return asked.map({PUT_IN}); }}", asked)
    assert written == [reads for *_, reads in CASES]
    assert [put(before + after, (len(before), len(before)), said) for before, after, _ in CASES] == written


def test_a_draft_is_back_after_the_browser_died(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """FAULTS 43: the page is torn away without a goodbye, two seconds after the last key."""
    patron().asks("Var finns nothäften för piano?")
    maja = librarian()
    maja.takes("Var finns nothäften för piano?")
    maja.types("Hej! Noterna står på plan två, vid")
    maja.page.wait_for_timeout(2000)
    maja.page.context.close()

    again = librarian()
    again.page.get_by_role("button", name="Mine").click()
    again.looks_at("Var finns nothäften för piano?")
    again.has_written("Hej! Noterna står på plan två, vid")


def test_two_windows_keep_both_texts(patron: Callable[..., Patron], librarian: Callable[..., Librarian]) -> None:
    """FAULTS 41: the later one is told, sees the other text, and chooses."""
    patron().asks("Hur förnyar jag mitt kort?")
    left, right = librarian(), librarian()
    left.takes("Hur förnyar jag mitt kort?")
    right.page.get_by_role("button", name="Mine").click()
    right.looks_at("Hur förnyar jag mitt kort?")
    left.writes("Från det vänstra fönstret.")
    left.waits_until_kept()
    right.writes("Från det högra fönstret.")
    conflict = right.page.get_by_role("alert")
    expect(conflict.get_by_text("Från det vänstra fönstret.")).to_be_visible()
    right.has_written("Från det högra fönstret.")
    conflict.get_by_role("button", name="The one shown here").click()
    right.has_written("Från det vänstra fönstret.")
    right.waits_until_kept()


def test_a_draft_stays_with_its_conversation(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """FAULTS 42: switching at once after typing moves no word."""
    patron().asks("Första frågan, om tåg.")
    patron().asks("Andra frågan, om båtar.")
    maja = librarian()
    maja.takes("Första frågan, om tåg.")
    maja.takes("Andra frågan, om båtar.")
    maja.looks_at("Första frågan, om tåg.")
    maja.writes("Svar om tåg")
    maja.looks_at("Andra frågan, om båtar.")
    maja.has_written("")
    maja.writes("Svar om båtar")
    maja.looks_at("Första frågan, om tåg.")
    maja.has_written("Svar om tåg")
    maja.page.reload()
    maja.page.get_by_role("button", name="Mine").click()
    maja.looks_at("Andra frågan, om båtar.")
    maja.has_written("Svar om båtar")


def test_who_was_signed_out_is_told_why_they_are_asked_again(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """An expired session is no mystery, and no reason to fear for a draft."""
    patron().asks("Finns det fika?")
    maja = librarian()
    question = maja.page.locator("#queue").get_by_role("button").filter(has_text="Finns det fika?")
    expect(question).to_be_visible()
    held = question.element_handle()  # the page may lead to the sign-in by itself before anybody clicks
    maja.page.context.clear_cookies()
    with suppress(Error):
        held.evaluate("button => button.click()")
    expect(maja.page.get_by_text("You have been signed out in the meantime.")).to_be_visible()
    maja.page.goto(maja.page.url.split("#")[0])
    maja.page.reload()
    expect(maja.page.get_by_text("You have been signed out in the meantime.")).to_be_hidden()
