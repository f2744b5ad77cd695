"""A draft that says tu gets wordings that say tu."""

from __future__ import annotations

import pytest

from nlp.check import check
from nlp.draft import LANGUAGES, Draft
from nlp.engines.lexicon import load_own
from nlp.pack import load_pack
from nlp.ports import Engines
from nlp.view import View


def first_wording(draft: str, lang: str) -> str:
    """The first wording for the first no without a way on."""
    report = check(Draft(draft, lang=lang, question="?"), Engines(lexicons={lang: load_own(lang)}))
    return next(finding.suggestions[0] for finding in report.findings if finding.code == "no-next-step")


@pytest.mark.parametrize(
    ("lang", "draft", "reads"),
    [
        ("it", "Ciao, il tuo libro non è disponibile.", "Se vuoi, vediamo insieme"),
        ("it", "Buongiorno, il Suo libro non è disponibile.", "Se vuole, vediamo insieme"),
        ("ro", "Salut, cartea ta nu este disponibilă.", "Dacă vrei, căutăm"),
        ("ro", "Bună ziua, cartea dumneavoastră nu este disponibilă.", "Dacă doriți, căutăm"),
    ],
)
def test_a_wording_speaks_as_the_draft_does(lang: str, draft: str, reads: str) -> None:
    """Taking it never mixes tu and Lei in one reply."""
    assert reads in first_wording(draft, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_familiar_wording_is_formal(lang: str) -> None:
    """The rule about mixed forms would mark it as soon as it was taken."""
    pack = load_pack(lang)
    said = [say for words in pack.rules.values() for say in (words.say, *words.says.values())]
    wordings = [wording for say in said for wording in say.familiar]
    assert not [w for w in wordings if View(Draft(w, lang=lang), pack, load_own(lang)).addressed("formal")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_familiar_wording_leaves_a_gap(lang: str) -> None:
    """Dots would be sent as they are."""
    said = [say for words in load_pack(lang).rules.values() for say in (words.say, *words.says.values())]
    assert not [wording for say in said for wording in say.familiar if "..." in wording or "…" in wording]


def test_a_hello_says_good_evening_to_who_said_it() -> None:
    """Good morning would sound like a machine's."""
    draft = Draft(
        "Sabato apriamo alle 9.", lang="it", channel="chat", phase="opening", question="Buonasera, aprite sabato?"
    )
    hello = next(f for f in check(draft, Engines()).findings if f.code == "greeting")
    assert hello.suggestions[0].startswith("Buonasera")
