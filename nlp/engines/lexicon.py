"""What a word form can be: dictionaries of LanguageTool's jars, the house's own lists, and both together.

Every lexicon here may be asked from any thread. A new word costs about 0.1 ms, a word seen before nothing.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from nlp.engines.morfologik import Dictionary
from nlp.engines.tags import Tagset, parse_feats
from nlp.ports import Lexicon, Reading

_LANGUAGES: Final = Path(__file__).parents[1] / "lang"
_SMALL: Final = frozenset({"AUX", "DET", "PART", "PRON"})
_WORDS_KEPT: Final = 20_000


class DictionaryLexicon:
    """Readings from a morfologik dictionary through the tables of its language."""

    def __init__(self, dictionary: Dictionary, tagset: Tagset) -> None:
        self._dictionary = dictionary
        self._tagset = tagset
        self._cached: Callable[[str], tuple[Reading, ...]] = lru_cache(maxsize=_WORDS_KEPT)(self._find)

    def readings(self, word: str) -> Sequence[Reading]:
        """All readings of a form as written and, if that has capitals, in lower case; empty if unknown."""
        return self._cached(word)

    def _find(self, word: str) -> tuple[Reading, ...]:
        found = self._look_up(word)
        head, hyphen, tail = word.partition("-")
        if not found and hyphen and tail.lower() in self._tagset.clitics:
            found = [reading for reading in self._look_up(head) if reading.pos in {"VERB", "AUX"}]
        return tuple(dict.fromkeys(found))

    def _look_up(self, word: str) -> list[Reading]:
        forms = dict.fromkeys((word, word.lower()))
        entries = (entry for form in forms for entry in self._dictionary.entries(form))
        return [reading for entry in entries for reading in self._tagset.readings(entry.base, entry.tag)]


class OwnLexicon:
    """The house's own list of a language (``nlp/lang/<xx>/lexicon.toml``): the words of library replies."""

    def __init__(self, readings: Mapping[str, tuple[Reading, ...]]) -> None:
        self._readings = readings

    def readings(self, word: str) -> Sequence[Reading]:
        """All readings of a form, whatever its capitals; empty if the list does not hold it."""
        return self._readings.get(word) or self._readings.get(word.lower(), ())


class LayeredLexicon:
    """The own list and the dictionary together.

    Of small words the list is right alone: dictionaries leave pronouns without a person. Of all others each may
    know a reading that the other lacks.
    """

    def __init__(self, own: Lexicon, dictionary: Lexicon) -> None:
        self._own = own
        self._dictionary = dictionary
        self._cached: Callable[[str], tuple[Reading, ...]] = lru_cache(maxsize=_WORDS_KEPT)(self._find)

    def readings(self, word: str) -> Sequence[Reading]:
        """All readings of a form; empty if neither knows it."""
        return self._cached(word)

    def _find(self, word: str) -> tuple[Reading, ...]:
        own = tuple(self._own.readings(word))
        told = {reading.pos for reading in own} & _SMALL
        others = (reading for reading in self._dictionary.readings(word) if reading.pos not in told)
        return tuple(dict.fromkeys((*own, *others)))


@lru_cache(maxsize=16)
def load_own(lang: str) -> OwnLexicon:
    """The house's own list of a language.

    The file has one or more ``[[paradigms]]``: ``columns`` are readings written as in CoNLL-U (``VERB
    Mood=Imp|Person=2``, or a list of them), ``rows`` are lines of ``lemma: form form ...``, one form a column,
    ``-`` for none, ``/`` between variants.

    Raises:
        FileNotFoundError: when the language has no list.
        ValueError: when a row has more or fewer forms than columns; says which.
    """
    return OwnLexicon(parse_paradigms(_read_own(lang), f"{lang}/lexicon.toml"))


def _read_own(lang: str) -> dict[str, Any]:
    return tomllib.loads((_LANGUAGES / lang / "lexicon.toml").read_text("utf-8"))


def load_accepted(lang: str) -> frozenset[str]:
    """Right words of library replies that the spelling dictionaries lack: ``accepted`` in the same file."""
    return frozenset(str(_read_own(lang).get("accepted", "")).split())


@lru_cache(maxsize=16)
def load_cues(lang: str) -> frozenset[str]:
    """Small words that tell a language from its neighbours: ``cues`` in the same file."""
    return frozenset(str(_read_own(lang).get("cues", "")).split())


def parse_paradigms(table: Mapping[str, Any], name: str) -> dict[str, tuple[Reading, ...]]:
    """Readings by lower-case form; see ``load_own`` for the format."""
    readings: defaultdict[str, dict[Reading, None]] = defaultdict(dict)
    for paradigm in table["paradigms"]:
        columns = [_parse_column(column) for column in _columns(paradigm)]
        for line in str(paradigm["rows"]).splitlines():
            for form, reading in _parse_row(line, columns, name):
                readings[form][reading] = None
    return {form: tuple(found) for form, found in readings.items()}


Column = tuple[tuple[str, frozenset[str]], ...]
"""What a form in this column can be: part of speech and features, one or more."""


def _columns(paradigm: Mapping[str, object]) -> list[str | list[str]]:
    columns = paradigm["columns"]
    assert isinstance(columns, list)
    return columns


def _parse_column(written: str | list[str]) -> Column:
    parts = [written] if isinstance(written, str) else written
    return tuple((pos, parse_feats(feats)) for pos, _, feats in (part.partition(" ") for part in parts))


def _parse_row(line: str, columns: Sequence[Column], name: str) -> Iterable[tuple[str, Reading]]:
    lemma, _, cells = line.partition(":")
    lemma, forms = lemma.strip(), cells.split()
    if not lemma:
        return
    if len(forms) != len(columns):
        raise ValueError(f"{name}: “{lemma}” has {len(forms)} forms for {len(columns)} columns")
    for cell, column in zip(forms, columns, strict=True):
        for form in cell.split("/"):
            if form != "-":
                yield from ((form.lower(), Reading(lemma, pos, feats)) for pos, feats in column)
