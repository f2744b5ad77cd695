"""What was shouted is offered in an ordinary voice, and reads as it would have been written."""

from __future__ import annotations

import pytest

from nlp.check import check
from nlp.draft import Draft, House
from nlp.ports import Engines
from nlp.wordings.wording import put
from tests.nlp.spellers import KnowsAllBut

TREVIGLIO = "A noi o a Treviglio, ma DA NOI ENTRO IL 5 e A TREVIGLIO ENTRO IL 3, ATTENZIONE CHE SI PAGA!"


@pytest.mark.parametrize(
    ("lang", "draft", "reads"),
    [
        (
            "it",
            TREVIGLIO,
            "A noi o a Treviglio, ma da noi entro il 5 e a Treviglio entro il 3, attenzione che si paga.",
        ),
        ("it", "È VIETATO L'USO DEL DVD A BERGAMO!!", "È vietato l'uso del DVD a Bergamo."),
        ("sv", "Gå INTE in innan lampan har slocknat!!!", "Gå inte in innan lampan har slocknat."),
        ("sv", "Sök på titeln!!! Inte på författaren!!!", "Sök på titeln. Inte på författaren."),
        ("en", "WE DON'T LEND IN LEEDS, AS I SAID!!", "We don't lend in Leeds, as I said."),
        ("sv", "LÄMNA DEN I UPPSALA PÅ MÅNDAG!!", "Lämna den i Uppsala på måndag."),
        ("fi", "PALAUTA SE HELSINGISSÄ MAANANTAINA!!", "Palauta se Helsingissä maanantaina."),
        ("fi", "OVET KIINNI KLO 16.30–18 AINA", "Ovet kiinni klo 16.30–18 aina"),
        ("en", "COME BACK LATER and NO BIKES in the hall.", "Come back later and no bikes in the hall."),
        ("sv", "OBS! EN VUXEN SKA FÖLJA MED!!", "Obs! En vuxen ska följa med."),
        ("sv", "Den NYASTE pocketboken FÅR MAN INTE LÅNA.", "Den nyaste pocketboken får man inte låna."),
        ("ro", "ATENȚIE!!! LOCURILE S-AU OCUPAT!!!", "Atenție! Locurile s-au ocupat."),
        ("ro", "VENIȚI LA CLUJ PÂNĂ VINERI!!", "Veniți la Cluj până vineri."),
    ],
)
def test_one_shout_is_said_calmly_at_once(lang: str, draft: str, reads: str) -> None:
    """Names and abbreviations keep their capitals, and a small word in the middle makes no second hint."""
    speller = KnowsAllBut("Bergamo", "Leeds", "Uppsala", "Helsingissä", "Cluj")
    findings = check(Draft(draft, lang=lang), Engines(spellers={lang: speller})).findings
    (shout,) = (finding for finding in findings if finding.code == "shout")
    assert put(draft, shout.taken, shout.suggestions[0]) == reads


def test_a_house_name_needs_no_dictionary() -> None:
    """What the library told is written so wherever no speller is at hand."""
    house = House(names=frozenset({"Sala Rosalba"}))
    findings = check(Draft("NIENTE ZAINI IN SALA ROSALBA!", lang="it", house=house), Engines()).findings
    assert [f.suggestions for f in findings if f.code == "shout"] == [("Niente zaini in sala Rosalba.",)]
