"""Romanian typed without diacritics: every word given its marks back, by dictionary, frequency and neighbours.

Each plain letter may stand for a marked one (a: ă, â; i: î; s: ș; t: ț); the forms the dictionary knows compete.
Frequency decides between different words ("si", "și"); where two forms of one word compete ("masa", "masă"), the
words around it decide, as Romanian marks definiteness there.

Measured on real sentences stripped of their marks: see ``docs/typos.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import product
from math import prod
from typing import Final

from nlp.ports import Lexicon, Speller
from nlp.text import Sentence, Text, Token
from nlp.typos.endings import ending, wants_infinitive
from nlp.typos.small_words import SMALL_WORDS

_MARKED: Final = {"a": "aăâ", "i": "iî", "s": "sș", "t": "tț"}
_SHORT_VERB: Final = 4  # letters
_SHORT_WORD: Final = 3  # letters: "sa", "ca", "va" are told by the pack's confusions
_MUCH: Final = 4  # frequency classes: sixteen times as common
_TOO_MANY: Final = 5_000  # forms to try for one word: beyond it a word is no word
_SURE: Final = 6  # frequency classes by which one form must be commoner to need no context

_SMALL: Final = frozenset({"ADV", "CCONJ", "SCONJ", "PRON", "DET", "ADP", "INTJ", "PART"})
"""Parts of speech whose forms don't inflect for definiteness: there frequency decides."""

_ROMAN: Final = re.compile(r"[IVXLC]{2,}")
"""A number of a floor or a volume, "II", that is no word without its marks."""


def is_plain(text: Text) -> bool:
    """Whether a text has no marked letter at all."""
    return not any(char in "ăâîșțşţĂÂÎȘȚŞŢ" for char in text.raw)


def restored(text: Text, speller: Speller, lexicon: Lexicon | None) -> Iterator[tuple[Token, str]]:
    """Each word whose marks are missing, with its restored form, capitals kept (cost: a millisecond a new word)."""
    for sentence in text.sentences:
        for position, token in enumerate(sentence.words):
            if _ROMAN.fullmatch(token.text):
                continue
            form = _restore(sentence, position, speller, lexicon)
            if form != token.text.lower():
                yield token, _with_capitals(form, token.text)


def unmarked(text: Text, speller: Speller, lexicon: Lexicon | None) -> Iterator[tuple[Token, str]]:
    """Words of a text that is marked elsewhere, right as they stand, that are much commoner with their marks.

    "Politia" is a word, but hardly ever the one that was meant; "ridicam" is left, as "we lifted" is no slip.
    """
    for sentence in text.sentences:
        for position in sentence.recall((unmarked, speller), partial(_unmarked, speller, lexicon)):
            yield sentence.words[position], _marked_at(sentence, position, speller, lexicon)


def _unmarked(speller: Speller, lexicon: Lexicon | None, sentence: Sentence) -> tuple[int, ...]:
    """Which words of a sentence are much commoner with their marks."""
    found = []
    for position, token in enumerate(sentence.words):
        plain = token.text.lower()
        if len(plain) < _SHORT_WORD or not plain.isascii() or token.text.isupper() or not speller.knows(plain):
            continue
        form = _restore(sentence, position, speller, lexicon)
        ahead = speller.frequency(form) - speller.frequency(plain)
        unsure = form[:-1] == plain[:-1] and ending(sentence, position, plain[:-1], lexicon) != form[-1]
        if form != plain and ahead >= _MUCH and not form.endswith("ăm") and not unsure:
            found.append(position)
    return tuple(found)


def _marked_at(sentence: Sentence, position: int, speller: Speller, lexicon: Lexicon | None) -> str:
    form = _restore(sentence, position, speller, lexicon)
    return _with_capitals(form, sentence.words[position].text)


def _restore(sentence: Sentence, position: int, speller: Speller, lexicon: Lexicon | None) -> str:
    typed = sentence.words[position].text
    plain = typed.lower()
    if len(plain) < 2 or not plain.isascii():
        return plain
    if plain in SMALL_WORDS:
        return SMALL_WORDS[plain](sentence, position)
    if plain.startswith("-"):  # "a-nțeles", "nu-și": what leans on the word before
        return _leaning(plain, speller, lexicon)
    if plain.endswith("-"):  # "și-a", "într-un": what the next word leans on
        return max(marked(plain[:-1]), key=speller.frequency) + "-"
    forms = [
        form for form in marked(plain) if speller.knows(form) or (typed[0].isupper() and _is_name(form, speller))
    ]
    return _chosen(sentence, position, forms, speller, lexicon) if forms else plain


def _is_name(form: str, speller: Speller) -> bool:
    """Whether a form is known with its capital: "București"."""
    return speller.knows(form.capitalize())


def _chosen(sentence: Sentence, position: int, forms: list[str], speller: Speller, lexicon: Lexicon | None) -> str:
    """The form that frequency and the words around it speak for."""
    common = {form: _commonness(form, speller, lexicon) for form in forms}
    if lexicon is not None and wants_infinitive(sentence, position):
        infinitives = [form for form in forms if any("VerbForm=Inf" in r.feats for r in lexicon.readings(form))]
        if infinitives:
            return max(infinitives, key=lambda form: common[form])
    best = max(forms, key=lambda form: common[form])
    if best == "două" and position and sentence.words[position - 1].key == "a":
        return "doua"  # "a doua zi"
    ours = best[:-2] + "ăm"
    if best.endswith("am") and len(best) > _SHORT_VERB and ours in forms:
        return ours  # "we help" is what replies say, "I was helping" is what novels say
    stem = best[:-1]
    commoner = sorted((speller.frequency(form) for form in forms), reverse=True)
    if len(commoner) > 1 and commoner[0] - commoner[1] >= _SURE:
        return max(forms, key=speller.frequency)
    inflects = lexicon is not None and any(r.pos in {"NOUN", "VERB", "ADJ"} for r in lexicon.readings(stem + "ă"))
    small_word = lexicon is not None and any(r.pos in _SMALL for f in forms for r in lexicon.readings(f))
    if {stem + "a", stem + "ă"} <= set(forms) and inflects and not small_word:
        return stem + ending(sentence, position, stem, lexicon)
    return best


def _leaning(plain: str, speller: Speller, lexicon: Lexicon | None) -> str:
    """A word that lost its first letter to the one before it, or hangs on it by a hyphen."""
    rest = plain[1:]
    forms = [form for form in marked(rest) if speller.knows(form)]
    if forms:
        return "-" + max(forms, key=lambda form: _commonness(form, speller, lexicon))
    whole = (form for form in marked(rest) if speller.knows("î" + form))
    return "-" + next(whole, rest)


def _commonness(form: str, speller: Speller, lexicon: Lexicon | None) -> float:
    """The form's frequency class, or a little under its base form's: dictionaries rank few inflected forms."""
    kept = speller.frequency(form)
    bases = {reading.lemma for reading in lexicon.readings(form)} if lexicon is not None and not kept else set()
    return kept or max((speller.frequency(base) - 2.5 for base in bases), default=0)


def marked(plain: str) -> Iterator[str]:
    """Every way to mark a plain lower-case word, itself included; nothing for one with too many ways."""
    choices = [_MARKED.get(char, char) for char in plain]
    if prod(map(len, choices)) <= _TOO_MANY:
        yield from map("".join, product(*choices))


def _with_capitals(form: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[0].upper() + form[1:] if typed[0].isupper() else form
