"""``python -m tools.train``: learn from ``nlp/corpus`` what each sign weighs, and write ``nlp/weigh/weights.npz``.

Logistic regression with a quadratic penalty, by plain accelerated gradient descent: nothing in it is random, so the
same corpus gives the same weights. It is done twice: for whole drafts, and for single sentences, where the quotes of
the labels say which sentence is meant. Before it writes, it prints what the weights would have said of drafts they
did not see: each situation is left out once (five folds), in all languages at once.

Rules were mended on the very drafts they are weighed by, so what they find there says too much. What they found at
first sight stands in ``nlp/corpus/first_sight.json``; only drafts named there teach what a rule's finding weighs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped, unused-ignore]

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.draft_fields import parse_draft  # noqa: E402 - the packages lie beside this folder
from bot.parts.places import parts_dir  # noqa: E402
from nlp.check import hear  # noqa: E402
from nlp.draft import LANGUAGES  # noqa: E402
from nlp.engines import open_engines  # noqa: E402
from nlp.finding import CATEGORY_OF  # noqa: E402
from nlp.pack import load_pack  # noqa: E402
from nlp.ports import Engines  # noqa: E402
from nlp.view import View  # noqa: E402
from nlp.weigh.add_up import CATEGORIES  # noqa: E402
from nlp.weigh.scales import any_of, laid_by_sentence, loads  # noqa: E402
from nlp.weigh.signs import HEARD, read_signs  # noqa: E402

CORPUS: Final = ROOT / "nlp" / "corpus"
WEIGHTS: Final = ROOT / "nlp" / "weigh" / "weights.npz"

FOLDS: Final = 5
ENOUGH: Final = 40  # drafts labelled with a code before it gets an output of its own
SEEN: Final = {"shared": 5, "words": 3, "pairs": 10}  # drafts that bear a sign before it is weighed
PENALTY: Final = 25.0  # the quadratic penalty on all weights, against the sum of all losses
PENALTY_OF_SENTENCES: Final = 5.0
STEPS: Final = 300
STEPS_OF_SENTENCES: Final = 120
LIGHTEST: Final = 2  # of 127: signs that never weigh more aren't shipped
ADD: Final = {"cold": 0.1, "cryptic": 0.2, "dead-end": 0.5, "closing": 0.5}
KEEP: Final = 0.0
"""Log-odds from which the scales speak, and below which they hush a rule.

Chosen on a round of drafts by writers who were left out of the training whole: what strangers write weighs less
than what the scales have met, so limits that look low here are not (docs/weighing.md). Raised by 0.6, since a last
round was told too much; then by 0.3, and for rules by 1, with the part that is kept back in sight (docs/rounds.md).
They are not chosen anew by every training: rules and acts are mended on the drafts it reads, so what it finds there
flatters more each time.
"""

Matrix = NDArray[np.float32]


@dataclass
class Lesson:
    """One labelled draft, read.

    Attributes:
        lang: Its language.
        situation: What it is about; drafts of one situation are left out together.
        labels: The codes it is labelled with.
        heard: What rules found at first sight, or None when nobody noted it.
        bears: Each sign's name with what it lays on the scales.
        lines: The same for each sentence, and the codes whose quotes touch it.
    """

    lang: str
    situation: str
    labels: frozenset[str]
    heard: frozenset[str] | None
    bears: dict[str, float]
    lines: list[tuple[dict[str, float], frozenset[str]]] = field(default_factory=list)


def main(argv: Sequence[str] | None = None) -> int:
    """Train, tell, write."""
    parser = argparse.ArgumentParser(prog="python -m tools.train", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--corpus", type=Path, default=CORPUS, help="a folder of labelled drafts, one file a language"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--note-first-sight", metavar="START", help="note what rules find on drafts whose id starts so"
    )
    parser.add_argument("--only-tell", action="store_true", help="print the figures and write nothing")
    args = parser.parse_args(argv)
    began = perf_counter()
    engines = open_engines(parts_dir())
    if args.note_first_sight:
        note_first_sight(args.corpus, engines, args.note_first_sight)
    lessons = read_lessons(args.corpus, engines)
    print(f"{len(lessons)} drafts read in {perf_counter() - began:.0f} s")
    learnt = learn(lessons)
    for line in learnt.told:
        print(line)
    if not args.only_tell:
        learnt.write(args.out)
        print(f"{args.out}: {args.out.stat().st_size / 1024:.0f} KB, {perf_counter() - began:.0f} s in all")
    return 0


def rows_of(corpus: Path) -> Iterable[dict[str, Any]]:
    """Every row but those of the test part, which only measure."""
    for path in sorted(corpus.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("split") != "test":
                yield row


def view_of(row: Mapping[str, Any], engines: Engines) -> View:
    """A row as the rules see it."""
    lang = row["lang"]
    return View(parse_draft(row), load_pack(lang), engines.lexicons.get(lang), engines.spellers.get(lang))


def read_lessons(corpus: Path, engines: Engines) -> list[Lesson]:
    """Every draft with its signs."""
    path = corpus / "first_sight.json"
    first_sight = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    lessons = []
    for row in rows_of(corpus):
        view = view_of(row, engines)
        signs = read_signs(view)
        quoted = [
            (label["code"], start, start + len(label["quote"]))
            for label in row["labels"]
            if label["quote"] and (start := row["draft"].find(label["quote"])) >= 0
        ]
        lines = laid_by_sentence(signs, row["lang"], len(view.text.sentences))
        heard = first_sight.get(row["id"])
        lessons.append(
            Lesson(
                lang=row["lang"],
                situation=row["situation"],
                labels=frozenset(label["code"] for label in row["labels"]),
                heard=None if heard is None else frozenset(heard),
                bears={name: value for name, value, _, _ in loads(signs, row["lang"])},
                lines=[
                    (line, frozenset(code for code, start, end in quoted if start < s.end and s.start < end))
                    for line, s in zip(lines, view.text.sentences, strict=True)
                ],
            )
        )
    return lessons


def note_first_sight(corpus: Path, engines: Engines, start: str) -> None:
    """Write down what the rules, as they are today, find on a round of drafts that nobody has mended them on."""
    path = corpus / "first_sight.json"
    noted: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for row in rows_of(corpus):
        if row["id"].startswith(start) and row["id"] not in noted:
            noted[row["id"]] = sorted({f.code for f in hear(view_of(row, engines)) if f.category in CATEGORIES})
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(codes)}" for name, codes in sorted(noted.items()))
    path.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


@dataclass
class OfSentences:
    """What weighs in single sentences.

    Attributes:
        codes: In the order of the columns.
        weights: Signs by codes.
        bias: By code.
        odds: Of each draft (rows) the log-odds of its worst sentence by code, from weights that never saw it.
        share: How much a category's codes add to its score.
    """

    codes: list[str]
    weights: Matrix
    bias: Matrix
    odds: Matrix
    share: dict[str, float]


@dataclass
class Learnt:
    """What came out.

    Attributes:
        names: Signs, in the order of the rows.
        weights: Signs by outputs.
        bias: By output.
        outputs: Categories, then codes.
        limits: What each category must weigh to be told, or to be kept.
        sentences: What weighs in single sentences.
        told: The figures on drafts left out, for people.
    """

    names: list[str]
    weights: Matrix
    bias: Matrix
    outputs: list[str]
    limits: dict[str, float]
    sentences: OfSentences
    told: list[str]

    def write(self, path: Path) -> None:
        """One file: whole numbers from -127 to 127, and what one of them is worth in each output."""
        units, whole = _whole(self.weights)
        sentence_units, sentence_whole = _whole(self.sentences.weights)
        heavy = np.flatnonzero(np.abs(np.hstack([whole, sentence_whole])).max(axis=1) > LIGHTEST)
        about = {
            "signs": [self.names[row] for row in heavy],
            "outputs": self.outputs,
            "limits": {name: round(limit, 3) for name, limit in self.limits.items()},
            "codes": self.sentences.codes,
            "share": {name: round(share, 4) for name, share in self.sentences.share.items()},
        }
        text = json.dumps(about, ensure_ascii=False).encode()
        np.savez_compressed(
            path,
            about=np.frombuffer(text, dtype=np.uint8),
            weights=whole[heavy],
            units=units.astype(np.float32),
            bias=self.bias.astype(np.float32),
            sentence_weights=sentence_whole[heavy],
            sentence_units=sentence_units.astype(np.float32),
            sentence_bias=self.sentences.bias.astype(np.float32),
        )


def _whole(weights: Matrix) -> tuple[Matrix, NDArray[np.int8]]:
    units: Matrix = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return units, np.rint(weights / units).astype(np.int8)


def learn(lessons: Sequence[Lesson], tell: Callable[[str], None] = lambda _: None) -> Learnt:
    """Weights from lessons, with the figures on what was left out."""
    names = _names(lessons)
    table = _table([lesson.bears for lesson in lessons], names)
    alike: Matrix = (table @ table.T).toarray()
    codes = Counter(code for lesson in lessons for code in lesson.labels if CATEGORY_OF[code] in CATEGORIES)
    outputs = [*CATEGORIES, *sorted(code for code, count in codes.items() if count >= ENOUGH)]
    wanted = np.array([[_is_labelled(lesson, output) for output in outputs] for lesson in lessons], dtype=np.float32)
    folds = np.array([_fold(lesson.situation) for lesson in lessons])
    unseen = np.zeros_like(wanted)
    for fold in range(FOLDS):
        out = folds == fold
        parts, bias = _fit_alike(alike[np.ix_(~out, ~out)], wanted[~out], PENALTY)
        unseen[out] = alike[np.ix_(out, ~out)] @ parts + bias
        tell(f"fold {fold + 1} of {FOLDS}")
    parts, bias = _fit_alike(alike, wanted, PENALTY)
    sentences = _learn_sentences(lessons, names, folds)
    return _with_rules(lessons, names, table.T @ parts, bias, outputs, wanted, unseen, folds, sentences)


def _learn_sentences(lessons: Sequence[Lesson], names: Sequence[str], folds: NDArray[np.int_]) -> OfSentences:
    """Which sentence a code is about, from the quotes of the labels."""
    lines = [(index, bears, codes) for index, lesson in enumerate(lessons) for bears, codes in lesson.lines]
    counts = Counter(code for _, _, found in lines for code in found if CATEGORY_OF[code] in CATEGORIES)
    codes = sorted(code for code, count in counts.items() if count >= ENOUGH and code != "bare-link")
    table = _table([bears for _, bears, _ in lines], names)
    wanted = np.array([[code in found for code in codes] for _, _, found in lines], dtype=np.float32)
    of = np.array([index for index, _, _ in lines])
    odds = np.full((len(lessons), len(codes)), -8, dtype=np.float32)
    for fold in range(FOLDS):
        out = folds[of] == fold
        weights, bias = _fit_sparse(table[~out], wanted[~out])
        np.maximum.at(odds, of[out], table[out] @ weights + bias)
    weights, bias = _fit_sparse(table, wanted)
    return OfSentences(codes, weights, bias, odds, {})


def _fit_sparse(table: csr_matrix, wanted: Matrix) -> tuple[Matrix, Matrix]:
    """The same regression where rows are more than signs are worth: each sign's weight is sought."""
    count, turned = table.shape[0], table.T.tocsr()
    direction: Matrix = np.ones(table.shape[1], dtype=np.float32)
    for _ in range(15):
        direction = turned @ (table @ direction)
        direction /= np.linalg.norm(direction)
    penalty = np.float32(PENALTY_OF_SENTENCES / count)
    steepest = np.float32(float(np.linalg.norm(table @ direction)) ** 2 / count + 1) / 4 + penalty
    start: Matrix = np.zeros((table.shape[1], wanted.shape[1]), dtype=np.float32)
    slope = _Slope(lambda weights: table @ weights, lambda off: turned @ off, steepest, penalty)
    return _descend(slope, wanted, start, STEPS_OF_SENTENCES)


def _with_rules(  # noqa: PLR0917 - one caller, which has all of them
    lessons: Sequence[Lesson],
    names: list[str],
    weights: Matrix,
    bias: Matrix,
    outputs: list[str],
    wanted: Matrix,
    unseen: Matrix,
    folds: NDArray[np.int_],
    sentences: OfSentences,
) -> Learnt:
    """Lay what the rules heard at first sight beside what the other signs say of drafts left out."""
    noted = np.array([lesson.heard is not None for lesson in lessons])
    known = [lesson for lesson in lessons if lesson.heard is not None]
    rules = sorted({code for lesson in known for code in lesson.heard or ()})
    added = np.zeros((len(rules), len(outputs)), dtype=np.float32)
    final = np.zeros((len(known), len(CATEGORIES)), dtype=np.float32)
    weights, bias = weights.copy(), bias.copy()
    for column, category in enumerate(CATEGORIES):
        own = [row for row, code in enumerate(rules) if CATEGORY_OF[code] == category]
        heard = np.array([[rules[row] in (lesson.heard or ()) for row in own] for lesson in known], dtype=np.float32)
        inside = [at for at, code in enumerate(sentences.codes) if CATEGORY_OF[code] == category]
        close = [any_of(sentences.odds[noted][:, inside])] if inside else []
        beside = np.column_stack([unseen[noted, column], *close, heard])
        right = wanted[noted, column : column + 1]
        for fold in range(FOLDS):
            out = folds[noted] == fold
            how, start = fit(beside[~out], right[~out], penalty=1.0)
            final[out, column] = (beside[out] @ how + start)[:, 0]
        how, start = fit(beside, right, penalty=1.0)
        added[own, column] = how[1 + len(close) :, 0]
        if close:
            sentences.share[category] = float(how[1, 0])
        weights[:, column] *= how[0, 0]
        bias[column] = bias[column] * how[0, 0] + start[0]
    found = np.array([[_is_found(lesson, category) for category in CATEGORIES] for lesson in known])
    none = np.zeros((len(rules), len(sentences.codes)), dtype=np.float32)
    sentences = replace(sentences, weights=np.vstack([sentences.weights, none]))
    told = _figures(known, (final >= np.array([ADD[one] for one in CATEGORIES])) | found & (final >= KEEP))
    return Learnt(
        names=[*names, *(f"{HEARD}{code}" for code in rules)],
        weights=np.vstack([weights, added]),
        bias=bias,
        outputs=outputs,
        limits={f"add {one}": ADD[one] for one in CATEGORIES}
        | dict.fromkeys((f"keep {one}" for one in CATEGORIES), KEEP),
        sentences=sentences,
        told=told,
    )


def fit(table: Matrix, wanted: Matrix, penalty: float = PENALTY) -> tuple[Matrix, Matrix]:
    """Logistic regression of every column at once: weights (signs by outputs) and bias (outputs).

    From zero, so the same numbers every time. The weights are always a sum of drafts, so each draft's part is sought
    and not each sign's weight: drafts are far fewer than signs.
    """
    parts, bias = _fit_alike(table @ table.T, wanted, penalty)
    return table.T @ parts, bias


def _fit_alike(alike: Matrix, wanted: Matrix, penalty: float) -> tuple[Matrix, Matrix]:
    """Each draft's part, from how much any two drafts share."""
    count = len(alike)
    direction: Matrix = np.full(count, count**-0.5, dtype=np.float32)
    longest = 0.0
    for _ in range(30):
        direction = alike @ direction + direction.sum()
        longest = float(np.linalg.norm(direction))
        direction /= np.float32(longest)
    steepest = np.float32(longest / count / 4 + penalty / count)
    slope = _Slope(lambda parts: alike @ parts, lambda off: off, steepest, np.float32(penalty / count))
    return _descend(slope, wanted, np.zeros(wanted.shape, dtype=np.float32), STEPS)


@dataclass(frozen=True)
class _Slope:
    """What is descended.

    Attributes:
        odds: What the rows make of the weights that are sought, without the bias.
        back: What the rows' errors mean for these weights.
        steepest: At most how fast the slope changes.
        penalty: On each weight, already shared among the rows.
    """

    odds: Callable[[Matrix], Matrix]
    back: Callable[[Matrix], Matrix]
    steepest: np.float32
    penalty: np.float32


def _descend(slope: _Slope, wanted: Matrix, now: Matrix, steps: int) -> tuple[Matrix, Matrix]:
    """Nesterov's accelerated gradient with a fixed step: weights and bias."""
    bias: Matrix = np.zeros(wanted.shape[1], dtype=np.float32)
    before, bias_before = now, bias
    for step in range(steps):
        pace = np.float32(step / (step + 3))
        ahead, bias_ahead = now + pace * (now - before), bias + pace * (bias - bias_before)
        off = (_share(slope.odds(ahead) + bias_ahead) - wanted) / np.float32(len(wanted))
        before, now = now, ahead - (slope.back(off) + slope.penalty * ahead) / slope.steepest
        bias_before, bias = bias, bias_ahead - off.sum(axis=0) / slope.steepest
    return now, bias


def _share(odds: Matrix) -> Matrix:
    result: Matrix = 0.5 * (1 + np.tanh(odds / 2))
    return result


def _names(lessons: Sequence[Lesson]) -> list[str]:
    seen = Counter(name for lesson in lessons for name in lesson.bears)
    prefixes = tuple(f"{lang}:" for lang in LANGUAGES)

    def enough(name: str) -> int:
        if name.startswith(prefixes):
            return SEEN["words"]
        return SEEN["pairs" if "+" in name or ", " in name else "shared"]

    return sorted(name for name, count in seen.items() if count >= enough(name))


def _table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    column_of = {name: column for column, name in enumerate(names)}
    known = [sorted((column_of[name], value) for name, value in bears.items() if name in column_of) for bears in rows]
    starts = np.cumsum([0, *(len(row) for row in known)])
    columns = np.array([column for row in known for column, _ in row], dtype=np.int64)
    values = np.array([value for row in known for _, value in row], dtype=np.float32)
    return csr_matrix((values, columns, starts), shape=(len(rows), len(names)))


def _is_labelled(lesson: Lesson, output: str) -> bool:
    return output in lesson.labels or any(CATEGORY_OF[code] == output for code in lesson.labels)


def _fold(situation: str) -> int:
    return hashlib.sha256(situation.encode()).digest()[0] % FOLDS


def _is_found(lesson: Lesson, category: str) -> bool:
    return any(CATEGORY_OF[code] == category for code in lesson.heard or ())


def _figures(lessons: Sequence[Lesson], told: NDArray[np.bool_]) -> list[str]:
    """Precision, recall and quiet by language, on drafts left out: rules alone at first sight, and weighed."""
    lines = ["categories on situations left out (rules at first sight -> weighed):"]
    found = np.array([[_is_found(lesson, category) for category in CATEGORIES] for lesson in lessons])
    labelled = np.array([[_is_labelled(lesson, category) for category in CATEGORIES] for lesson in lessons])
    clean = np.array([not lesson.labels for lesson in lessons])
    for lang in (*LANGUAGES, "all"):
        own = np.array([lang in {"all", lesson.lang} for lesson in lessons])
        if own.any():
            lines.append(
                f"  {lang} {_measures(found[own], told[own], labelled[own], clean[own])}, {own.sum()} drafts"
            )
    for column, category in enumerate(CATEGORIES):
        own = [column]
        lines.append(f"  {category} {_measures(found[:, own], told[:, own], labelled[:, own], clean)}")
    return lines


def _measures(
    found: NDArray[np.bool_], told: NDArray[np.bool_], labelled: NDArray[np.bool_], clean: NDArray[np.bool_]
) -> str:
    precision = [(said & labelled).sum() / max(said.sum(), 1) for said in (found, told)]
    recall = [(said & labelled).sum() / max(labelled.sum(), 1) for said in (found, told)]
    quiet = [1 - said[clean].any(axis=1).mean() if clean.any() else 1.0 for said in (found, told)]
    names = ("precision", "recall", "quiet")
    pairs = zip(names, (precision, recall, quiet), strict=True)
    return ", ".join(f"{name} {old:.2f} -> {new:.2f}" for name, (old, new) in pairs)


if __name__ == "__main__":
    raise SystemExit(main())
