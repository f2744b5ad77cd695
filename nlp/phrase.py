"""The little language in which packs write phrases, and its matcher.

A phrase is a row of elements parted by spaces, matched inside one sentence, on folded words (see ``text.fold``):

=====================  ==========================================================================
``word``               that word; case doesn't matter
``word*``, ``*word``   a word that starts or ends so (Swedish and Finnish compounds, endings)
``<lemma>``            any form of that base form, by the lexicon (or the base form itself)
``<VERB:Mood=Imp>``    a word that may be that part of speech with all these features (``&`` adds one);
                       ``<lemma:Person=2>`` asks both
``a|b|c``              one of these words
``(a b|c)``            one of these rows of elements
``[a b|c]``            one of these rows, or nothing
``!x``, ``!(a b|c)``   what follows is not x, or none of these rows (takes no word)
``~x``                 neither of the two words before is x (takes no word)
``..``, ``...``        up to two, up to five words in between; ``..!not|never`` lets none of these pass
``=Lei``               exactly these letters, capitals and all
``=*``, ``=*lla``      a word with a capital, one that ends so (names)
``#``                  a word with a digit in it
``^``, ``$``           start and end of the sentence (closing marks don't count); ``~^``: not at its start
``@name``, ``!@name``  one phrase of that list of the pack; none of its phrases (takes no word)
``a {b c} d``          only what stands in braces is the match; the rest must stand around it
=====================  ==========================================================================

Marks stand for themselves (``,`` ``?``). A phrase without elements, or with an unknown list, is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from nlp.cached import cached_property
from nlp.phrase_compiler import Compiler, Entry, Parts, PhraseError, entries
from nlp.phrase_elements import Reach, match
from nlp.text import Sentence, Text

__all__ = ["Bundle", "PhraseError", "Phrases", "Span"]

_NUMBERS: Final = count()


@dataclass(frozen=True, slots=True)
class Span:
    """A match: the tokens it took, as code points and as token positions."""

    start: int
    end: int
    first: int
    last: int
    sentence: Sentence


Places = tuple[tuple[int, int], ...]
"""First and last tokens of matches in a sentence."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Entries by what their matches begin with.

    Attributes:
        by_sign: Those that begin with a sign.
        signs: All those signs.
        at_start: Those that begin where a sentence does.
        anywhere: Those to try everywhere.
    """

    by_sign: Mapping[str, list[Entry]]
    signs: frozenset[str]
    at_start: list[Entry]
    anywhere: list[Entry]

    @classmethod
    def of(cls, phrases: Iterable[Parts]) -> _Index:
        """The rows of all phrases, in order."""
        by_sign: dict[str, list[Entry]] = {}
        at_start: list[Entry] = []
        anywhere: list[Entry] = []
        for entry in (entry for parts in phrases for entry in entries(parts)):
            for sign in entry.signs or ():
                by_sign.setdefault(sign, []).append(entry)
            if entry.signs is None:
                (at_start if entry.head[0].anchor == "^" else anywhere).append(entry)
        return cls(by_sign, frozenset(by_sign), at_start, anywhere)


class Phrases:
    """A list of phrases; finding costs about one look-up a token, and nothing in a sentence read before.

    They are checked when they are written down, and compiled when they are first looked for: each as far as its first
    word, the rest when a sentence has that word.

    Attributes:
        source: The phrases as written.
    """

    def __init__(
        self,
        phrases: Iterable[str],
        lang: str,
        lists: Mapping[str, Iterable[str]] | None = None,
        *,
        compiler: Compiler | None = None,
    ) -> None:
        """Check.

        Args:
            phrases: Phrases in the little language.
            lang: Their language, for folding and splitting.
            lists: The lists that ``@name`` may name.
            compiler: Knows these lists already; many lists of phrases share one.

        Raises:
            PhraseError: A phrase is empty, broken, or names an unknown list.
        """
        self.source = tuple(phrases)
        self._number = next(_NUMBERS)
        compiler = compiler or Compiler(lang, lists or {})
        self._read = tuple(compiler.read(phrase) for phrase in self.source)

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self.source)

    @cached_property
    def _index(self) -> _Index:
        return _Index.of(self._read)

    @property
    def is_indexed(self) -> bool:
        """Whether every match begins with a sign, so that ``heads`` tells all."""
        return not (self._index.anywhere or self._index.at_start)

    def find(self, text: Text | Sentence) -> Iterator[Span]:
        """Every match, left to right, the longest at each position; matches don't overlap."""
        for sentence in text.sentences if isinstance(text, Text) else (text,):
            for first, last in self.places(sentence):
                yield _span(sentence, first, last)

    def first(self, text: Text | Sentence) -> Span | None:
        """The first match, or None."""
        return next(self.find(text), None)

    def within(self, text: Text | Sentence) -> bool:
        """Whether there is a match."""
        return any(map(self.places, text.sentences if isinstance(text, Text) else (text,)))

    def places(self, sentence: Sentence) -> Places:
        """Every match in a sentence, as its tokens."""
        return sentence.recall(self._number, self._search)

    def heads(self) -> Iterator[tuple[str, Entry]]:
        """Each sign that a match begins with, and the rows that do."""
        for sign, entries_of in self._index.by_sign.items():
            yield from ((sign, entry) for entry in entries_of)

    def _search(self, sentence: Sentence) -> Places:
        candidates: Candidates = {}
        there, index = sentence.signs, self._index
        if index.anywhere:
            _may_begin(candidates, index.anywhere, range(len(sentence.tokens)), there)
        if index.at_start:
            _may_begin(candidates, index.at_start, sentence.openers, there)
        for sign in index.signs & there:
            _may_begin(candidates, index.by_sign[sign], sentence.bearers[sign], there)
        return _matches(candidates, sentence) if candidates else ()


Candidates = dict[int, list[Entry]]
"""What may match from which position: few tokens bear a sign that any phrase begins with."""


def _may_begin(found: Candidates, entries: Iterable[Entry], positions: Iterable[int], there: frozenset[str]) -> None:
    """Note those that may match in a sentence with these signs at each of the positions."""
    for entry in entries:
        if entry.may_match(there):
            for position in positions:
                found.setdefault(position, []).append(entry)


def _matches(candidates: Candidates, sentence: Sentence) -> Places:
    """The longest match at each position, from left to right, none over another."""
    found: list[tuple[int, int]] = []
    at = 0
    for position in sorted(candidates):
        if position < at:
            continue
        reach = _reach(candidates[position], sentence, position)
        if reach is None or reach[0] == position:
            continue
        end, first, last = reach
        first, last = (first, last) if 0 <= first < last else (position, end)  # braces may hold nothing
        found.append((first, last - 1))
        at = max(last, position + 1)
    return tuple(found)


def _span(sentence: Sentence, first: int, last: int) -> Span:
    return Span(sentence.tokens[first].start, sentence.tokens[last].end, first, last, sentence)


class Bundle:
    """Many lists of phrases looked for at once: those that no word of a sentence could begin are never asked."""

    def __init__(self, lists: Iterable[Phrases]) -> None:
        """Index the lists by what their matches begin with and can't do without (cost: linear)."""
        self._lists = tuple(lists)
        self._number = next(_NUMBERS)
        self._always = [at for at, phrases in enumerate(self._lists) if not phrases.is_indexed]
        self._by_sign: dict[str, list[tuple[int, Entry]]] = {}
        for at, phrases in enumerate(self._lists):
            for sign, entry in phrases.heads() if phrases.is_indexed else ():
                self._by_sign.setdefault(sign, []).append((at, entry))

    def find(self, text: Text | Sentence) -> Iterator[tuple[int, Span]]:
        """Every match of every list with the list's position, list by list, each from left to right."""
        sentences = text.sentences if isinstance(text, Text) else (text,)
        found = [
            (at, number, place)
            for number, sentence in enumerate(sentences)
            for at, place in sentence.recall(self._number, self._search)
        ]
        for at, number, place in sorted(found):
            yield at, _span(sentences[number], *place)

    def _search(self, sentence: Sentence) -> tuple[tuple[int, tuple[int, int]], ...]:
        """The lists that match in a sentence, each with the tokens of a match."""
        there = sentence.signs
        candidates: dict[int, Candidates] = {}
        for sign in self._by_sign.keys() & there:
            for at, entry in self._by_sign[sign]:
                if entry.may_match(there):
                    for position in sentence.bearers[sign]:
                        candidates.setdefault(at, {}).setdefault(position, []).append(entry)
        found = [(at, place) for at, some in candidates.items() for place in _matches(some, sentence)]
        found += [(at, place) for at in self._always for place in self._lists[at].places(sentence)]
        return tuple(found)


def _reach(candidates: Iterable[Entry], sentence: Sentence, position: int) -> Reach | None:
    """The furthest match that starts here."""
    best: Reach | None = None
    for entry in candidates:
        reach = match(entry.row, sentence.tokens, position)
        if reach and (best is None or reach[0] > best[0]):
            best = reach
    return best
