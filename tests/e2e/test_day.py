"""The day of a question: asked in Swedish, drafted coldly, mended, undone, sent, read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron
from tests.e2e.running import RunningDesk

pytestmark = pytest.mark.browser

QUESTION = "Har ni Pippi Långstrump på finska?"


def test_a_cold_cryptic_dead_end_is_mended_sent_undone_and_sent_again(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Nothing is applied by itself; the patron reads the second sending, once."""
    asker, maja = patron(), librarian()
    asker.asks(QUESTION)
    maja.takes(QUESTION)

    maja.types("Nej, kolla OPAC.")
    for category in ("cold", "cryptic", "dead-end"):
        expect(maja.hint(category).first).to_be_visible()
    expect(maja.hint("cryptic").get_by_text("katalog").first).to_be_visible()

    steps = maja.page.locator("#steps").get_by_role("button")
    before = maja.written()
    steps.first.click()
    expect(maja.hint("dead-end")).to_have_count(0)
    reply = maja.written()
    assert reply.startswith(before)
    assert len(reply) > len(before)

    maja.draft.press("Control+Enter")
    sheet = maja.page.get_by_role("dialog", name="Read it once more")
    expect(sheet.get_by_role("button", name="Back to the text")).to_be_focused()
    expect(sheet.get_by_text("The patron reads this in the chat on your page:")).to_be_visible()
    maja.page.keyboard.press("Control+Enter")
    maja.has_written("")
    maja.page.get_by_role("button", name="Undo").click()
    maja.has_written(reply)
    assert reply not in asker.log.inner_text()

    maja.sends()
    asker.reads(reply)
    assert asker.log.inner_text().count(reply) == 1
    expect(maja.log.get_by_text("Sent", exact=True)).to_be_visible()


def test_a_wording_is_used_by_keyboard_and_ctrl_z_takes_it_back(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """F8 goes to the hint, Alt+1 uses its first wording, the field's own undo undoes it."""
    asker, maja = patron(), librarian()
    asker.asks("Kan jag låna en bok till?")
    maja.takes("Kan jag låna en bok till?")
    maja.types("Hej! Du kan söka i OPAC i dag.")
    card = maja.hint("cryptic").filter(has=maja.page.get_by_role("button", name="Use this"))
    expect(card).to_be_visible()
    wording = card.locator(".wording p").first.inner_text()
    for _ in range(maja.hints.count()):
        maja.page.keyboard.press("F8")
        if "current" in (card.get_attribute("class") or ""):
            break
    maja.page.keyboard.press("Alt+1")
    maja.has_written(f"Hej! Du kan söka {wording} i dag.")
    maja.page.keyboard.press("Control+z")
    maja.has_written("Hej! Du kan söka i OPAC i dag.")


def test_a_patron_who_writes_meanwhile_is_shown_before_the_reply_leaves(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """The stale guard shows what came, keeps the draft, and lets the librarian decide."""
    asker = patron()
    asker.asks("När har ni sagostund?")
    maja = librarian(deaf=True)
    maja.takes("När har ni sagostund?")
    asker.says("Förlåt, jag menade för vuxna.")
    reply = "Hej! Sagostunden är på onsdag klockan tio. Du är varmt välkommen dit!"
    maja.writes(reply)
    maja.sends()
    sheet = maja.page.get_by_role("dialog", name="Something was written meanwhile")
    expect(sheet.get_by_text("Förlåt, jag menade för vuxna.")).to_be_visible()
    sheet.get_by_role("button", name="Back to the text").click()
    maja.has_written(reply)
    assert reply not in asker.log.inner_text()


def test_a_note_never_reaches_the_patron(patron: Callable[..., Patron], librarian: Callable[..., Librarian]) -> None:
    """A private note looks different, says so, and stays inside."""
    asker, maja = patron(), librarian()
    asker.asks("Finns det läsglasögon att låna?")
    maja.takes("Finns det läsglasögon att låna?")
    maja.page.get_by_role("button", name="Private note").click()
    maja.page.get_by_label("Only colleagues see this").fill("Fråga Anna, hon vet.")
    maja.page.keyboard.press("Control+Enter")
    expect(maja.log.get_by_text("Fråga Anna, hon vet.")).to_be_visible()
    maja.page.get_by_role("button", name="Reply", exact=True).click()
    maja.writes("Hej! Ja, läsglasögon finns att låna i disken. Välkommen in!")
    maja.sends()
    asker.reads("läsglasögon finns att låna i disken")
    assert "Anna" not in asker.page.content()
    assert "Anna" not in asker.log.inner_text()


def test_a_next_step_follows_the_answer_and_a_sentence_replaces_a_sentence(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Taking a next step never takes away what was said, and a rewording leaves whole sentences."""
    asker, maja = patron(), librarian()
    asker.asks("Har ni den nya boken om bin?")
    maja.takes("Har ni den nya boken om bin?")
    maja.types("Hej! Nej, den har vi inte.")
    card = maja.hint("dead-end")
    wording = card.locator(".wording p").first.inner_text()
    card.get_by_role("button", name="Use this").first.click()
    maja.has_written(f"Hej! Nej, den har vi inte. {wording}")

    maja.writes("Koden står i mejlet. Det framgår tydligt på kvittot.")
    maja.hints.filter(has_text="May sound like blame").get_by_role("button", name="Use this").first.click()
    maja.has_written("Koden står i mejlet. Det framgår på kvittot, men det är lätt att missa.")


def test_a_missing_mark_is_put_in_without_spaces(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """A bracket that nothing closed is closed right behind the last word."""
    asker, maja = patron(), librarian()
    asker.asks("Var står kartorna?")
    maja.takes("Var står kartorna?")
    maja.types("Hej! De står på plan 2 (vid fönstret och går bra att låna.")
    maja.hint("typo").get_by_role("button", name="Use this").first.click()
    maja.has_written("Hej! De står på plan 2 (vid fönstret och går bra att låna).")


def test_a_next_step_that_says_the_answer_again_says_it_once(
    desk: RunningDesk, librarian: Callable[..., Librarian]
) -> None:
    """Some languages' wordings repeat what was said before they go on; it must not stand there twice."""
    maja = librarian()
    question = {"client_id": "bees-00000000000000", "lang": "en", "text": "Do you have the new book on bees, please?"}
    assert maja.page.request.post(f"{desk.origin}/api/patron/conversations", data=question).status == 201
    maja.takes("Do you have the new book on bees, please?")
    maja.writes("Hello! We don't have it.")
    maja.hint("dead-end").get_by_role("button", name="Use this").first.click()
    expect(maja.draft).not_to_have_text("Hello! We don't have it.")
    said = maja.written()
    assert said.startswith("Hello! We don't have it")
    assert said.count("We don't have it") == 1


def test_a_bare_no_is_one_card_with_three_ways_on_and_a_key_for_each(
    desk: RunningDesk, librarian: Callable[..., Librarian]
) -> None:
    """Cold and a dead end in two words: one card says so, and Alt+3 takes the third wording."""
    maja = librarian()
    question = {"client_id": "cats-00000000000000", "lang": "ro", "text": "Aveți cartea cea nouă despre pisici?"}
    assert maja.page.request.post(f"{desk.origin}/api/patron/conversations", data=question).status == 201
    maja.takes("Aveți cartea cea nouă despre pisici?")
    maja.types("Nu avem.")
    card = maja.hint("dead-end")
    expect(card.locator(".wording")).to_have_count(3)
    expect(maja.hint("cold")).to_have_count(0)
    third = card.locator(".wording p").nth(2).inner_text()
    maja.page.keyboard.press("Alt+3")
    expect(maja.draft).to_contain_text(third)
