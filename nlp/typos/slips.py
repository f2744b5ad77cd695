"""How far a typed word is from one that may have been meant, counted in slips of the hand.

A slip costs 1; lost marks, doubled and swapped letters and neighbouring keys cost less, the first letter costs more.

Source: Damerau (1964) for the four slips.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

_MARK: Final = 0.25
_DOUBLED: Final = 0.45
_HALVED: Final = 0.55
_SWAPPED: Final = 0.6
_NEIGHBOUR: Final = 0.75
_VOWEL: Final = 0.8
_SOUND: Final = 0.45
_VOICED: Final = 0.75
_MISSING: Final = 0.85
_EXTRA: Final = 0.95
_FIRST: Final = 0.4

_ROWS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
_VOWELS: Final = frozenset("aeiouyåäöăâî")
_ALIKE: Final = frozenset({"oå", "åo", "eä", "äe", "uy", "yu"})
"""Vowels that Swedish ears take for one another: "förstor", "kende"."""

_SPELLINGS: Final = frozenset({"sc", "cs", "kc", "ck", "vw", "wv", "cq", "qc"})
"""Consonants that spell one sound, at the beginning too: "sykla"."""

_VOICES: Final = frozenset({"dt", "td", "gk", "kg", "bp", "pb"})
"""Consonants that sound alike: "funkerar"."""

_TWO: Final = frozenset({("x", "ks"), ("f", "ph"), ("k", "ch"), ("j", "hj"), ("j", "lj"), ("j", "gj"), ("q", "kv")})
"""One letter for the two that spell its sound: "lixom", "anke", "jälp"."""

_TWOS: Final = _TWO | {(two, one) for one, two in _TWO}
_SPELT: Final = re.compile("|".join(two for _, two in sorted(_TWO)))


def slips(typed: str, meant: str) -> float:
    """What it takes to type one for the other, in slips."""
    spelt = _SPELT.search(typed) or _SPELT.search(meant)
    rows = [[0.0] * (len(meant) + 1) for _ in range(len(typed) + 1)]
    for at in range(1, len(typed) + 1):
        rows[at][0] = rows[at - 1][0] + _EXTRA + _FIRST * (at == 1)
    for to in range(1, len(meant) + 1):
        rows[0][to] = rows[0][to - 1] + _MISSING + _FIRST * (to == 1)
    for at, char in enumerate(typed, start=1):
        for to, wanted in enumerate(meant, start=1):
            best = min(
                rows[at - 1][to - 1] + (0.0 if char == wanted else _wrong(char, wanted, first=at == to == 1)),
                rows[at - 1][to] + (_DOUBLED if at > 1 and char == typed[at - 2] else _EXTRA),
                rows[at][to - 1] + (_HALVED if to > 1 and wanted == meant[to - 2] else _MISSING),
            )
            if at > 1 and to > 1 and char == meant[to - 2] and typed[at - 2] == wanted != char:
                best = min(best, rows[at - 2][to - 2] + _SWAPPED)
            if spelt and at > 1 and (typed[at - 2 : at], wanted) in _TWOS:
                best = min(best, rows[at - 2][to - 1] + _SOUND)
            if spelt and to > 1 and (char, meant[to - 2 : to]) in _TWOS:
                best = min(best, rows[at - 1][to - 2] + _SOUND)
            rows[at][to] = best
    return rows[-1][-1]


@cache
def _wrong(char: str, wanted: str, *, first: bool) -> float:
    """One letter for another; the first is seldom mistaken, but loses its mark like any other."""
    dear = _FIRST * first
    if bare(char) == bare(wanted) or {char, wanted} == {"â", "î"}:  # one sound, spelt by its place in the word
        return _MARK
    if char + wanted in _SPELLINGS:
        return _VOICED
    if char + wanted in _VOICES:
        return _VOICED + dear
    if char + wanted in _ALIKE:
        return _SOUND + dear
    if any(pair in {(char, wanted), (wanted, char)} for row in _ROWS for pair in pairwise(row)):
        return _NEIGHBOUR + dear
    return dear + (_VOWEL if char in _VOWELS and wanted in _VOWELS else 1.0)


@cache
def bare(char: str) -> str:
    """A letter without its marks."""
    return unicodedata.normalize("NFD", char)[0]


def undone(word: str) -> Iterator[str]:
    """What a small word may have been before its plainest slips: letters swapped or doubled, a vowel mistaken."""
    for at, char in enumerate(word):
        if at and char != word[at - 1]:
            yield word[: at - 1] + char + word[at - 1] + word[at + 1 :]
        if at and char == word[at - 1]:
            yield word[:at] + word[at + 1 :]
        yield word[:at] + char + word[at:]
        if char in _VOWELS:
            yield from (word[:at] + vowel + word[at + 1 :] for vowel in _VOWELS - {char})
