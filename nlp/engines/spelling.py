"""Spelling by the dictionaries of LanguageTool's jars, without Java: morfologik for most, Hunspell for Swedish.

A word is right as written: ``roma`` is wrong where only ``Roma`` is known, ``Books`` is right because a sentence
may start with it. Parts joined by a hyphen or an elision are judged one by one ("l'utente", "adresați-vă").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, product
from string import ascii_lowercase
from threading import Lock
from typing import Any, Final, Protocol

from nlp.engines.morfologik import Dictionary
from nlp.engines.nearest import SLACK, nearest
from nlp.ports import SpellingState
from nlp.typos.edits import marks_apart, single_edits
from nlp.typos.slips import slips

_WORDS_KEPT: Final = 20_000
_SUGGESTIONS_KEPT: Final = 2_000
_OFFERED: Final = 12
_RARE: Final = 1.5  # what being rare costs a suggestion at most, in slips
_COMMON: Final = 8
_ACCENT: Final = 0.3  # slips that an accent typed behind its vowel counts for
_ACCENTS: Final = {"a": "à", "e": "èé", "i": "ì", "o": "ò", "u": "ù"}
_EVERYDAY: Final = 16  # frequency class of a word that is meant rather than one that nobody was seen to write
_A_SLIP: Final = 8  # frequency classes that a slip weighs against it
_LONG: Final = 5  # letters from which that is asked
_APART: Final = 1.3  # slips that a missing space counts for: rarer than it looks ("youself")
_PARTED: Final = re.compile(r"[-' ]")
_JOINT: Final = re.compile(r"(?<=.)[-'](?=.)")


Heard = Callable[[str], Sequence[tuple[float, str]]]
"""Finds common words near to a small one, with what they cost in slips."""


class Forms(Protocol):
    """What holds a language's correct forms, exactly as they are written."""

    def holds(self, form: str) -> bool:
        """Whether this very form is there."""
        ...

    def near(self, form: str) -> Sequence[tuple[float, str]]:
        """Forms near one that is not there, with what they cost in slips."""
        ...


class MorfologikForms:
    """One or more morfologik spelling dictionaries: what any of them holds is right (British and American)."""

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        self._dictionaries = dictionaries

    def holds(self, form: str) -> bool:
        """Whether any dictionary has the form."""
        return any(dictionary.holds(form) for dictionary in self._dictionaries)

    def near(self, form: str) -> Sequence[tuple[float, str]]:
        """The nearest forms of all dictionaries; only the first says how far to look."""
        found: list[tuple[float, str]] = []
        for dictionary in self._dictionaries:
            found += nearest(dictionary, form, dearest=found[0][0] + SLACK if found else None)
        return found

    def frequency(self, form: str) -> int:
        """The highest frequency class that a dictionary gives the form."""
        return max(dictionary.frequency(form) for dictionary in self._dictionaries)


class HunspellForms:
    """Hunspell, which alone knows Swedish compounds; near forms are walked to, for Hunspell takes 300 ms a word.

    One caller at a time: Hunspell is not made for threads.
    """

    def __init__(self, hunspell: Any, forms: Dictionary, alphabet: str) -> None:
        self._hunspell = hunspell
        self._forms = forms
        self._alphabet = alphabet
        self._lock = Lock()

    def holds(self, form: str) -> bool:
        """Whether Hunspell accepts the form."""
        with self._lock:
            return bool(self._hunspell.spell(form))

    def near(self, form: str) -> Sequence[tuple[float, str]]:
        """Simple words from the dictionary of forms, else compounds one slip away that Hunspell accepts."""
        simple = [(cost, found) for cost, found in nearest(self._forms, form) if self.holds(found)]
        if simple:
            return simple
        compounds = (candidate for candidate in single_edits(form, self._alphabet) if self.holds(candidate))
        return [(1.0 + place / 100, found) for place, found in enumerate(islice(compounds, 3))]


class DictionarySpeller:
    """A language's spelling, whoever holds its forms.

    Args:
        name: The engine, as reports name it.
        forms: The correct forms.
        counts: Frequency classes of lower-case words; for dictionaries that keep none.
        accepted: Further right words: names and terms that the dictionary lacks.
        prohibited: Words that the dictionary has and should not.
        joined: What may stand before or after a hyphen or an apostrophe without being a word.
        alphabet: The lower-case letters of the language.
        heard: Common words near to a small one, with what they cost in slips (`nlp.engines.heard`).
    """

    def __init__(
        self,
        name: SpellingState,
        forms: Forms,
        *,
        counts: Mapping[str, int] | None = None,
        accepted: frozenset[str] = frozenset(),
        prohibited: frozenset[str] = frozenset(),
        joined: frozenset[str] = frozenset(),
        alphabet: str = ascii_lowercase,
        heard: Heard = lambda _: (),
    ) -> None:
        self._name = name
        self._forms = forms
        self._counts = counts or {}
        self._accepted = accepted
        self._prohibited = prohibited
        self._joined = joined
        self._alphabet = alphabet
        self._heard = heard
        self._known: Callable[[str], bool] = lru_cache(maxsize=_WORDS_KEPT)(self._knows)
        self._suggested: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=_SUGGESTIONS_KEPT)(self._suggest)

    @property
    def name(self) -> SpellingState:
        """Which engine this is."""
        return self._name

    def knows(self, word: str) -> bool:
        """Whether the form is correct as written, capitals included."""
        return self._known(word)

    def suggest(self, word: str) -> Sequence[str]:
        """At most a dozen corrections: few slips and common words first, then the word written apart."""
        return self._suggested(word)

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Common words a little further off, nearest first: "excelnt", "erfarente"."""
        return by_ear(word, self._heard, self._is_form)

    def frequency(self, word: str) -> int:
        """Frequency class 0 (unknown or rare) to 25 (most common)."""
        if self._counts:
            return self._counts.get(word.lower(), 0)
        return self._forms.frequency(word) if isinstance(self._forms, MorfologikForms) else 0

    def _knows(self, word: str) -> bool:
        word = word.replace("’", "'")
        if self._is_form(word):
            return True
        joint = _JOINT.search(word)
        if joint is None:
            return False
        head, rest = word[: joint.start()], word[joint.end() :]
        return self._is_part(head) and (self._is_part(rest) or (len(rest) > 1 and self._known(rest)))

    def _is_part(self, part: str) -> bool:
        return part.lower() in self._joined or (len(part) > 1 and self._is_form(part))

    def _is_form(self, word: str) -> bool:
        return any(
            form in self._accepted or (form not in self._prohibited and self._forms.holds(form))
            for form in _as_in_dictionary(word)
        )

    def _suggest(self, word: str) -> tuple[str, ...]:
        typed = word.replace("’", "'")
        small = typed[:1].lower() + typed[1:] if typed[1:].islower() else typed.lower() if typed.isupper() else typed
        costs: dict[str, float] = {}
        near = (
            self._forms.near(small),
            self._common_near(small),
            self._written_apart(small),
            self._accent_behind(small),
        )
        for cost, form in chain(*near, self._part_by_part(small)):
            if form not in {typed, small} and form not in self._prohibited:
                offer = _with_capitals(form, typed)
                worth = cost + _RARE * (1 - self._commonness(form) / 25)
                costs[offer] = min(worth, costs.get(offer, worth))
        return tuple(sorted(costs, key=costs.__getitem__)[:_OFFERED])

    def _commonness(self, form: str) -> int:
        return self.frequency(form) or min(self.frequency(part) for part in _PARTED.split(form))

    def _common_near(self, word: str) -> Iterator[tuple[float, str]]:
        """Common words one slip away, which a walk that stops at the nearest may have left out."""
        for form in single_edits(word, self._alphabet):
            if self.frequency(form) >= _COMMON and self._is_form(form):
                yield slips(word, form), form

    def _accent_behind(self, word: str) -> Iterator[tuple[float, str]]:
        """An accent typed behind its vowel, where the bare word is none: "perche'" as "perché"."""
        last = _ACCENTS.get(word[-2:-1], "") if word.endswith("'") and not self._is_form(word[:-1]) else ""
        for accented in last:
            if accented in self._alphabet and self._is_form(word[:-2] + accented):
                yield _ACCENT, word[:-2] + accented

    def _written_apart(self, word: str) -> Iterator[tuple[float, str]]:
        """Two common words run together: "alot" as "a lot"."""
        for at in range(1, len(word)):
            head, tail = word[:at], word[at:]
            if min(self.frequency(head), self.frequency(tail)) >= _COMMON and self._is_form(head):
                yield _APART, f"{head} {tail}"

    def _part_by_part(self, word: str) -> Iterator[tuple[float, str]]:
        """A slip beside a hyphen or an apostrophe: "adresati-va" as "adresați-vă"."""
        joint = _JOINT.search(word)
        if joint is None:
            return
        head, rest = word[: joint.start()], word[joint.end() :]
        heads = [(0.0, head)] if self._is_part(head) else self._near_part(head)
        rests = [(0.0, rest)] if self._is_part(rest) else self._near_part(rest)
        for (one, first), (other, second) in product(heads, rests):
            if one + other:
                yield one + other, f"{first}{joint.group()}{second}"

    def _near_part(self, part: str) -> Sequence[tuple[float, str]]:
        joined = [(cost, form) for form in self._joined if (cost := marks_apart(part, form)) is not None]
        return joined or sorted(self._forms.near(part))[:3]


def _as_in_dictionary(word: str) -> Iterator[str]:
    """The ways a dictionary may write what stands in a text."""
    yield word
    if word[:1].isupper():
        if word[1:].islower() or len(word) == 1:
            yield word.lower()
        elif word.isupper():
            yield word.lower()
            yield word.capitalize()


def is_odd(word: str, counts: Mapping[str, int], alphabet: str) -> bool:
    """Whether nobody was seen to write a small word that is a slip from an everyday one.

    Dictionaries that put compounds and endings together accept much that nobody means: "kovasi" for "kovasti".
    """
    if len(word) < _LONG or not counts or word in counts or not (word.islower() and word.isalpha()):
        return False
    near = ((form, heard) for form in single_edits(word, alphabet) if (heard := counts.get(form, 0)) >= _EVERYDAY - 1)
    return any(heard - _A_SLIP * slips(word, form) >= _EVERYDAY - _A_SLIP for form, heard in near)


def by_ear(word: str, heard: Heard, knows: Callable[[str], bool]) -> list[tuple[float, str]]:
    """What was heard near a word and is known, nearest first, with the word's capitals."""
    near = heard(word.lower().replace("’", "'"))
    return [(cost, _with_capitals(form, word)) for cost, form in near if knows(form)]


def _with_capitals(form: str, typed: str) -> str:
    """A suggestion with the capitals of what was typed."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if typed[:1].isupper() else form
