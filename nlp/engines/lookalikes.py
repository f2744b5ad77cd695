"""Which of two small words that look alike belongs between its neighbours: "e" or "è", "och" or "att".

For each pair that people confuse, a line was drawn by what stands around either word in good text: the neighbours
themselves, what they can be, and how they end (logistic regression; `tools/lookalikes.py` made the weights). What is
told for what, and how surely, stands in ``lookalikes/pairs.toml``.

Source: Golding & Roth (1999), "A Winnow-based approach to context-sensitive spelling correction".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from nlp.ports import Lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER: Final = Path(__file__).with_suffix("")
UNIT: Final = 1 / 24
"""What a whole weight is worth, in nats."""

_EDGE: Final = "|"
_FORMS: Final = (
    "VerbForm=Part", "VerbForm=Inf", "VerbForm=Sup", "VerbForm=Ger", "Number=Plur", "Number=Sing", "Definite=Def",
)  # fmt: skip
_TAGS_KEPT: Final = 20_000

Pairs = Mapping[str, Mapping[str, float]]
"""By the word that is typed: what may be meant, and the log-odds from which it is told."""


class Tags:
    """What a word can be, in short: its parts of speech with number and verb form."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.of = lru_cache(maxsize=_TAGS_KEPT)(self._of)

    def _of(self, word: str) -> str:
        if not word[:1].isalpha():
            return word
        found = {
            reading.pos + "".join(form[-4:-2] for form in _FORMS if form in reading.feats)
            for reading in self._lexicon.readings(word)
        }
        return "/".join(sorted(found)) or "?"


def signs_around(words: Sequence[str], at: int, tags: Tags) -> tuple[str, ...]:
    """The signs of one place among the small words and marks of a sentence; always as many."""
    before, last, following, after = (
        words[at + step] if 0 <= at + step < len(words) else _EDGE for step in (-2, -1, 1, 2)
    )
    tag_before, tag_last, tag_following, tag_after = map(tags.of, (before, last, following, after))
    return (
        "", f"l {last}", f"f {following}", f"b {before}", f"a {after}",
        f"lf {last} {following}", f"bl {before} {last}", f"fa {following} {after}",
        f"tl {tag_last}", f"tf {tag_following}", f"tlf {tag_last} {tag_following}",
        f"tfa {tag_following} {tag_after}", f"tbl {tag_before} {tag_last}",
        f"el {last[-3:]}", f"ef {following[-3:]}",
    )  # fmt: skip


def key_of(pair: tuple[str, str], sign: str) -> int:
    """The number under which the weight of a sign for a pair is kept; the pair in alphabetical order."""
    return keys_of(pair, [sign])[0]


def keys_of(pair: tuple[str, str], signs: Iterable[str]) -> list[int]:
    """Those of several signs."""
    begun = crc32(f"{pair[0]} {pair[1]} ".encode())
    return [crc32(sign.encode(), begun) for sign in signs]


def looked_up(wanted: NDArray[np.uint32], keys: NDArray[np.uint32], weights: NDArray[np.int8]) -> list[int]:
    """The sum of the weights of each row of numbers; one that is not among the rising keys weighs nothing.

    Methods rather than functions of numpy: for so few numbers those cost as much again.
    """
    places = keys.searchsorted(wanted)
    known = keys.take(places, mode="clip") == wanted
    sums: list[int] = (weights.take(places, mode="clip") * known).sum(axis=1, dtype="int32").tolist()
    return sums


class Lookalikes:
    """The weights of one language.

    Args:
        pairs: What may be told for what.
        keys: The numbers of the signs, rising.
        weights: What each speaks for the second word of its pair, in ``UNIT``.
        tags: What neighbours can be.
    """

    def __init__(self, pairs: Pairs, keys: NDArray[np.uint32], weights: NDArray[np.int8], tags: Tags) -> None:
        self._pairs = pairs
        self._keys = keys
        self._weights = weights
        self._tags = tags

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """The look-alike that surely belongs in the place of a word, if there is one."""
        meant = self._pairs.get(words[at], {})
        if not meant:
            return None
        odds = self._odds(words[at], list(meant), signs_around(words, at, self._tags))
        sure = {other: found - limit for (other, limit), found in zip(meant.items(), odds, strict=True)}
        best = max(sure, key=sure.__getitem__)
        return best if sure[best] >= 0 else None

    def _odds(self, typed: str, others: Sequence[str], signs: Sequence[str]) -> list[float]:
        """The log-odds with which each of some other words belongs where one was typed."""
        import numpy as np  # noqa: PLC0415 - 0.1 s that no page of the desk need pay

        pairs = [(min(typed, other), max(typed, other)) for other in others]
        wanted = np.array([keys_of(pair, signs) for pair in pairs], dtype=np.uint32)
        totals = [UNIT * total for total in looked_up(wanted, self._keys, self._weights)]
        return [total if other > typed else -total for other, total in zip(others, totals, strict=True)]


@lru_cache(maxsize=8)
def load_pairs(lang: str) -> Pairs:
    """What may be told for what in a language; empty for one that has no pairs."""
    pairs: dict[str, Pairs] = tomllib.loads((FOLDER / "pairs.toml").read_text("utf-8"))
    return pairs.get(lang, {})


def load_lookalikes(lang: str, lexicon: Lexicon) -> Lookalikes | None:
    """The shipped weights of a language (10 ms); None where there are none."""
    path = FOLDER / f"{lang}.npz"
    if not path.is_file():
        return None
    import numpy as np  # noqa: PLC0415

    with np.load(path, allow_pickle=False) as kept:
        return Lookalikes(load_pairs(lang), kept["keys"], kept["weights"], Tags(lexicon))
