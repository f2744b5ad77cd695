"""The command that learns the weights: the same corpus, the same weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlp.engines.lexicon import load_own
from nlp.ports import Engines
from nlp.weigh.scales import read_scales
from tools import train

ENGINES = Engines(lexicons={"en": load_own("en")})


def row(number: int, draft: str, code: str | None, split: str = "train") -> dict[str, Any]:
    """One labelled draft, each its own situation."""
    labels = [] if code is None else [{"category": "cold", "code": code, "quote": draft}]
    return {
        "id": f"en-t-{number}", "lang": "en", "channel": "chat", "phase": "service", "complaint": False,
        "question": "May I?", "draft": draft, "labels": labels, "situation": f"s{number}", "split": split,
    }  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Sixty drafts, half of them recited rules."""
    cold = [row(i, f"The rules of hall {i} apply to all visitors.", "impersonal") for i in range(50)]
    kind = [row(i, f"Gladly, I will show you hall {i} myself!", None) for i in range(50, 100)]
    lines = [json.dumps(one) for one in (*cold, *kind, row(100, "A test row.", None, split="test"))]
    (tmp_path / "en.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_the_order_of_signs_changes_nothing() -> None:
    """Sets of words have another order in each process, and sums of fractions know their order."""
    rows = {"a": 0.1, "b": 0.2, "c": 0.3}, {"c": 0.3, "a": 0.1, "b": 0.2}
    one, other = (train._table([row], "abc") for row in rows)
    assert one.indices.tolist() == other.indices.tolist() == [0, 1, 2]
    assert one.data.tolist() == other.data.tolist()


def test_the_same_corpus_gives_the_same_weights(corpus: Path) -> None:
    """Nothing in it is random: two files are equal, byte for byte."""
    train.note_first_sight(corpus, ENGINES, "en-t-")
    for name in ("one.npz", "two.npz"):
        train.learn(train.read_lessons(corpus, ENGINES)).write(corpus / name)
    one, two = read_scales(corpus / "one.npz"), read_scales(corpus / "two.npz")
    assert one.rows == two.rows
    assert np.array_equal(one.weights, two.weights)
    assert one.limits == two.limits


def test_it_learns_what_tells_them_apart(corpus: Path) -> None:
    """Rules weigh towards cold, a person who speaks away from it."""
    train.note_first_sight(corpus, ENGINES, "en-t-")
    learnt = train.learn(train.read_lessons(corpus, ENGINES))
    cold = dict(zip(learnt.names, learnt.weights[:, learnt.outputs.index("cold")], strict=True))
    assert cold["rule"] > 0 > cold["we"]


def test_the_test_part_is_not_read(corpus: Path) -> None:
    """What measures doesn't teach."""
    assert len(train.read_lessons(corpus, ENGINES)) == 100


def test_only_rounds_that_are_named_are_noted(corpus: Path) -> None:
    """What rules find on drafts they were mended on says too much."""
    train.note_first_sight(corpus, ENGINES, "en-other-")
    assert json.loads((corpus / "first_sight.json").read_text(encoding="utf-8")) == {}
