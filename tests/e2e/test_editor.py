"""The field a draft is written in: the editor, the plain one, and what both of them owe a writer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser

LINES = {"cold": "dashed", "cryptic": "dotted"}


def underlines(maja: Librarian) -> dict[str, str]:
    """Category to the style of its line."""
    drawn: dict[str, str] = maja.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#paper .mark")].map(
             (mark) => [mark.classList[1], getComputedStyle(mark).textDecorationStyle]))"""
    )
    return drawn


def chooses_the_plain_field(maja: Librarian) -> None:
    """Under one's name."""
    maja.page.locator("#my-name").click()
    maja.page.get_by_label("Plain text field for drafts").click()
    expect(maja.page.locator("#paper textarea")).to_be_attached()
    maja.page.locator("#my-name").click()


def test_underlines_differ_by_more_than_colour(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Dashed for cold, dotted for cryptic, under the words in the editor."""
    patron().asks("Finns det cykelpump?")
    maja = librarian()
    maja.takes("Finns det cykelpump?")
    maja.types("Hej! Du måste fylla i blanketten. Sök i OPAC i dag.")
    expect(maja.page.locator("#paper .mark.cryptic")).to_have_text("OPAC")
    assert underlines(maja) == LINES


def test_the_plain_field_has_the_same_lines_cards_and_undo_and_is_remembered(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Chosen with half a draft written: not a letter is lost, and after a reload it is plain still."""
    patron().asks("Var står atlaserna?")
    maja = librarian()
    maja.takes("Var står atlaserna?")
    maja.types("Hej! Du måste fylla i blanketten.")
    chooses_the_plain_field(maja)
    try:
        maja.has_written("Hej! Du måste fylla i blanketten.")
        maja.draft.press("End")
        maja.types(" Sök i OPAC i dag.")
        card = maja.hint("cryptic")
        expect(card).to_be_visible()
        assert underlines(maja) == LINES
        card.get_by_role("button", name="Use this").first.click()
        assert maja.written() != "Hej! Du måste fylla i blanketten. Sök i OPAC i dag."
        maja.page.keyboard.press("Control+z")
        maja.has_written("Hej! Du måste fylla i blanketten. Sök i OPAC i dag.")
        maja.waits_until_kept()
        maja.page.reload()
        expect(maja.page.locator("#paper textarea")).to_be_attached()
        maja.page.get_by_role("button", name="Mine").click()
        maja.looks_at("Var står atlaserna?")
        expect(maja.hint("cryptic")).to_be_visible()
        expect(maja.page.locator("#paper .cm-content")).to_have_count(0)
    finally:
        maja.page.locator("#my-name").click()
        maja.page.get_by_label("Plain text field for drafts").uncheck()
        expect(maja.page.locator("#paper .cm-content")).to_be_attached()


def test_an_editor_that_cannot_be_had_leaves_the_plain_field(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """The file is cut off on its way; one writes, sees hints and sends all the same."""
    asker = patron()
    asker.asks("Har ni tyst läsesal?")
    maja = librarian(without="**/codemirror.js")
    maja.takes("Har ni tyst läsesal?")
    maja.types("Nej, kolla OPAC.")
    expect(maja.hint("cryptic").first).to_be_visible()
    maja.writes("Hej! Ja, läsesalen på plan tre är tyst hela dagen. Välkommen dit!")
    maja.sends()
    asker.reads("läsesalen på plan tre")


def test_undo_takes_back_one_wording_and_never_another_conversations_words(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """What was typed just before stays; in the next conversation there is nothing to undo."""
    patron().asks("En fråga om noter.")
    patron().asks("En fråga om kartor.")
    maja = librarian()
    maja.takes("En fråga om noter.")
    maja.takes("En fråga om kartor.")
    maja.types("Hej! Sök i OPAC")
    maja.hint("cryptic").get_by_role("button", name="Use this").first.click()
    maja.page.keyboard.press("Control+z")
    maja.has_written("Hej! Sök i OPAC")
    maja.looks_at("En fråga om noter.")
    maja.has_written("")
    maja.draft.press("Control+z")
    maja.has_written("")


def test_a_word_being_put_together_is_left_alone(
    desk: RunningDesk, patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """An input method composes an accent; hints that arrive meanwhile neither cut it short nor double it."""
    patron().asks("Har ni romaner på rumänska?")
    maja = librarian()
    maja.takes("Har ni romaner på rumänska?")
    maja.types("Sök i OPAC ")
    keyboard = maja.page.context.new_cdp_session(maja.page)
    for half in ("o", "ö", "öv"):
        keyboard.send(
            "Input.imeSetComposition", {"text": half, "selectionStart": len(half), "selectionEnd": len(half)}
        )
    expect(maja.hint("cryptic")).to_be_visible()
    maja.page.wait_for_timeout(700)
    keyboard.send("Input.imeSetComposition", {"text": "över", "selectionStart": 4, "selectionEnd": 4})
    keyboard.send("Input.insertText", {"text": "över"})
    maja.has_written("Sök i OPAC över")
    expect(maja.page.locator("#paper .mark.cryptic")).to_have_text("OPAC")


def test_typing_over_marked_words_breaks_no_policy(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """A browser would carry the underline's look over as an inline style; the page's policy would complain."""
    patron().asks("Är kaféet öppet?")
    maja = librarian()
    maja.takes("Är kaféet öppet?")
    maja.types("OPAC")
    expect(maja.hint("cryptic").first).to_be_visible()
    maja.page.keyboard.press("Control+a")
    maja.page.keyboard.type("Ja")
    maja.has_written("Ja")
    maja.page.keyboard.press("Control+z")
    maja.has_written("OPAC")
