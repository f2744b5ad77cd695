"""Where an Italian "e" joins what stands on its two sides, whatever else would fit there: "Ciao e benvenuta"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from nlp.ports import Lexicon

_ONE: Final = frozenset({"un", "un'", "uno", "una"})
_POINTING: Final = frozenset(
    {"c'", "ci", "non", "chi", "che", "cos'", "com'", "dov'", "cosa", "come", "dove", "lui", "lei"}
    | {"quello", "quella", "questo", "questa"}
)
"""Behind these "è un" is likelier than one thing more."""

_PARTS: Final = frozenset({".", ",", ";", ":", "!", "?", "che", "chi", "cui", "se", "quando", "perché", "dove"})
"""What begins another clause, with a verb of its own."""

_EVERYBODY: Final = frozenset({"tutto", "tutta", "tutti", "tutte"})


def joins(words: Sequence[str], at: int, lexicon: Lexicon, *, behind_name: bool) -> bool:
    """Whether the "e" in a place joins: one thing more, people, greetings, two sides of one thing.

    Args:
        words: The small words and marks of a sentence.
        at: Where the "e" stands.
        lexicon: What words can be.
        behind_name: Whether a name stands right before it.
    """
    last, following = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if following.startswith("benvenut") or _is(lexicon, last, "INTJ"):
        return True
    if following in _ONE:
        return last not in _POINTING and _is_one_more(words, at, lexicon)
    if behind_name:
        return following in _EVERYBODY or not _describes(lexicon, following)
    if at > 1 and _describes(lexicon, last) and _describes(lexicon, following) and _acts(lexicon, words[at - 2]):
        return True
    return _has_form(lexicon, following, "VerbForm=Part") and _was_done(words[:at], following, lexicon)


def _was_done(words: Sequence[str], following: str, lexicon: Lexicon) -> bool:
    """Whether the same was done to the same before: "viene trattenuto dalla biblioteca e messo agli atti"."""
    done = (at for at, word in enumerate(words) if at and word[-1] == following[-1])
    done = (at for at in done if _has_form(lexicon, words[at], "VerbForm=Part"))
    return any(_is_sure_verb(lexicon, words[at - 1]) for at in done)


def _is_one_more(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether one thing was named before, or a verb stands before the "e" or behind it in the same clause."""
    clause = takewhile(lambda word: word not in _PARTS, words[at + 1 :])
    return bool(_ONE & set(words[:at])) or any(_is_sure_verb(lexicon, word) for word in (*words[:at], *clause))


def _is(lexicon: Lexicon, word: str, pos: str) -> bool:
    return any(reading.pos == pos for reading in lexicon.readings(word))


def _describes(lexicon: Lexicon, word: str) -> bool:
    return any(reading.pos == "ADJ" or "VerbForm=Part" in reading.feats for reading in lexicon.readings(word))


def _acts(lexicon: Lexicon, word: str) -> bool:
    """Whether a word can be a finite verb: "sia gratuito e aperto"."""
    return _has_form(lexicon, word, "VerbForm=Fin")


def _has_form(lexicon: Lexicon, word: str, form: str) -> bool:
    return any(form in reading.feats for reading in lexicon.readings(word))


def _is_sure_verb(lexicon: Lexicon, word: str) -> bool:
    readings = lexicon.readings(word)
    return bool(readings) and all("VerbForm=Fin" in reading.feats for reading in readings)
