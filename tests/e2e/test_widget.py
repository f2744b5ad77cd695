"""The widget's other doors: language, e-mail, paper, the end, erasing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Librarian, Patron

pytestmark = pytest.mark.browser

PRINTS = """window.print = () => {
  window.top.document.documentElement.dataset.printed = document.body.innerText;
}"""
"""A printer whose paper can be read."""


def test_another_language_takes_the_words_being_written_along(patron: Callable[..., Patron]) -> None:
    """Chosen in the widget, kept for this tab."""
    asker = patron()
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    asker.page.get_by_label("Ditt meddelande").fill("Onko teillä")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    asker.page.get_by_role("combobox", name="Språk").select_option("fi")
    field = asker.page.get_by_label("Viestisi")
    expect(field).to_have_value("Onko teillä")
    expect(field).to_be_focused()
    asker.page.reload()
    expect(asker.page.get_by_role("region", name="Kysy kirjastonhoitajalta")).to_be_visible()


def test_an_address_left_later_is_noted(patron: Callable[..., Patron], librarian: Callable[..., Librarian]) -> None:
    """The librarian hears that there is one; the patron sees which."""
    asker = patron()
    asker.asks("Har ni kartor över gamla Åbo?")
    asker.page.get_by_role("button", name="Lämna e-post").click()
    asker.page.get_by_label("E-post (valfritt)").fill("lova@example.org")
    asker.page.keyboard.press("Enter")
    expect(asker.page.get_by_text("lova@example.org")).to_be_visible()
    maja = librarian()
    maja.takes("Har ni kartor över gamla Åbo?")
    expect(maja.log.get_by_text("The patron left an e-mail address")).to_be_visible()


def test_the_conversation_goes_on_paper_without_the_page_around_it(patron: Callable[..., Patron]) -> None:
    """Print makes a page of its own, under the host's strict policy."""
    asker = patron()
    asker.page.add_init_script(
        "window.print = () => { window.top.document.documentElement.dataset.printed = document.body.innerText }"
    )
    asker.page.reload()
    asker.asks("Kan jag få hjälp med släktforskning?")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    asker.page.get_by_role("button", name="Skriv ut").click()
    page = asker.page.locator("html")
    expect(page).to_have_attribute("data-printed", re.compile("Kan jag få hjälp med släktforskning"))
    assert "Kom in i värmen" not in (page.get_attribute("data-printed") or "")


def test_a_desk_without_mail_offers_no_copy_by_mail(patron: Callable[..., Patron]) -> None:
    """What can't be done isn't shown."""
    asker = patron()
    asker.asks("Kan jag få det här hem?")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    expect(asker.page.get_by_role("button", name="Skriv ut")).to_be_visible()
    expect(asker.page.get_by_role("button", name="Mejla det till mig")).to_be_hidden()


def test_an_ended_conversation_asks_how_it_went_and_lets_another_begin(patron: Callable[..., Patron]) -> None:
    """One tap of feedback, thanks, and an empty page for the next question."""
    asker = patron()
    asker.asks("Var är toaletten?")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    asker.page.get_by_role("button", name="Avsluta samtalet").click()
    asker.page.get_by_role("button", name="Ja", exact=True).click()
    expect(asker.page.get_by_text("Tack för att du berättade.")).to_be_visible()
    asker.page.get_by_role("button", name="Fråga något annat").click()
    expect(asker.log.get_by_text("Var är toaletten?")).to_have_count(0)
    asker.says("Och var är kaffet?")


def test_what_is_deleted_is_gone_from_both_sides(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian]
) -> None:
    """Asked once more first; then no word of it is left on either screen."""
    asker = patron()
    asker.asks("Jag vill fråga om något känsligt.")
    maja = librarian()
    maja.looks_at("Jag vill fråga om något känsligt.")
    asker.page.get_by_text("Språk, utskrift, radering").click()
    asker.page.get_by_role("button", name="Radera samtalet").click()
    asker.page.get_by_role("button", name="Radera", exact=True).click()
    expect(asker.page.get_by_text("Samtalet är raderat.")).to_be_visible()
    expect(asker.log.get_by_text("något känsligt")).to_have_count(0)
    expect(maja.log.get_by_text("Words and identity have been erased")).to_be_visible()
    expect(maja.page.get_by_text("något känsligt")).to_have_count(0)


def test_a_file_goes_along_and_the_librarian_sees_the_picture(
    patron: Callable[..., Patron], librarian: Callable[..., Librarian], tmp_path: Path
) -> None:
    """What fits is said before one chooses; the console shows it small and offers it for saving."""
    asker = patron()
    asker.page.get_by_role("button", name="Fråga en bibliotekarie").click()
    expect(asker.page.get_by_text("Du kan bifoga en fil på högst 10 MB")).to_be_visible()
    chosen = asker.page.locator("input[type=file]")
    chosen.set_input_files({"name": "film.exe", "mimeType": "application/x-dosexec", "buffer": b"MZ" * 6_000_000})
    expect(asker.page.get_by_role("button", name="Ta bort")).to_have_count(0)
    chosen.set_input_files({"name": "pärm.png", "mimeType": "image/png", "buffer": ONE_PIXEL})
    expect(asker.page.get_by_text("pärm.png · 0,1 kB")).to_be_visible()
    asker.says("Vilken bok är det här?")
    expect(asker.log.get_by_text("pärm.png")).to_be_visible()
    maja = librarian()
    maja.takes("Vilken bok är det här?")
    link = maja.log.get_by_role("link", name="pärm.png")
    expect(link.locator("img")).to_have_js_property("naturalWidth", 1)
    with maja.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "pärm.png"
    download.value.save_as(tmp_path / "saved.png")
    assert (tmp_path / "saved.png").read_bytes() == ONE_PIXEL


ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)
