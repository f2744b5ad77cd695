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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from nlp.cached import cached_property
from nlp.phrase_compiler import Compiler, Entry, PhraseError, entries
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


class _Index:
    """The rows of some lists by what a sentence must have for them to match: few of them are ever tried."""

    def __init__(self, lists: Iterable[Iterable[Entry]]) -> None:
        self._by_key: dict[str, list[tuple[int, Entry]]] = {}
        for number, rows in enumerate(lists):
            for row in rows:
                for key in row.keys:
                    self._by_key.setdefault(key, []).append((number, row))
        self._keys = frozenset(self._by_key)

    def search(self, sentence: Sentence) -> Sequence[tuple[int, Places]]:
        """Those lists that match, by number, each with its matches from left to right."""
        there = sentence.signs
        candidates: dict[int, dict[int, list[Entry]]] = {}
        for key in self._keys & there:
            for number, row in self._by_key[key]:
                if row.may_match(there):
                    beginning = candidates.setdefault(number, {})
                    for position in row.positions(sentence, key):
                        beginning.setdefault(position, []).append(row)
        if not candidates:
            return ()
        return [(number, places) for number, rows in candidates.items() if (places := _matches(rows, sentence))]


class Phrases:
    """A list of phrases; finding costs about one look-up a token, and nothing in a sentence read before.

    They are checked when they are written down, and compiled when they are first looked for: each as far as its first
    word and the longest that it has, the rest when a sentence has those.

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
    def rows(self) -> tuple[Entry, ...]:
        """Its rows, as an index takes them."""
        return tuple(entry for parts in self._read for entry in entries(parts))

    @cached_property
    def _index(self) -> _Index:
        return _Index([self.rows])

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

    def _search(self, sentence: Sentence) -> Places:
        found = self._index.search(sentence)
        return found[0][1] if found else ()


def _matches(candidates: Mapping[int, list[Entry]], sentence: Sentence) -> Places:
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
    """Many lists of phrases looked for at once."""

    def __init__(self, lists: Iterable[Phrases]) -> None:
        """Index the lists together (cost: linear)."""
        self._index = _Index(phrases.rows for phrases in lists)
        self._number = next(_NUMBERS)

    def find(self, text: Text | Sentence) -> Iterator[tuple[int, Span]]:
        """Every match of every list with the list's position, list by list, each from left to right."""
        sentences = text.sentences if isinstance(text, Text) else (text,)
        found = [
            (at, number, place)
            for number, sentence in enumerate(sentences)
            for at, places in sentence.recall(self._number, self._search)
            for place in places
        ]
        for at, number, place in sorted(found):
            yield at, _span(sentences[number], *place)

    def _search(self, sentence: Sentence) -> tuple[tuple[int, Places], ...]:
        return tuple(self._index.search(sentence))


def _reach(candidates: Iterable[Entry], sentence: Sentence, position: int) -> Reach | None:
    """The furthest match that starts here."""
    best: Reach | None = None
    for entry in candidates:
        reach = match(entry.row, sentence.tokens, position)
        if reach and (best is None or reach[0] > best[0]):
            best = reach
    return best
