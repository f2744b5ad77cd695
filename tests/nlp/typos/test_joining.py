"""An Italian "e" that joins is left alone, and one that lacks its accent is still told."""

from __future__ import annotations

import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines

pytestmark = pytest.mark.languagetool
ENGINES = open_engines(parts_dir())


def told(draft: str) -> list[str]:
    """Each word for which "è" is offered."""
    return [f.quote for f in check(Draft(draft, lang="it", channel="chat"), ENGINES).findings if "è" in f.suggestions]


@pytest.mark.parametrize(
    "draft",
    [
        "Ciao e benvenuta! Le mostre sono al primo piano.",
        "Ciao Samir, e benvenuto tra noi!",
        "Buon lavoro!\n\nDonatella e tutto il gruppo di lettura",
        "Le abbiamo messo da parte un saggio sul tardo medioevo e un romanzo su Matilde.",
        "«La chimera» e un audiolibro di Vassalli sono pronti da oggi.",
        "Il dono viene registrato in sede e messo agli atti.",
        "A meno che il corso sia gratuito e aperto a tutti, serve la ricevuta.",
    ],
)
def test_what_joins_is_left_alone(draft):
    """One thing more, a greeting, a name with its people, two sides of one thing."""
    assert told(draft) == []


@pytest.mark.parametrize(
    "draft",
    [
        "Il volume e in deposito da ieri.",
        "Gentile signora, la sala e gratuita fino alle nove.",
        "Il suo libro e già arrivato.",
    ],
)
def test_a_lost_accent_is_still_told(draft):
    """What is said of one thing stands behind "è"."""
    assert told(draft) == ["e"]
