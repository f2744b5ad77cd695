"""Which correction comes first: by the slip it takes, how common the word is, and what stands before it.

The dictionary proposes; here every proposal is weighed alike, whoever made it. A slip costs 1; lost marks, doubled
and swapped letters and neighbouring keys cost less, capitals and a space that nobody typed cost more. Rare words
cost up to one slip, and a form that disagrees with its article a little.

Sources: Damerau (1964) for the four slips; the weights were set on typing mistakes of five languages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from nlp.ports import Reading, Speller
from nlp.text import Token
from nlp.view import View

_MARK: Final = 0.25
_DOUBLED: Final = 0.45
_HALVED: Final = 0.55
_SWAPPED: Final = 0.6
_NEIGHBOUR: Final = 0.75
_VOWEL: Final = 0.8
_MISSING: Final = 0.85
_EXTRA: Final = 0.9
_FIRST: Final = 0.4
_CAPITAL: Final = 0.9
_APART: Final = 0.4
_RARE: Final = 1.0
_COMMONEST: Final = 25
_BIT: Final = 4  # letters below which half a word is a bit of one
_PLACE: Final = 0.02
_PLACE_ALONE: Final = 0.12
_AGREES: Final = 0.3
_OURS: Final = 0.3  # what no dictionary proposed, only confirmed
_OFFERED: Final = 3

_ROWS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_VOWELS: Final = frozenset("aeiouyåäöăâî")
_AGREEING: Final = ("Gender=", "Number=")


def ranked(view: View, token: Token, offers: Sequence[str]) -> list[str]:
    """At most three corrections of a word, likeliest first (cost: offers times letters squared)."""
    speller = view.speller
    if speller is None:
        return list(offers[:_OFFERED])
    found = dict.fromkeys((*offers, *(form for form in _doubled_or_not(token.text) if speller.knows(form))))
    counts = any(speller.frequency(offer.lower()) for offer in found)
    if counts:
        rarity = {offer: _rarity(speller, offer) + _APART * offer.count(" ") for offer in found}
    else:  # without frequencies the dictionary's own order says more
        own = _own_words(view)
        rarity = {offer: (_RARE / 2) * (offer.lower() not in own) + _APART * _in_bits(offer) for offer in found}
    places = {offer: place * (_PLACE if counts else _PLACE_ALONE) for place, offer in enumerate(offers)}

    def cost(offer: str) -> float:
        case = _CAPITAL * (offer[:1].isupper() and token.text[:1].islower())
        misfit = _AGREES * _disagrees(view, token, offer)
        return slips(token.text.lower(), offer.lower()) + case + rarity[offer] + misfit + places.get(offer, _OURS)

    return sorted(found, key=cost)[:_OFFERED]


def slips(typed: str, meant: str) -> float:
    """What it takes to type one for the other, in slips."""
    rows = [[0.0] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    for at in range(1, len(typed) + 1):
        rows[at][0] = rows[at - 1][0] + _EXTRA + _FIRST * (at == 1)
    for to in range(1, len(meant) + 1):
        rows[0][to] = rows[0][to - 1] + _MISSING + _FIRST * (to == 1)
    for at, char in enumerate(typed, start=1):
        for to, wanted in enumerate(meant, start=1):
            first = _FIRST * (at == to == 1)
            best = min(
                rows[at - 1][to - 1] + (0.0 if char == wanted else _wrong(char, wanted) + first),
                rows[at - 1][to] + (_DOUBLED if at > 1 and char == typed[at - 2] else _EXTRA),
                rows[at][to - 1] + (_HALVED if to > 1 and wanted == meant[to - 2] else _MISSING),
            )
            if at > 1 and to > 1 and char == meant[to - 2] and typed[at - 2] == wanted != char:
                best = min(best, rows[at - 2][to - 2] + _SWAPPED)
            rows[at][to] = best
    return rows[-1][-1]


@cache
def _wrong(char: str, wanted: str) -> float:
    if _bare(char) == _bare(wanted):
        return _MARK
    if any(pair in {(char, wanted), (wanted, char)} for row in _ROWS for pair in pairwise(row)):
        return _NEIGHBOUR
    return _VOWEL if char in _VOWELS and wanted in _VOWELS else 1.0


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]


def _doubled_or_not(word: str) -> Iterator[str]:
    """The word with one letter doubled, or one double letter single."""
    for at, char in enumerate(word):
        yield word[:at] + char + word[at:]
        if word[at : at + 2] == char * 2:
            yield word[:at] + word[at + 1 :]


def _rarity(speller: Speller, offer: str) -> float:
    parts = offer.replace("'", " ").split() or [offer]
    return _RARE * (1 - min(max(speller.frequency(p), speller.frequency(p.lower())) for p in parts) / _COMMONEST)


def _in_bits(offer: str) -> int:
    """How many parts of a word written apart are hardly words."""
    return sum(len(part) < _BIT for part in offer.split()) if " " in offer else 0


def _own_words(view: View) -> frozenset[str]:
    """What the pack's own examples say: the words of library replies, for dictionaries that count none."""
    return _words_of_pack(view.pack.lang, tuple(e.draft for rule in view.pack.rules.values() for e in rule.examples))


@cache
def _words_of_pack(_: str, drafts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.strip('.,:;!?()"”„»«').lower() for draft in drafts for word in draft.split())


def _disagrees(view: View, token: Token, offer: str) -> bool:
    """Whether the article or possessive right before the word can't go with the offer."""
    words = view.text.words
    before = next((w for w in reversed(words) if w.end <= token.start), None)
    if before is None or view.lexicon is None or not before.must_be("DET", "ADP") or " " in offer:
        return False
    heads = [r for r in before.readings if any(f.startswith(_AGREEING) for f in r.feats)]
    forms = [r for r in view.lexicon.readings(offer) if r.pos in {"NOUN", "ADJ"}]
    return bool(heads) and not any(_go_together(head, form) for head in heads for form in forms)


def _go_together(head: Reading, form: Reading) -> bool:
    for feature in _AGREEING:
        one = {f for f in head.feats if f.startswith(feature)}
        other = {f for f in form.feats if f.startswith(feature)}
        if one and other and not one & other:
            return False
    return True
