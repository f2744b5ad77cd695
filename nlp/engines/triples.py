"""Which of two words that look alike fits between its neighbours, by how often three words stand together.

The counts are those of the English language model that comes with PocketSphinx (Carnegie Mellon University, BSD): a
few million pairs and triples of general English. It is opened at the first English draft (0.2 s, 33 MB); asking
costs a microsecond a triple.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Final

from nlp.edits import single_edits
from nlp.engines.counts import load_counts
from nlp.slips import slips

_NAT: Final = 1e-4  # its logarithms have the base 1.0001
_UNHEARD: Final = -500_000_000
_START: Final = "<s>"
_KEPT: Final = 8_000  # words with those that look alike
_FEWEST: Final = 3  # words in a row that tell anything
_SURE: Final = 6.5  # nats by which another word must fit better
_EVERYDAY: Final = 12  # frequency class of a word that a hand may have meant
_NEAR: Final = 1.2  # slips
_A_SLIP: Final = 2.0  # what a slip weighs, in nats
_RARER: Final = 0.35  # how much of a word's rareness speaks for it: a rare word in its place is no slip
_UNSEEN: Final = 2.5  # and a following word that nobody counted, which leaves half the question open
_CONFUSED: Final = -1.5  # and what words weigh that many people confuse
_BY_EAR: Final[Mapping[str, Sequence[str]]] = {
    "your": ("you're",), "you're": ("your",), "its": ("it's",), "it's": ("its",), "whose": ("who's",),
    "who's": ("whose",), "their": ("there", "they're"), "there": ("their", "they're"), "they're": ("their", "there"),
    "were": ("we're", "where"), "where": ("were",), "lets": ("let's",), "wont": ("won't",), "cant": ("can't",),
    "ill": ("i'll",), "id": ("i'd",), "hes": ("he's",), "shes": ("she's",), "well": ("we'll",),
    "though": ("thought", "through"), "by": ("buy",), "buy": ("by",),
    "hear": ("here",), "here": ("hear",), "to": ("too", "two"), "too": ("to", "two"), "are": ("our",),
    "our": ("are",), "weather": ("whether",), "no": ("know",), "know": ("no",), "write": ("right",),
    "right": ("write",), "then": ("than",), "than": ("then",), "lose": ("loose",), "loose": ("lose",),
    "affect": ("effect",), "effect": ("affect",), "east": ("easy",), "past": ("passed",), "passed": ("past",),
    "new": ("knew",), "week": ("weak",), "weak": ("week",), "piece": ("peace",), "peace": ("piece",),
    "brake": ("break",), "break": ("brake",), "advise": ("advice",), "advice": ("advise",), "wear": ("where",),
    "accept": ("except",), "except": ("accept",), "quiet": ("quite",), "quite": ("quiet",), "lead": ("led",),
}  # fmt: skip


class Triples:
    """The language model: how likely a word is after two others.

    Args:
        model: What answers ``prob`` with words, the latest first.
        counts: Frequency classes of lower-case words.
    """

    def __init__(self, model: Any, counts: Mapping[str, int]) -> None:
        self._model = model
        self._counts = counts
        self.lookalikes = lru_cache(maxsize=_KEPT)(self._lookalikes)
        self._knows = lru_cache(maxsize=_KEPT)(self._is_counted)

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """The look-alike that surely belongs in the place of a word; marks part what is asked together."""
        first, behind = at, at + 1
        while first and words[first - 1][0].isalpha():
            first -= 1
        while behind < len(words) and words[behind][0].isalpha():
            behind += 1
        if behind - first < _FEWEST or not self._knows(words[at]):
            return None
        first = max(first, at - 2)  # further off nothing is asked
        gain, other = self._best(words[first : min(behind, at + 3)], at - first)
        return other if gain >= _SURE else None

    def _best(self, words: Sequence[str], at: int) -> tuple[float, str]:
        """What surely fits better in the place of a word, and by how much, in nats."""
        word = words[at]
        own, alone = self._worth(words, at, word), self._prob(word)
        unseen = _UNSEEN * (at + 1 < len(words) and not self._knows(words[at + 1]))
        before = self._known_before([_START, *words[:at]])
        best = 0.0, word
        for dear, frequent, other in self.lookalikes(word):
            price = own + dear + unseen + _RARER * max(0.0, frequent - alone)
            if self._prob(other, *before) - price < _SURE:
                continue  # nor do the words that follow make it any likelier
            best = max(best, (self._worth(words, at, other) - price, other))
        return best

    def _worth(self, words: Sequence[str], at: int, word: str) -> float:
        """How likely a word and the two that follow it are in their place."""
        line = [_START, *words[:at], word, *words[at + 1 : at + 3]]
        worth = 0.0
        for place in range(at + 1, len(line)):
            if not self._knows(line[place]):
                break
            worth += self._prob(line[place], *self._known_before(line[:place]))
        return worth

    def _known_before(self, line: Sequence[str]) -> list[str]:
        """The last two words, the later first, as far as they were counted."""
        before = []
        for other in reversed(line[-2:]):
            if other != _START and not self._knows(other):
                break
            before.append(other)
        return before

    def _lookalikes(self, word: str) -> tuple[tuple[float, float, str], ...]:
        """Everyday words near to one, with what they cost and how likely they are by themselves."""
        heard = _BY_EAR.get(word, ())
        confused = [(_CONFUSED, self._prob(other), other) for other in heard if self._knows(other)]
        if self._counts.get(word, 0) < _EVERYDAY:
            return tuple(confused)
        near = {*single_edits(word, ascii_lowercase)} - {word, *heard}
        common = (o for o in near if self._counts.get(o, 0) >= _EVERYDAY and slips(word, o) <= _NEAR)
        meant = (o for o in common if self._knows(o) and not _is_variant(word, o))
        typed = ((_A_SLIP * slips(word, o), self._prob(o), o) for o in meant)
        return (*confused, *typed)

    def _is_counted(self, word: str) -> bool:
        return bool(self._prob(word) > _UNHEARD * _NAT)

    def _prob(self, word: str, *before: str) -> float:
        return float(self._model.prob([word, *before])) * _NAT


def _is_variant(one: str, other: str) -> bool:
    """Whether two words are forms of one, or spellings of two shores: "cent, cents", "behaviour", "defence"."""
    short, long = sorted((one, other), key=len)
    if long == short + "s" or long.replace("our", "or") == short.replace("our", "or"):
        return True
    differ = [{a, b} for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(differ) == 1 and differ[0] in ({"s", "z"}, {"c", "s"}, {"e", "a"})


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

    return Triples(NGramModel(None, LogMath(), str(model)), load_counts("en"))
