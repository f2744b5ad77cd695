"""Which of two words that look alike fits between its neighbours, by how often three words stand together.

The counts are those of the English language model that comes with PocketSphinx (Carnegie Mellon University, BSD): a
few million pairs and triples of general English. It is opened at the first English draft (0.2 s, 33 MB); asking
costs a microsecond a triple.

What speaks for a look-alike is added up in nats: how much better it goes with the words around, how easily the one is
typed for the other, and how common both are. The weights are those of a logistic regression on good sentences, left
as they were and with one word changed (ADR 0024).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import permutations
from math import log
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Final

from nlp.engines.counts import load_counts
from nlp.typos.edits import single_edits
from nlp.typos.slips import slips

_NAT: Final = 1e-4  # its logarithms have the base 1.0001
_UNHEARD: Final = -500_000_000
_START: Final = "<s>"
_KEPT: Final = 8_000  # words with those that look alike
_FEWEST: Final = 2  # words in a row that tell anything
_COMMON: Final = 10  # frequency class of a word that a hand may have meant
_EVERYDAY: Final = 12
_NEAR: Final = 1.2  # slips
_SURE: Final = 3.3  # nats from which another word is told

_SHORTENED: Final = frozenset(
    {"been", "got", "a", "an", "the", "not", "now", "already", "always", "never", "still", "just", "gone", "due"}
)
"""Before which an apostrophe and an s are "is" or "has"."""

_CLEARLY: Final = 1.0  # nats by which one wording reads worse than another

_BEFORE: Final = 0.84  # what fitting better behind the words before weighs
_NEXT: Final = 0.83  # and before the next word
_AFTER: Final = 0.76  # and before the one after that
_UNSEEN: Final = -0.19  # a following word that nobody counted
_ANY: Final = -3.41  # what any word starts from: most are right
_RARE: Final = -2.0  # and one that is not an everyday word: who writes it, means it
_CONFUSED: Final = 3.04  # that many people confuse the two
_LOST: Final = 3.63  # that it lacks the apostrophe of an owner: "my friends house"
_TOO_MANY: Final = 0.6  # that it has one too many: "two book's"
_A_SLIP: Final = -0.28  # each slip that it takes
_UNCOUNTED: Final = 0.33  # that the model doesn't know the word that was typed
_TYPED: Final = -0.254  # a frequency class of the word that was typed
_MEANT: Final = 0.134  # and of the other
_RARER: Final = -0.46  # how much commoner the other is by itself, which the fit has counted in


class Triples:
    """The language model: how likely a word is after two others.

    Args:
        model: What answers ``prob`` with words, the latest first.
        counts: Frequency classes of lower-case words.
        confused: Words that people confuse, by word.
    """

    def __init__(self, model: Any, counts: Mapping[str, int], confused: Mapping[str, frozenset[str]]) -> None:
        self._model = model
        self._counts = counts
        self._confused = confused
        self.lookalikes = lru_cache(maxsize=_KEPT)(self._lookalikes)
        self._knows = lru_cache(maxsize=_KEPT)(self._is_counted)

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """The look-alike that surely belongs in the place of a word; marks part what is asked together."""
        word = words[at]
        others = self.lookalikes(word)
        if not others:
            return None
        before, behind = self._before(words, at), self._behind(words, at)
        if 1 + len(behind) + sum(one != _START for one in before) < _FEWEST:
            return None
        needed = _SURE + self._fit(word, before, behind)
        if len(behind) < 2 and self._is_unseen(words, at + 1 + len(behind)):
            needed -= _UNSEEN
        best, meant = needed, None
        shortened = word.endswith("'s") and at + 1 < len(words) and words[at + 1] in _SHORTENED
        likely = self._model.prob
        for worth, other in others:
            if worth < best:
                continue  # nothing that stands around adds to it
            if shortened and word == f"{other[:-1]}'s":
                continue  # "the knitting circle's been moved"
            gain = worth + _BEFORE * (likely([other, *before]) * _NAT)  # all look-alikes are counted
            if gain < best:
                continue  # nor do the words that follow make it any likelier
            gain += self._before_these(other, before, behind)
            if gain >= best:
                best, meant = gain, other
        return meant

    def reads_worse(self, words: Sequence[str], at: int, end: int, instead: Sequence[str]) -> bool:
        """Whether a row of words is clearly less likely with others in the place of those from ``at`` to ``end``."""
        before, behind = list(reversed(self._before(words, at))), list(words[end : end + 2])
        as_it_is = self._likelihood(before, [*words[at:end], *behind])
        return self._likelihood(before, [*instead, *behind]) < as_it_is - _CLEARLY

    def suits(self, words: Sequence[str], at: int, instead: Sequence[str]) -> Sequence[float]:
        """How much likelier each of some words is in a place than anywhere, with those around it."""
        before, behind = self._before(words, at), self._behind(words, at)
        return [self._fit(word, before, behind) - _BEFORE * self._alone(word) for word in instead]

    def _likelihood(self, before: Sequence[str], words: Sequence[str]) -> float:
        """How likely words are behind others, in nats; marks part them, as does what nobody counted."""
        row, total = list(before), 0.0
        for word in words:
            known = word[0].isalpha() and self._knows(word)
            if known:
                total += self._prob(word, *reversed(row[-2:]))
            elif word[0].isalpha():
                total += self._alone(word)
            row = [*row, word] if known else []
        return total

    def _before(self, words: Sequence[str], at: int) -> list[str]:
        """At most two counted words before a place, the latest first; the sentence's start is one."""
        found: list[str] = []
        for place in range(at - 1, at - 3, -1):
            if place < 0:
                return [*found, _START]
            if not (words[place][0].isalpha() and self._knows(words[place])):
                break
            found.append(words[place])
        return found

    def _behind(self, words: Sequence[str], at: int) -> list[str]:
        """At most two counted words behind a place."""
        found: list[str] = []
        for word in words[at + 1 : at + 3]:
            if not (word[0].isalpha() and self._knows(word)):
                break
            found.append(word)
        return found

    def _is_unseen(self, words: Sequence[str], at: int) -> bool:
        return at < len(words) and words[at][0].isalpha()

    def _fit(self, word: str, before: Sequence[str], behind: Sequence[str]) -> float:
        """How well a word goes with those around it; one that nobody counted goes with none of them."""
        alone = self._prob(word, *before) if self._knows(word) else self._alone(word)
        return _BEFORE * alone + self._before_these(word, before, behind)

    def _before_these(self, word: str, before: Sequence[str], behind: Sequence[str]) -> float:
        if not behind:
            return 0.0
        known = self._knows(word)
        fit = _NEXT * self._prob(behind[0], *((word, *before[:1]) if known else ()))
        if len(behind) > 1:
            fit += _AFTER * self._prob(behind[1], behind[0], *((word,) if known else ()))
        return fit

    def _alone(self, word: str) -> float:
        """How likely a word is wherever it stands; of one that the model lacks, by how often it is written."""
        if self._knows(word):
            return self._prob(word)
        return log(10) * (max(self._counts.get(word, 0), 0.5) / 4 - 8)  # a class is a quarter of a power of ten

    def _lookalikes(self, word: str) -> tuple[tuple[float, str], ...]:
        """Words that may have been meant, with what speaks for them wherever they stand."""
        confused = self._confused.get(word, frozenset())
        found = {other: _CONFUSED + _A_SLIP * slips(word, other) for other in confused}
        if word in self._counts and len(word) > 1 and "'" not in word:
            rare = _RARE * (self._counts[word] < _EVERYDAY)
            common = {o for o in single_edits(word, ascii_lowercase) if self._counts.get(o, 0) >= _COMMON} - confused
            near = ((slips(word, o), o) for o in common if not _is_variant(word, o))
            found |= {other: rare + _A_SLIP * cost for cost, other in near if cost <= _NEAR}
        for other, worth in _with_owner(word):
            found.setdefault(other, worth + _A_SLIP * slips(word, other))
        return tuple(
            (worth + self._start(word, other), other) for other, worth in found.items() if self._knows(other)
        )

    def _start(self, word: str, other: str) -> float:
        """What speaks for taking one word for another by how common they are."""
        classes = _TYPED * self._counts.get(word, 0) + _MEANT * self._counts.get(other, 0)
        rarer = _RARER * (self._alone(other) - self._alone(word))
        return _ANY + _UNCOUNTED * (not self._knows(word)) + classes + rarer

    def _is_counted(self, word: str) -> bool:
        return bool(self._prob(word) > _UNHEARD * _NAT)

    def _prob(self, word: str, *before: str) -> float:
        likely: int = self._model.prob([word, *before])
        return likely * _NAT


def _with_owner(word: str) -> Iterator[tuple[str, float]]:
    """The word with the apostrophe that it lacks, or without the one that it has."""
    if word.endswith("'s"):
        yield word.removesuffix("'s") + "s", _TOO_MANY
    elif word.endswith("s") and len(word) > 3:
        yield word[:-1] + "'s", _LOST


def _is_variant(one: str, other: str) -> bool:
    """Whether two words are forms of one, or spellings of two shores: "cent, cents", "behaviour", "defence"."""
    short, long = sorted((one, other), key=len)
    if long == short + "s" or long.replace("our", "or") == short.replace("our", "or"):
        return True
    differ = [{a, b} for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(differ) == 1 and differ[0] in ({"s", "z"}, {"c", "s"}, {"e", "a"})


@lru_cache(maxsize=1)
def load_confused() -> dict[str, frozenset[str]]:
    """English words that people confuse, by word."""
    groups = tomllib.loads((Path(__file__).parent / "lookalikes" / "confused.toml").read_text("utf-8"))["en"]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in (pair for group in groups for pair in permutations(group.split(), 2)):
        found[one].add(other)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def load_triples() -> Triples | None:
    """The model of PocketSphinx; None where it isn't installed."""
    package = find_spec("pocketsphinx")
    if package is None or not package.submodule_search_locations:
        return None
    model = Path(package.submodule_search_locations[0]) / "model" / "en-us" / "en-us.lm.bin"
    if not model.is_file():
        return None
    from pocketsphinx import LogMath, NGramModel  # noqa: PLC0415 - only English drafts need it

    return Triples(NGramModel(None, LogMath(), str(model)), load_counts("en"), load_confused())
