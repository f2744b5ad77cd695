"""Forms that don't go with their neighbours, as the packs' phrases tell them with all that a desk knows of words."""

from __future__ import annotations

import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines

pytestmark = pytest.mark.languagetool
ENGINES = open_engines(parts_dir())


def told(draft: str, lang: str) -> list[tuple[str, str]]:
    """Each wrong form with what is offered first."""
    findings = check(Draft(draft, lang=lang, channel="chat"), ENGINES).findings
    return [(finding.quote, finding.suggestions[0]) for finding in findings if finding.code == "grammar"]


@pytest.mark.parametrize(
    ("lang", "draft", "slips"),
    [
        ("en", "The lecture room are free on Monday.", [("are", "is")]),
        ("en", "Our older maps is upstairs.", [("is", "are")]),
        ("en", "You can lent it from us, and I will wrote to you.", [("lent", "lend"), ("wrote", "write")]),
        ("en", "There are too much children here today.", [("much", "many")]),
        ("it", "A la sera parlo con i altri lettori.", [("A la sera", "Alla sera"), ("i altri", "gli altri")]),
        (
            "it",
            "La copia di il romanzo è in un bel album.",
            [("di il romanzo", "del romanzo"), ("bel album", "bell'album")],
        ),
        ("it", "Era una vero momento di calma.", [("una", "un")]),
        ("it", "Dopo vado vedere se c'è.", [("vedere", "a vedere")]),
        ("it", "Abbiamo deciso prorogare il prestito.", [("prorogare", "di prorogare")]),
        ("it", "Mi ha piaciuto molto.", [("ha", "è")]),
        ("sv", "Det finns många möjligheten här.", [("möjligheten", "möjligheter")]),
        ("sv", "På Svenska heter det kyl skåp.", [("Svenska", "svenska"), ("kyl skåp", "kylskåp")]),
        ("sv", "Den ny boken är väldig bra.", [("ny", "nya"), ("väldig", "väldigt")]),
        ("sv", "Jag arbetad som lärare i Lund.", [("arbetad", "arbetade")]),
    ],
)
def test_a_form_that_does_not_fit_is_told(lang, draft, slips):
    """Number behind a sentence's subject, forms behind helping verbs, articles and what an infinitive wants."""
    assert told(draft, lang) == slips


@pytest.mark.parametrize(
    ("lang", "draft"),
    [
        ("en", "The events team are here. The rest have gone. Three weeks is plenty."),
        ("en", "Your seat will have a lamp. The museum might have somebody who knows."),
        ("en", "The book you have is fine. My brother and sister have cards. There were so many."),
        ("it", "Alla sera parlo di Il lago con gli altri; a me piace, e ho letto Hai deciso tu?"),
        ("it", "Vado a vedere, poi comincio il lavoro: provo piacere, cerco lavoro, e dico che ha stile."),
        ("it", "Era una bella sorpresa e un vero piacere. Il libro degli dei è tuo."),
        ("sv", "Den blå boken är här. Hon är säkert hemma, och dem får du fråga. Ställ fram skåpet, låt bordet stå."),
        ("sv", "Boken är ny och intressant. Nu är lånekorten klara. De många böckerna är kvar."),
    ],
)
def test_what_is_right_is_left_alone(lang, draft):
    """Groups, titles, modal verbs and nouns that look like verbs."""
    assert told(draft, lang) == []


@pytest.mark.parametrize(
    ("draft", "first"),
    [("When I came, i'm sure, it was shut.", "I"), ("Do you have it in english?", "English")],
)
def test_a_capital_is_what_is_offered_first(draft: str, first: str) -> None:
    """Neither "ii'm", which a dictionary takes for a word, nor the very word that was typed."""
    findings = check(Draft(draft, lang="en", channel="email"), ENGINES).findings
    assert first in {finding.suggestions[0] for finding in findings if finding.suggestions}
    assert all(finding.quote not in finding.suggestions for finding in findings)
