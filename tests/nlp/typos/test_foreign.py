"""What is no slip though no dictionary has it: words of other languages, names, trade words, rows and cards."""

from __future__ import annotations

import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.finding import Category

pytestmark = pytest.mark.languagetool
ENGINES = open_engines(parts_dir())


def remarks(draft: str, lang: str) -> list[str]:
    """Each stretch that is remarked on as mistyped."""
    findings = check(Draft(draft, lang=lang, channel="chat"), ENGINES).findings
    return [finding.quote for finding in findings if finding.category is Category.TYPO]


@pytest.mark.parametrize(
    ("lang", "draft"),
    [
        ("en", "Kia ora Hana, we have it in te reo.\n\nNgā mihi,\nPita"),
        ("en", "Dia duit Eoin, come in on Friday. Go raibh maith agat!"),
        ("en", "Pob lwc with the exam, Megan! Your mam has the camogie annual."),
        ("en", "The wren in your photo is Troglodytes troglodytes, and the bone is from a T. rex."),
        ("en", "Anahera looks after the sewing club. Yay, your nan's atlas is in, hun xx"),
        (
            "en",
            "It was reshelved today, and we interloan the rest. The Wanderers is yours, and I took it off the list.",
        ),
        ("en", "Our hours:\nMon to Thu 9 to 17\nFri 9 to 12\nThe rest by appointment."),
        ("it", "Danke per il messaggio, Uwe. L'anno scorso il picchio era Dendrocopos major."),
        ("it", "Le faccio la tessera (tel. 0000 111): gratis. C'è l'autoprestito e uno scaffaletto apposta."),
        ("ro", "Köszönöm, Ildikó, am primit cartea. V-ar fi de folos să aveți și actul."),
        ("sv", "Mulțumesc för brevet, Doina! Läxhjälparna sitter här på måndagar."),
        ("sv", "Dem har vi i arkivet. Jag skickar en PDF här, och det enda Ni behöver är en skrivare."),
        ("fi", "Obrigado kortista, Rui! Kirja tarroitetaan tänään, to jos ei jo ke."),
    ],
)
def test_good_replies_with_strange_words_draw_no_remark(lang: str, draft: str) -> None:
    """Greetings of the world, species, names at work, trade words, rows of hours: nothing is said."""
    assert remarks(draft, lang) == []


@pytest.mark.parametrize(
    ("lang", "draft", "found"),
    [
        ("en", "Kia ora Hana, we have recieved your book.", "recieved"),
        ("en", "Libray opens at nine.", "Libray"),
        ("it", "Danke, Uwe: la bibblioteca apre alle nove.", "bibblioteca"),
        ("sv", "Dem är inte hemma i dag.", "Dem"),
        ("fi", "Kiitos palutteesta, Aino.", "palutteesta"),
    ],
)
def test_a_slip_beside_strange_words_is_found(lang: str, draft: str, found: str) -> None:
    """A foreign greeting vouches for its own words, not for the slip two words on."""
    assert found in remarks(draft, lang)
