"""An admin tunes the rules: the house's own, tried and proved before it is heard, and the strength of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PHONE, Librarian, Patron
from tests.e2e.running import RunningDesk
from tests.e2e.test_access import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(own_desk: RunningDesk) -> RunningDesk:
    """Rules are changed here."""
    return own_desk


def test_a_rule_of_the_house_is_tried_proved_and_heard(
    desk: RunningDesk,
    signed_in: Path,
    open_page: Callable[..., Page],
    answered: Callable[[str, str], tuple[Patron, Librarian]],
) -> None:
    """What it would have said of a reply already sent is seen before anybody hears it."""
    _, maja = answered(
        "Var läser man tidningar på nätet?", "Hej! Du läser dem i portalen, och jag hjälper dig gärna att komma in."
    )

    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/rules", wait_until="networkidle")
    page.locator("#rule-key").fill("portal")
    page.locator("#rule-lang").select_option("sv")
    page.get_by_label("What the patron may feel").fill("Det är inte säkert att det märks vilken sida det är.")
    page.get_by_label("Phrases it speaks of").fill("portalen")
    page.get_by_label("sentences where it must speak").fill("Det finns i portalen.")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#trial-sum")).to_contain_text("1 place would have been marked.")
    expect(page.locator("#trial-found mark")).to_have_text("portalen")
    assert violations(page) == []
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#trouble")).to_contain_text("A rule needs its proof")
    page.get_by_label("sentences where it must keep quiet").fill("Det finns på hyllan.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#done")).to_have_text("Published. It is heard from the next check on.")

    maja.types("Den finns i portalen.")
    expect(maja.hint("cryptic").filter(has_text="vilken sida")).to_be_visible()


def test_a_line_of_the_glossary_stays_while_a_rule_is_set(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """It is written, not kept yet, and another part of the page is drawn anew."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/rules", wait_until="networkidle")
    page.locator("#glossary-lang").select_option("fi")
    page.locator("#glossary-terms").fill("Helle = kuukausiohjelmamme")
    page.locator("summary", has_text="A library word the patron may not know").click()
    page.locator("#jargon-trainee").select_option("second")
    expect(page.locator("#done")).to_contain_text("is set")
    expect(page.locator("#glossary-terms")).to_have_value("Helle = kuukausiohjelmamme")
    page.locator("#glossary").get_by_role("button", name="Save").click()
    expect(page.locator("#done")).to_have_text("The glossary is kept.")
    page.reload()
    page.locator("#glossary-lang").select_option("fi")
    expect(page.locator("#glossary-terms")).to_have_value("Helle = kuukausiohjelmamme")


def test_a_reason_is_asked_for_where_an_admin_says_so(
    desk: RunningDesk,
    signed_in: Path,
    open_page: Callable[..., Page],
    patron: Callable[..., Patron],
    librarian: Callable[..., Librarian],
) -> None:
    """On a phone; the librarian says why, and the reply goes."""
    page = open_page(storage_state=signed_in, **PHONE)
    page.goto(f"{desk.origin}/admin/rules", wait_until="networkidle")
    page.locator("summary", has_text="A library word the patron may not know").click()
    page.locator("#jargon-all").select_option("reason")
    expect(page.locator("#done")).to_contain_text("is set")
    page.locator("#glossary-lang").select_option("sv")
    page.locator("#glossary-terms").fill("Mattias = vår kalender")
    page.locator("#glossary").get_by_role("button", name="Save").click()
    expect(page.locator("#done")).to_have_text("The glossary is kept.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []

    question = "Var ser jag vad som händer?"
    patron().asks(question)
    maja = librarian()
    maja.takes(question)
    maja.types("Hej! Du ser det i Mattias, och jag hjälper dig gärna vidare.")
    expect(maja.hint("cryptic").filter(has_text="Mattias").first).to_be_visible()
    maja.draft.press("Control+Enter")
    why = maja.page.get_by_label("Why it goes as it is")
    maja.page.keyboard.press("Control+Enter")
    expect(why).to_be_visible()
    why.fill("So heisst er eben.")
    maja.page.keyboard.press("Control+Enter")
    expect(maja.log.get_by_text("Du ser det i Mattias")).to_be_visible()


def test_a_rule_that_is_not_kept_is_there_again(
    desk: RunningDesk, signed_in: Path, open_page: Callable[..., Page]
) -> None:
    """A rule and a glossary are begun, another one is looked at; taking out that is refused empties nothing."""
    page = open_page(storage_state=signed_in)
    page.goto(f"{desk.origin}/admin/rules", wait_until="networkidle")
    message = page.get_by_label("What the patron may feel")
    for key, lang in (("queue", "en"), ("shelf", "en")):
        page.get_by_role("button", name="A new rule").click()
        page.locator("#rule-key").fill(key)
        page.locator("#rule-lang").select_option(lang)
        message.fill(f"It isn't clear what the {key} is.")
        page.get_by_label("Phrases it speaks of").fill(key)
        page.get_by_role("button", name="Save draft").click()
        expect(page.get_by_role("button", name=f"Change {key} (en)")).to_be_visible()
    page.get_by_role("button", name="Change queue (en)").click()
    message.fill("How long it takes isn't told.")
    page.get_by_role("button", name="Change shelf (en)").click()
    expect(message).to_have_value("It isn't clear what the shelf is.")
    page.get_by_role("button", name="Change queue (en)").click()
    expect(page.locator("#done")).to_have_text("What you wrote here before and did not keep is here again.")
    expect(message).to_have_value("How long it takes isn't told.")
    page.route("**/api/admin/house-rules/**", lambda route: route.abort())
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#trouble")).to_contain_text("can't be reached")
    expect(message).to_have_value("How long it takes isn't told.")
    page.unroute("**/api/admin/house-rules/**")
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#done")).to_have_text("Taken out. It is heard no longer.")
    expect(message).to_have_value("")

    terms, language = page.locator("#glossary-terms"), page.locator("#glossary-lang")
    language.select_option("sv")
    terms.fill("fjärrlån = lån från ett annat bibliotek")
    language.select_option("fi")
    expect(terms).not_to_have_value(re.compile("fjärrlån"))
    language.select_option("sv")
    expect(terms).to_have_value("fjärrlån = lån från ett annat bibliotek")
