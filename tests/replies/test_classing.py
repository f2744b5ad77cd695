"""The suggested kind of a question: right for plain ones in five languages, and never more than a suggestion."""

from __future__ import annotations

from datetime import timedelta

import pytest

from replies.classing import suggest
from replies.courtesy import SCALE, SORTS

PLAIN = [
    ("en", "When are you open on Sunday?", "directions"),
    ("en", "I can't renew my loan, it says my card has expired", "account"),
    ("it", "A che ora chiudete il sabato? Ci sono parcheggi?", "directions"),
    ("it", "Non riesco a stampare dal mio computer", "technology"),
    ("ro", "Vreau să prelungesc împrumutul la două cărți", "account"),
    ("ro", "Aveți acest titlu în catalog?", "known_item"),
    ("sv", "Kan du tipsa om en deckare som liknar den jag läste?", "reading"),
    ("sv", "Jag kan inte logga in i appen", "technology"),
    ("fi", "Mihin aikaan sunnuntain aukiolo alkaa?", "directions"),
    ("fi", "Etsin artikkeleita ja tilastoja opinnäytetyöhön", "subject"),
    ("en", "Hello?", "other"),
    ("de", "Wann öffnen Sie?", "other"),
]


@pytest.mark.parametrize(("lang", "question", "sort"), PLAIN)
def test_a_plain_question_is_known_by_its_words(lang, question, sort):
    """Beginnings of words are enough."""
    assert suggest(question, lang).sort == sort


def test_more_answers_and_more_time_make_a_level_more():
    """And it stays on the scale."""
    usual = suggest("articles about history", "en").scale
    assert suggest("articles about history", "en", answers=6).scale == usual + 1
    long = suggest("articles about history", "en", answers=6, took=timedelta(hours=2)).scale
    assert usual < long <= max(SCALE)


def test_every_language_has_words_for_every_kind_but_the_last():
    """Somebody else's is what has none."""
    import tomllib
    from pathlib import Path

    for lang in ("en", "it", "ro", "sv", "fi"):
        path = Path("replies/templates") / lang / "sorts.toml"
        assert set(tomllib.loads(path.read_text("utf-8"))) == set(SORTS) - {"other"}
