"""Whether a place in a sentence asks for a commoner word that the typed one is a slip of: "det ärr rätt".

Both words exist, so no dictionary helps. For each common word, and for each kind of word, a line was drawn between
the places where it stands in good text and any others (logistic regression over the signs of
`nlp.engines.lookalikes`; `tools/cloze.py` made the weights). What the place says for the one and against the other,
how much commoner the one is, and how easily a hand makes the slip are added up.

Source: Mays, Damerau & Mercer (1991), "Context based spelling correction".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from nlp.engines.lookalikes import UNIT, Tags, load_lookalikes, looked_up, signs_around
from nlp.ports import Lexicon, Phrasing, Placing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER: Final = Path(__file__).with_suffix("")
SURE: Final = 1.0
"""Log-odds from which a word is told to be a slip."""

AGAINST: Final = -2.0
"""Log-odds that a place says at most against what was typed: nobody has seen all places where a word can stand."""

_UNLISTED: Final = "=?"  # words that the lexicon lacks, whose places have little in common
_SIGN: Final = 2654435761
_NAME: Final = 2246822519

Slips = Mapping[str, Sequence[tuple[str, float]]]
"""By the word that is typed: what may be meant, with the log-odds before the sentence is read."""


def number_of(model: str) -> int:
    """What tells the keys of one model from those of all others."""
    return crc32(model.encode()) * _NAME & 0xFFFFFFFF


def numbers_around(words: Sequence[str], at: int, tags: Tags) -> NDArray[np.uint32]:
    """The numbers of the signs of one place, to which a model's own is added; always as many."""
    import numpy as np  # noqa: PLC0415 - 0.1 s that no page of the desk need pay

    return np.array([crc32(sign.encode()) * _SIGN & 0xFFFFFFFF for sign in signs_around(words, at, tags)], np.uint32)


def model_of(word: str, own: frozenset[str], tags: Tags) -> str:
    """By what a word's places are judged: its own model, or that of its kind."""
    return word if word in own else f"={tags.of(word)}"


class Cloze:
    """The weights of one language.

    Args:
        slips: What may be meant by what.
        own: Words that have a model of their own.
        keys: The numbers of the signs of all models, rising.
        weights: What each speaks for its model, in ``UNIT``.
        tags: What neighbours can be.
    """

    def __init__(
        self, slips: Slips, own: frozenset[str], keys: NDArray[np.uint32], weights: NDArray[np.int8], tags: Tags
    ) -> None:
        self._slips = slips
        self._keys = keys
        self._weights = weights
        self._tags = tags
        self._model = lru_cache(maxsize=20_000)(lambda word: model_of(word, own, tags))

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """The commoner word that a place surely asks for instead of the one that stands there, if there is one."""
        meant = self._slips.get(words[at])
        if meant is None:
            return None
        models = [self._model(words[at]), *(self._model(word) for word, _ in meant)]
        typed, *others = self._said_for(models, numbers_around(words, at, self._tags))
        typed = max(typed, 0.0 if models[0] == _UNLISTED else AGAINST)
        sure = [odds + said - typed for (_, odds), said in zip(meant, others, strict=True)]
        best = max(range(len(sure)), key=sure.__getitem__)
        return meant[best][0] if sure[best] >= SURE else None

    def suits(self, words: Sequence[str], at: int, instead: Sequence[str]) -> Sequence[float]:
        """What a place says for each of some words, as log-odds; of a word that the lexicon lacks, nothing."""
        models = [self._model(word) for word in instead]
        said = self._said_for(models, numbers_around(words, at, self._tags)) if models else []
        return [0.0 if model == _UNLISTED else total for model, total in zip(models, said, strict=True)]

    def _said_for(self, models: Sequence[str], signs: NDArray[np.uint32]) -> list[float]:
        """What the signs of a place speak for each of some models, as log-odds against any other word."""
        import numpy as np  # noqa: PLC0415

        wanted = signs + np.array([[number_of(model)] for model in models], np.uint32)
        return [total * UNIT for total in looked_up(wanted, self._keys, self._weights)]


class EitherPhrasing:
    """Two readers of neighbours, of whom the first is believed first."""

    def __init__(self, first: Phrasing, second: Phrasing) -> None:
        self._first = first
        self._second = second

    def fits_better(self, words: Sequence[str], at: int) -> str | None:
        """What either says belongs in the place of a word."""
        return self._first.fits_better(words, at) or self._second.fits_better(words, at)

    def suits(self, words: Sequence[str], at: int, instead: Sequence[str]) -> Sequence[float]:
        """How well others would stand in a place, as the second says, which weighs any word."""
        return self._second.suits(words, at, instead) if isinstance(self._second, Placing) else ()


def load_cloze(lang: str, lexicon: Lexicon) -> Cloze | None:
    """The shipped weights of a language (20 ms); None where there are none."""
    path = FOLDER / f"{lang}.npz"
    if not path.is_file():
        return None
    import numpy as np  # noqa: PLC0415

    slips: dict[str, list[tuple[str, float]]] = {}
    with np.load(path, allow_pickle=False) as kept:
        for typed, meant, odds in zip(
            str(kept["typed"]).split(), str(kept["meant"]).split(), kept["odds"], strict=True
        ):
            slips.setdefault(typed, []).append((meant, float(odds) * UNIT))
        own = frozenset(str(kept["own"]).split())
        return Cloze(slips, own, kept["keys"], kept["weights"], Tags(lexicon))


def load_phrasing(lang: str, lexicon: Lexicon) -> Phrasing | None:
    """Everything that reads the neighbours of a language's words."""
    pairs, cloze = load_lookalikes(lang, lexicon), load_cloze(lang, lexicon)
    return EitherPhrasing(pairs, cloze) if pairs and cloze else pairs or cloze
