"""Other forms of a word, found by what the lexicon says of its neighbours."""

from __future__ import annotations

import pytest

from nlp.engines.lexicon import load_own
from nlp.pack import load_pack
from nlp.typos.inflect import form_of

WORDS = load_pack("sv").rules["grammar"]
ENDINGS, FORMS = WORDS.words("endings").source, WORDS.words("forms").source


@pytest.mark.parametrize(
    ("word", "wanted", "form"),
    [
        ("hämtar", "VERB:VerbForm=Inf&Voice=Act", "hämta"),
        ("hämta", "VERB:VerbForm=Sup&Voice=Act", "hämtat"),
        ("komma", "VERB:VerbForm=Sup&Voice=Act", "kommit"),
        ("böcker", "NOUN:Definite=Ind&Number=Sing", "bok"),
        ("stor", "ADJ:Gender=Neut", "stort"),
    ],
)
def test_the_form_asked_for_is_found(word: str, wanted: str, form: str) -> None:
    """By its ending, by its base form, and among the everyday forms that no ending makes."""
    assert form_of(word, wanted, load_own("sv"), ENDINGS, FORMS) == form


def test_a_form_that_nobody_knows_is_none() -> None:
    """Nothing is made up: what the lexicon doesn't know is no form."""
    assert form_of("hämtar", "NOUN:Number=Plur", load_own("sv"), ENDINGS, FORMS) is None


def test_without_endings_only_base_forms_are_found() -> None:
    """No word is taken apart."""
    assert form_of("hämtar", "VERB:VerbForm=Inf&Voice=Act", load_own("sv"), (), ()) == "hämta"
    assert form_of("hämtar", "VERB:VerbForm=Sup", load_own("sv"), (), ()) is None
