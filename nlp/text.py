"""A text as the rules see it: tokens with their readings, in sentences; `nlp.splitting` makes them.

All offsets are code points into the raw text, half open. Source: Universal Dependencies for the features.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from nlp.cached import cached_property
from nlp.ports import Reading

APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-"})


def fold(word: str, lang: str) -> str:
    """The key under which two spellings of a word meet: case, apostrophes, and in Romanian missing diacritics.

    Romanian is often typed without diacritics, so a phrase must match with and without them.
    """
    key = word.translate(APOSTROPHES).casefold()
    if lang == "ro" and not key.isascii():
        decomposed = unicodedata.normalize("NFD", key)
        key = "".join(char for char in decomposed if not unicodedata.combining(char))
    return key


DIGIT: Final = "#"
"""The sign of a word with a digit in it."""

CAPITAL: Final = "="
"""The sign of a word with a capital."""


ANY: Final = ""
"""The sign that every sentence bears."""

EDGE: Final = 4
"""Letters of a word's start or end that are a sign too: a phrase with so long an edge is seldom tried in vain."""


def start_sign(prefix: str) -> str | None:
    """The sign that every word with this start bears, or None when the start is too short for one."""
    return f"{prefix[:EDGE]}*" if len(prefix) >= EDGE else f"{prefix[:2]}*" if len(prefix) > 1 else None


def end_sign(suffix: str) -> str | None:
    """The sign that every word with this end bears, or None when the end is too short for one."""
    return f"*{suffix[-EDGE:]}" if len(suffix) >= EDGE else f"*{suffix[-2:]}" if len(suffix) > 1 else None


def lemma_sign(lemma: str) -> str:
    """The sign of a form of this base form."""
    return f"<{lemma}>"


def pos_sign(pos: str) -> str:
    """The sign of a word that may be this part of speech."""
    return f"<{pos}"


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """One word or mark; never changed once made (a frozen one takes five times as long to make).

    Attributes:
        index: Position among the text's tokens (white space is no token).
        start: First code point.
        end: One past the last.
        text: As written.
        key: Folded form, see ``fold``.
        readings: What the lexicon knows; empty when unknown.
        lemmas: Folded base forms of all readings.
        signs: What phrases look it up by: its key, edges, lemmas and parts of speech (see ``start_sign``).
        feats: The features of all readings.
        is_word: Whether it holds a letter or a digit.
    """

    index: int
    start: int
    end: int
    text: str
    key: str
    readings: tuple[Reading, ...]
    lemmas: frozenset[str]
    signs: frozenset[str]
    feats: frozenset[str]
    is_word: bool

    def may_be(self, pos: str = "", *feats: str) -> bool:
        """Whether some reading has this part of speech (any if empty) and all these features."""
        return any((not pos or r.pos == pos) and r.feats.issuperset(feats) for r in self.readings)

    def must_be(self, *pos: str) -> bool:
        """Whether every reading has one of these parts of speech, and there is one."""
        return bool(self.readings) and all(r.pos in pos for r in self.readings)


Memory = dict[Hashable, Any]
"""What was found in a sentence, by what it was looked for with: places in it, never its words."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Sentence:
    """A run of tokens that belong together.

    Attributes:
        tokens: Its words and marks.
        listed: Whether it is a numbered or bulleted step.
        memory: What was found in the same sentence before, see ``recall``.
    """

    tokens: tuple[Token, ...]
    listed: bool = False
    memory: Memory = field(default_factory=dict, repr=False, compare=False)

    def recall(self, wanted: Hashable, find: Callable[[Sentence], Found]) -> Found:
        """What was found in the same sentence before, wherever that stood, or is found now.

        Args:
            wanted: What is looked for, and all that it depends on but the sentence's words, marks and spaces.
            find: Finds it as places in the sentence; never as words, for memories outlive a conversation.
        """
        found: Found | None = self.memory.get(wanted)
        if found is None:
            found = self.memory[wanted] = find(self)
        return found

    @cached_property
    def start(self) -> int:
        """First code point."""
        return self.tokens[0].start

    @cached_property
    def end(self) -> int:
        """One past the last code point."""
        return self.tokens[-1].end

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Its tokens without punctuation."""
        return tuple(token for token in self.tokens if token.is_word)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs of all its tokens, and `ANY`."""
        return frozenset((*self.bearers, ANY))

    @cached_property
    def bearers(self) -> Mapping[str, list[int]]:
        """Each sign with the positions of the tokens that bear it, in order."""
        found: dict[str, list[int]] = {}
        for position, token in enumerate(self.tokens):
            for sign in token.signs:
                found.setdefault(sign, []).append(position)
        return found

    @cached_property
    def openers(self) -> range:
        """Positions before which no word stands: there alone a phrase can match the start of the sentence."""
        first = next((position for position, token in enumerate(self.tokens) if token.is_word), len(self.tokens) - 1)
        return range(first + 1)

    @cached_property
    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return any("?" in token.text for token in self.tokens[-3:] if not token.is_word)


@dataclass(frozen=True)
class Text:
    """A raw text with its tokens and sentences."""

    raw: str
    lang: str
    sentences: tuple[Sentence, ...] = field(repr=False)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens in order."""
        return tuple(token for sentence in self.sentences for token in sentence.tokens)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """All tokens that are words."""
        return tuple(token for token in self.tokens if token.is_word)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that covers a code point (the last one that starts before it)."""
        found = self.sentences[0]
        for sentence in self.sentences:
            if sentence.start > offset:
                break
            found = sentence
        return found

    def quote(self, start: int, end: int) -> str:
        """The raw text between two code points."""
        return self.raw[start:end]
