"""Common words near to a misspelt one, however it was misspelt, found among all words whose frequency is known.

A dictionary's walk (`nlp.engines.nearest`) stops at the nearest forms; a word typed by ear ("excelnt", "erfarente")
is often nearer to something rare than to what was meant. Here every counted word of about the same length and of
almost the same letters is weighed, in one sweep over arrays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from nlp.engines.counts import load_counts
from nlp.typos.slips import bare, slips

_HEARD: Final = 4  # frequency class from which a word is common enough to be meant
_BINS: Final = 32  # letters in their plain form; what is no letter shares the first bin
_LONGER: Final = 2  # letters by which a word may be longer or shorter
_APART: Final = 4  # letters in one word and not in the other: two slips make at most four
_WEIGHED: Final = 60  # words whose slips are counted
_FAR: Final = 2.6  # slips beyond which nothing is near
_A_LETTER: Final = 0.3  # slips that each letter typed makes room for
_ANSWERS_KEPT: Final = 2_000
_SHORT: Final = 4  # letters below which everything is near to everything


def heard_near(lang: str, typed: str) -> tuple[tuple[float, str], ...]:
    """Common words of a language near to a small one, with what they cost in slips, nearest first."""
    return _load_heard(lang).near(typed)


@lru_cache(maxsize=8)
def _load_heard(lang: str) -> HeardWords:
    return HeardWords(load_counts(lang))


class HeardWords:
    """The commoner words of a language by their letters (cost: half a second and 5 MB; a question 5 to 10 ms).

    Args:
        counts: Frequency classes of lower-case words.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        import numpy as np  # noqa: PLC0415 - 0.1 s that a reply without a slip need not pay

        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word, heard in counts.items():
            if heard >= _HEARD and len(word) >= _SHORT and word.isalpha():
                by_length[len(word)].append(word)
        self._np: Any = np
        self._words = dict(by_length)
        self._letters = {length: self._count(words, length) for length, words in by_length.items()}
        self._asked = lru_cache(maxsize=_ANSWERS_KEPT)(self._near)
        self._classes = {
            length: np.array([counts[word] for word in words], dtype=np.int16) for length, words in by_length.items()
        }

    def near(self, typed: str) -> tuple[tuple[float, str], ...]:
        """Words a few slips away, with what they cost in slips, nearest first; nothing for the shortest."""
        return self._asked(typed)

    def _near(self, typed: str) -> tuple[tuple[float, str], ...]:
        np, length = self._np, len(typed)
        if length < _SHORT:
            return ()
        wanted = self._count([typed], length)[0]
        close: list[tuple[int, str]] = []
        for other in range(length - _LONGER, length + _LONGER + 1):
            if other in self._words:
                apart = np.abs(self._letters[other] - wanted).sum(axis=1)
                places = np.flatnonzero(apart <= _APART)
                ranks = apart[places] * _APART - self._classes[other][places]
                close += [(int(rank), self._words[other][at]) for rank, at in zip(ranks, places, strict=True)]
        weighed = ((slips(typed, word), word) for _, word in sorted(close)[:_WEIGHED])
        return tuple(sorted((cost, word) for cost, word in weighed if 0 < cost <= min(_FAR, length * _A_LETTER)))

    def _count(self, words: list[str], length: int) -> Any:
        """How often each letter stands in each of some words of one length: an array of words by letters."""
        np = self._np
        codes = np.array(words, dtype=f"U{length}").view(np.uint32).reshape(len(words), length)
        distinct, places = np.unique(codes, return_inverse=True)
        bins = np.array([_bin(chr(code)) for code in distinct])[places.reshape(codes.shape)]
        letters = np.zeros((len(words), _BINS), dtype=np.int8)
        rows = np.arange(len(words))
        for column in bins.T:
            letters[rows, column] += 1
        return letters


def _bin(char: str) -> int:
    return max(0, min(ord(bare(char)) - ord("`"), _BINS - 1))
