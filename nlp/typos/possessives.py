"""Finnish nouns that lost the ending their owner asks for: "teidän varaus" for "teidän varauksenne".

Written Finnish marks the owner twice, by the pronoun and on the noun. "Meidän" is left alone: "meidän kirjasto" is
how people speak of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from nlp.ports import Lexicon, Speller
from nlp.text import Token
from nlp.typos.marks import Slip
from nlp.view import View

_ENDINGS: Final = {
    "minun": (("ni",), "1"),
    "sinun": (("si",), "2"),
    "teidän": (("nne",), "2"),
    "hänen": (("nsa", "nsä"), "3"),
    "heidän": (("nsa", "nsä"), "3"),
}
_STEMS: Final = (("us", "ukse"), ("ys", "ykse"), ("os", "okse"), ("is", "ikse"), ("nen", "se"), ("as", "aa"))
_STEM_ENDINGS: Final = (("e", "ee"), ("i", "e"), ("us", "ude"), ("ys", "yde"), ("si", "te"), ("t", ""), ("n", ""))
_NO_NOUNS: Final = frozenset(
    {"molempien", "kaikkien", "kummankin", "jokaisen", "kahden", "yhteinen", "yhteisen", "koko"}
)
"""Words that some dictionaries take for nouns, and that stand beside an owner without an ending."""

_LAST_LETTERS: Final = (("ksi", "kse"), ("", ""), ("t", ""), ("n", ""))


def without_ending(view: View) -> Iterator[Slip]:
    """Every noun right after its owner's pronoun without the owner's ending, where the right form is known."""
    if view.pack.lang != "fi" or view.speller is None or view.lexicon is None:
        return
    for sentence in view.text.sentences:
        for owner, noun in zip(sentence.tokens, sentence.tokens[1:], strict=False):
            if owner.key in _ENDINGS and _is_bare(noun) and not view.inside(noun.start, noun.end, view.quoted):
                form = _with_ending(noun, *_ENDINGS[owner.key], view.speller, view.lexicon)
                if form:
                    yield Slip(noun.start, noun.end, form, "owner")


def _is_bare(noun: Token) -> bool:
    owned = any("psor" in feature for reading in noun.readings for feature in reading.feats)
    return noun.text.islower() and noun.must_be("NOUN") and not owned and noun.key not in _NO_NOUNS


def _with_ending(noun: Token, endings: Sequence[str], person: str, speller: Speller, lexicon: Lexicon) -> str:
    """The noun's form with one of the endings, as the dictionary confirms it; empty when none is known."""
    lemmas = {reading.lemma for reading in noun.readings}
    for (was, becomes), ending in product((*_LAST_LETTERS, *_STEMS, *_STEM_ENDINGS), endings):
        if not noun.key.endswith(was):
            continue
        form = noun.key.removesuffix(was) + becomes + ending
        if speller.knows(form) and any(
            reading.lemma in lemmas and f"Person[psor]={person}" in reading.feats
            for reading in lexicon.readings(form)
        ):
            return form
    return ""
