"""The scales: what each sign weighs, learnt from our own corpus by ``python -m tools.train`` and shipped as one file.

An output is a category or a code; its score is the sum of the weights of all signs of a draft, as log-odds: above 0,
drafts with these signs were labelled so more often than not. Nothing of it is a score of a person, and none is shown.

One cold sentence in a warm letter is outweighed by all the warmth around it. So each sentence is weighed by itself,
too, code by code; how likely it is that any sentence bears one of a category's codes adds to the category's score.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from nlp.cached import cached_property
from nlp.finding import CATEGORY_OF

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nlp.weigh.signs import Place, Signs

FILE: Final = "weights.npz"
"""The shipped weights, beside this module."""

SINGLE: Final = 1.0
PAIR: Final = 0.5
WORD: Final = 0.7
"""How much a sign lays on the scales when it is there: pairs and words are many, and each says little."""


_SENTENCES_KEPT: Final = 600
"""Sentences whose rows are kept, by the names of their signs; some three kilobytes each."""

_SURE: Final = 8.0
"""Log-odds beyond which nothing is told apart."""


class BadWeightsError(ValueError):
    """A file of weights that can't be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Load:
    """One sign on the scales: its name, what it adds to an output, and where it stands."""

    name: str
    weight: float
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Closeup:
    """What weighs in a single sentence.

    Attributes:
        codes: The codes that sentences are weighed for, in the order of the columns.
        weights: Signs by codes, small whole numbers; the rows are those of the scales.
        units: What one of them is worth, by code.
        bias: Where each code begins.
        share: How much the log-odds of a category's codes add to its score.
    """

    codes: tuple[str, ...]
    weights: NDArray[np.int8]
    units: NDArray[np.float32]
    bias: NDArray[np.float32]
    share: Mapping[str, float]


@dataclass(frozen=True)
class Scales:
    """Weights by sign and output.

    Attributes:
        rows: The row of each sign; words of a language are named ``sv:inte``.
        weights: Signs by outputs, small whole numbers.
        units: What one of them is worth, by output.
        bias: Where each output begins, with no sign at all.
        outputs: Categories and codes, in the order of the columns.
        limits: Scores from which the scales speak (``add cold``), or below which they hush a rule (``keep cold``).
        closeup: What weighs in a single sentence, or None.
    """

    rows: Mapping[str, int]
    weights: NDArray[np.int8]
    units: NDArray[np.float32]
    bias: NDArray[np.float32]
    outputs: tuple[str, ...]
    limits: Mapping[str, float] = field(default_factory=dict)
    closeup: Closeup | None = None

    def weigh(self, signs: Signs, lang: str) -> Weighed:
        """Lay the signs of one draft on the scales."""
        return Weighed(self, signs, lang)

    @cached_property
    def values(self) -> NDArray[np.float32]:
        """What each row lays on the scales when its sign is there."""
        import numpy as np  # noqa: PLC0415 - see Weighed.scores

        return np.array(
            [WORD if name[2:3] == ":" else PAIR if "+" in name else SINGLE for name in self.rows], np.float32
        )

    def lines(self, signs: Signs, lang: str) -> list[NDArray[np.intp]]:
        """The rows of each sentence's signs, and behind them those of the draft as a whole."""
        import numpy as np  # noqa: PLC0415 - see Weighed.scores

        around = (name for name, places in signs.shared.items() if places[0][0] < 0 or places[-1][0] < 0)
        lines = []
        for index, (_, listed) in enumerate(signs.together):
            words = self._rows(f"{lang}:{word}" for word in signs.words_of(index))
            lines.append(np.concatenate((self._beside(listed), words)))
        return [*lines, self._rows(around)]

    def _rows(self, names: Iterable[str]) -> NDArray[np.intp]:
        """The rows of those signs that weigh anything."""
        import numpy as np  # noqa: PLC0415 - see Weighed.scores

        return np.array([self.rows[name] for name in names if name in self.rows], np.intp)

    @cached_property
    def _beside(self) -> Callable[[tuple[str, ...]], NDArray[np.intp]]:
        """The rows of a sentence's signs and of the pairs they make, kept for sentences that stay as they are."""
        return lru_cache(maxsize=_SENTENCES_KEPT)(self._laid_beside)

    def _laid_beside(self, listed: tuple[str, ...]) -> NDArray[np.intp]:
        import numpy as np  # noqa: PLC0415 - see Weighed.scores

        return np.concatenate((self._rows(listed), self._pairs_of(listed)))

    def _pairs_of(self, listed: Sequence[str]) -> NDArray[np.intp]:
        """The rows of the pairs that a sentence's signs make; most of those that could be made weigh nothing."""
        pairs = self._pairs
        own = [pairs.numbers[name] for name in listed if name in pairs.numbers]
        rows = pairs.rows[own][:, own]
        return rows[rows >= 0].astype(int)

    def known(self, signs: Signs, lang: str) -> Iterator[tuple[int, float, str, Sequence[Place]]]:
        """The row of each sign that weighs anything, with what it lays on the scales, its name and its places."""
        for name, value, sign, places in single_loads(signs, lang):
            if name in self.rows:
                yield self.rows[name], value, sign, places
        found: dict[int, list[Place]] = {}
        for place, listed in signs.together:
            for row in self._pairs_of(listed).tolist():
                found.setdefault(row, []).append(place)
        yield from ((row, PAIR, self._pairs.names[row], places) for row, places in found.items())

    @cached_property
    def _pairs(self) -> _Pairs:
        import numpy as np  # noqa: PLC0415 - see Weighed.scores

        names = {row: name for name, row in self.rows.items() if "+" in name}
        known = sorted({half for name in names.values() for half in name.split("+", 1)})
        numbers = {name: number for number, name in enumerate(known)}
        rows = np.full((len(known), len(known)), -1, dtype=np.int32)
        for row, name in names.items():
            one, _, other = name.partition("+")
            rows[numbers[one], numbers[other]] = row
        return _Pairs(numbers, rows, names)


@dataclass(frozen=True)
class _Pairs:
    """Which two signs weigh something beside each other.

    Attributes:
        numbers: The number of each sign that is half of a pair.
        rows: By the numbers of two signs (in the order of their names) the row of their pair, or -1. So small a table
            stays in the processor's cache; by name, a draft's thousands of pairs took a fifth of a check.
        names: The name of each such row.
    """

    numbers: Mapping[str, int]
    rows: NDArray[np.int32]
    names: Mapping[int, str]


@dataclass(frozen=True)
class Weighed:
    """A draft on the scales."""

    scales: Scales
    signs: Signs = field(repr=False)
    lang: str

    def score(self, output: str) -> float:
        """The log-odds of an output; a big negative number for one the scales don't know."""
        return float(self.scores[self.scales.outputs.index(output)]) if output in self.scales.outputs else -99.0

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """All outputs at once."""
        import numpy as np  # noqa: PLC0415 - paid at the first weighing, not when a web process starts

        there = np.zeros(len(self.scales.values), dtype=bool)
        there[np.concatenate(self._lines)] = True
        rows = there.nonzero()[0]
        laid = self.scales.values[rows] @ self.scales.weights[rows]
        total: NDArray[np.float32] = laid * self.scales.units + self.scales.bias
        for category, share in self.scales.closeup.share.items() if self.scales.closeup else ():
            total[self.scales.outputs.index(category)] += share * self._any_code(category)
        return total

    def _any_code(self, category: str) -> float:
        """The log-odds that any sentence bears a code of a category."""
        import numpy as np  # noqa: PLC0415 - see scores

        closeup = self.scales.closeup
        if closeup is None:
            return -_SURE
        own = [column for column, code in enumerate(closeup.codes) if CATEGORY_OF[code] == category]
        return float(any_of(self.by_sentence.max(axis=0, initial=-_SURE)[np.newaxis, own])[0])

    @cached_property
    def by_sentence(self) -> NDArray[np.float32]:
        """The log-odds of each code of the close-up in each sentence (rows); no row without a close-up."""
        import numpy as np  # noqa: PLC0415 - see scores

        closeup = self.scales.closeup
        if closeup is None:
            return np.zeros((0, 0), dtype=np.float32)
        sums = np.array([self.scales.values[rows] @ closeup.weights[rows] for rows in self._lines])
        result: NDArray[np.float32] = (sums[:-1] + sums[-1]) * closeup.units + closeup.bias
        return result

    @cached_property
    def _lines(self) -> list[NDArray[np.intp]]:
        return self.scales.lines(self.signs, self.lang)

    def fit(self, code: str) -> float:
        """How well a code fits: the draft as a whole, or its worst sentence."""
        closeup = self.scales.closeup
        if closeup is None or code not in closeup.codes:
            return self.score(code)
        return max(self.score(code), float(self.by_sentence[:, closeup.codes.index(code)].max(initial=-_SURE)))

    def worst(self, code: str, sentences: Collection[int]) -> int | None:
        """Which of these sentences bears a code most likely; None where sentences aren't weighed for it."""
        closeup = self.scales.closeup
        if closeup is None or code not in closeup.codes:
            return None
        column = self.by_sentence[:, closeup.codes.index(code)]
        known = [at for at in sentences if at < len(column)]
        return max(known, key=lambda at: float(column[at])) if known else None

    def loads(self, output: str) -> Iterator[Load]:
        """What every sign adds to an output of the whole draft; nothing where sentences alone are weighed for it."""
        if output not in self.scales.outputs:
            return
        column = self.scales.outputs.index(output)
        unit = float(self.scales.units[column])
        for row, value, name, places in self.scales.known(self.signs, self.lang):
            yield Load(name, float(self.scales.weights[row, column]) * unit * value, tuple(places))


def any_of(odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """The log-odds that at least one of several is so, from the log-odds of each (one row a draft)."""
    import numpy as np  # noqa: PLC0415 - see Weighed.scores

    none: NDArray[np.float32] = -np.logaddexp(0, odds).sum(axis=1)  # log of the chance that none is
    result: NDArray[np.float32] = np.clip(np.log(np.maximum(-np.expm1(none), 1e-4)) - none, -_SURE, _SURE)
    return result


def loads(signs: Signs, lang: str) -> Iterator[tuple[str, float, str, list[Place]]]:
    """Each sign by the name of its row, with what it lays on the scales, its plain name and its places."""
    yield from single_loads(signs, lang)
    pairs: dict[str, list[Place]] = {}
    for place, names in signs.together:
        for one, other in combinations(names, 2):
            pairs.setdefault(f"{one}+{other}", []).append(place)
    yield from ((name, PAIR, name, places) for name, places in pairs.items())


def laid_by_sentence(signs: Signs, lang: str, count: int) -> list[dict[str, float]]:
    """What each sentence lays on the scales by itself, with what is known around it: the question, the phase."""
    lines: list[dict[str, float]] = [{} for _ in range(count)]
    for name, value, _, places in loads(signs, lang):
        around = places[0][0] < 0 and ", " not in name.removeprefix("q:") and not name.endswith(" twice")
        for at in range(count) if around else {place[0] for place in places} - {-1}:
            lines[at][name] = value
    return lines


def single_loads(signs: Signs, lang: str) -> Iterator[tuple[str, float, str, list[Place]]]:
    """The same without the pairs."""
    for name, places in signs.shared.items():
        yield name, SINGLE, name, places
    for name, places in signs.words.items():
        yield f"{lang}:{name}", WORD, name, places


def load_scales() -> Scales:
    """The shipped scales (cost: some milliseconds).

    Raises:
        BadWeightsError: The file is missing or damaged.
    """
    file = resources.files("nlp.weigh") / FILE
    try:
        with resources.as_file(file) as path:
            return read_scales(path)
    except OSError as error:
        msg = f"{FILE} is missing; `python -m tools.train` makes it anew."
        raise BadWeightsError(msg) from error


@lru_cache(maxsize=1)
def shipped_scales() -> Scales | None:
    """The shipped scales, or None where they can't be used: then the rules speak alone."""
    try:
        return load_scales()
    except BadWeightsError:
        return None


def read_scales(path: Any) -> Scales:
    """Scales from a file of weights.

    Raises:
        BadWeightsError: It is no such file.
        OSError: It can't be read.
    """
    import numpy as np  # noqa: PLC0415 - see Weighed.scores

    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(bytes(file["about"]).decode("utf-8"))
            return Scales(
                rows={name: row for row, name in enumerate(about["signs"])},
                weights=file["weights"],
                units=file["units"],
                bias=file["bias"],
                outputs=tuple(about["outputs"]),
                limits=about["limits"],
                closeup=Closeup(
                    codes=tuple(about["codes"]),
                    weights=file["sentence_weights"],
                    units=file["sentence_units"],
                    bias=file["sentence_bias"],
                    share=about["share"],
                ),
            )
    except (ValueError, KeyError) as error:
        msg = f"{path} holds no weights: {error}"
        raise BadWeightsError(msg) from error
