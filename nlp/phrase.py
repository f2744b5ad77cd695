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
``@name``              one phrase of that list of the pack
``a {b c} d``          only what stands in braces is the match; the rest must stand around it
=====================  ==========================================================================

Marks stand for themselves (``,`` ``?``). A phrase without elements, or with an unknown list, is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from nlp.phrase_compiler import Compiler, PhraseError
from nlp.phrase_elements import Reach, Row, head_signs, match
from nlp.text import Sentence, Text

__all__ = ["PhraseError", "Phrases", "Span"]

_NUMBERS: Final = count()


@dataclass(frozen=True, slots=True)
class Span:
    """A match: the tokens it took, as code points and as token positions."""

    start: int
    end: int
    first: int
    last: int
    sentence: Sentence


class Phrases:
    """A compiled list of phrases; finding costs about one look-up a token."""

    def __init__(self, phrases: Iterable[str], lang: str, lists: Mapping[str, Iterable[str]] | None = None) -> None:
        """Compile.

        Args:
            phrases: Phrases in the little language.
            lang: Their language, for folding and splitting.
            lists: The lists that ``@name`` may name.

        Raises:
            PhraseError: A phrase is empty, broken, or names an unknown list.
        """
        self.source = tuple(phrases)
        self._number = next(_NUMBERS)
        self._by_sign: dict[str, list[Row]] = {}
        self._at_start: list[Row] = []
        self._anywhere: list[Row] = []
        compiler = Compiler(lang, lists or {})
        for phrase in self.source:
            for elements in compiler.compile(phrase):
                self._index(elements)
        self._signs = frozenset(self._by_sign)

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self.source)

    def find(self, text: Text | Sentence) -> Iterator[Span]:
        """Every match, left to right, the longest at each position; matches don't overlap."""
        if not (self._anywhere or self._at_start) and self._signs.isdisjoint(text.signs):
            return
        for sentence in text.sentences if isinstance(text, Text) else (text,):
            yield from self._find_in(sentence)

    def first(self, text: Text | Sentence) -> Span | None:
        """The first match, or None."""
        return next(self.find(text), None)

    def within(self, text: Text | Sentence) -> bool:
        """Whether there is a match."""
        return self.first(text) is not None

    def _index(self, elements: Row) -> None:
        signs = head_signs(elements)
        for sign in signs or ():
            self._by_sign.setdefault(sign, []).append(elements)
        if signs is None and elements[0].anchor == "^":
            self._at_start.append(elements)
        elif signs is None:
            self._anywhere.append(elements)

    def _find_in(self, sentence: Sentence) -> Iterator[Span]:
        """The matches of one sentence; one that was read before is remembered, wherever it stands now."""
        places = sentence.memory.get(self._number)
        if places is None:
            places = sentence.memory[self._number] = tuple(self._search(sentence))
        for first, last in places:
            yield Span(sentence.tokens[first].start, sentence.tokens[last].end, first, last, sentence)

    def _search(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        at = 0
        for position in self._starts(sentence):
            if position < at:
                continue
            reach = self._reach(sentence, position)
            if reach is None or reach[0] == position:
                continue
            end, first, last = reach
            first, last = (first, last) if first >= 0 else (position, end)
            yield first, last - 1
            at = max(last, position + 1)

    def _starts(self, sentence: Sentence) -> Iterable[int]:
        """Where a match may start, in order: few tokens bear a sign that any phrase begins with."""
        if self._anywhere:
            return range(len(sentence.tokens))
        signs = self._signs & sentence.signs
        if not signs and not self._at_start:
            return ()
        positions = {position for sign in signs for position in sentence.bearers[sign]}
        if self._at_start:
            positions.update(sentence.openers)
        return sorted(positions)

    def _reach(self, sentence: Sentence, position: int) -> Reach | None:
        """The furthest match that starts here."""
        tokens = sentence.tokens
        candidates = [*self._anywhere, *self._at_start] if position in sentence.openers else list(self._anywhere)
        for sign in tokens[position].signs & self._signs:
            candidates += self._by_sign[sign]
        best: Reach | None = None
        for candidate in candidates:
            reach = match(candidate, 0, tokens, position)
            if reach and (best is None or reach[0] > best[0]):
                best = reach
        return best
