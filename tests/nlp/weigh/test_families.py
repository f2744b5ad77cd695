"""Families of words: the same ones in every language, found in one pass."""

from __future__ import annotations

import pytest

from nlp.draft import LANGUAGES
from nlp.engines.lexicon import load_own
from nlp.splitting import read_text
from nlp.weigh.families import families_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_families(lang: str) -> None:
    """A sign means the same in all five, or what one teaches would mislead another."""
    assert set(families_of(lang).names) == set(families_of("en").names)


@pytest.mark.parametrize(
    ("lang", "sentence", "family", "words"),
    [
        ("en", "The fee has to be settled first.", "pay", "fee"),
        ("it", "L'importo va saldato allo sportello.", "elsewhere", "sportello"),
        ("ro", "Formularul se depune la ghiseu.", "elsewhere", "ghiseu"),
        ("sv", "Ärendet har registrerats.", "office", "registrerats"),
        ("fi", "Sinun olisi pitänyt lukea ohje.", "should_have", "olisi pitänyt"),
    ],
)
def test_a_family_is_heard_by_word_start_and_phrase(lang: str, sentence: str, family: str, words: str) -> None:
    """Forms, beginnings and phrases alike; Romanian without its marks too."""
    text = read_text(sentence, lang, load_own(lang))
    found = {(name, sentence[start:end]) for name, start, end in families_of(lang).of_sentence(text.sentences[0])}
    assert (family, words) in found
