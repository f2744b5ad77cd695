"""Families of words (`nlp/lang/<xx>/signs.toml`) found in one pass over a text's tokens.

Most of a family is single words, which one look-up a token finds; what is longer is a phrase like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nlp.cached import cached_property
from nlp.pack import Pack, load_pack
from nlp.phrase import Bundle, Phrases
from nlp.text import Sentence, Token, fold

PREFIX: Final = "says_"
"""What the names of all families begin with."""

_WORDS: Final = re.compile(r"(?:\*?[^\W_]+(?:['’.-][^\W_]+)*\*?)(?:\|\*?[^\W_]+(?:['’.-][^\W_]+)*\*?)*")


@dataclass
class Families:
    """All families of one language, by word, by a word's start and end, and the phrases that are left.

    Attributes:
        names: The families, without ``PREFIX``.
    """

    names: tuple[str, ...]
    _exact: dict[str, list[str]] = field(default_factory=dict)
    _starts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _ends: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _phrases: list[tuple[str, Phrases]] = field(default_factory=list)
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def of_sentence(self, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
        """Each family and where in the sentence a word of it stands, as code points."""
        for token in sentence.tokens:
            for name in self._of_token(token):
                yield name, token.start, token.end
        for at, span in self._bundle.find(sentence):
            yield self._phrases[at][0], span.start, span.end

    @cached_property
    def _bundle(self) -> Bundle:
        return Bundle(phrases for _, phrases in self._phrases)

    def _of_token(self, token: Token) -> frozenset[str]:
        known = self._known.get(token.key)
        if known is None:
            known = frozenset(self._look_up(token.key))
            if len(self._known) < _REMEMBERED:
                self._known[token.key] = known
        return known

    def _look_up(self, key: str) -> Iterator[str]:
        yield from self._exact.get(key, ())
        for start, name in self._starts.get(key[:2], ()):
            if key.startswith(start):
                yield name
        for end, name in self._ends.get(key[-2:], ()):
            if key.endswith(end):
                yield name

    def add(self, name: str, source: tuple[str, ...], lang: str) -> None:
        """One family's list, its single words apart from its phrases."""
        single = [entry for entry in source if _WORDS.fullmatch(entry)]
        for word in (word for entry in single for word in entry.split("|")):
            self._add_word(name, word, lang)
        longer = [entry for entry in source if not _WORDS.fullmatch(entry)]
        if longer:
            self._phrases.append((name, Phrases(longer, lang)))

    def _add_word(self, name: str, word: str, lang: str) -> None:
        key = fold(word.strip("*"), lang)
        if word.startswith("*"):
            self._ends.setdefault(key[-2:], []).append((key, name))
        elif word.endswith("*"):
            self._starts.setdefault(key[:2], []).append((key, name))
        else:
            self._exact.setdefault(key, []).append(name)


_REMEMBERED: Final = 20_000
"""Word forms whose families are kept; more would let a long life cost memory."""


@lru_cache(maxsize=8)
def families_of(lang: str) -> Families:
    """The families of an installed language (cost: some milliseconds, once)."""
    return read_families(load_pack(lang))


def read_families(pack: Pack) -> Families:
    """The families of any pack."""
    names = tuple(name for name in pack.lists if name.startswith(PREFIX))
    families = Families(tuple(name.removeprefix(PREFIX) for name in names))
    for name in names:
        families.add(name.removeprefix(PREFIX), pack.lists[name], pack.lang)
    return families
