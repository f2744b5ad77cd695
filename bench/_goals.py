"""Goals as a table and as JSON: each round's figures on both sides, and the median of the rounds' ratios."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles


@dataclass
class Goal:
    """One goal of one benchmark.

    Attributes:
        name: "G3 ...", with what is measured.
        unit: Of the raw numbers.
        ours: Ours, by round.
        theirs: The other side's, by round; empty where the goal is an absolute figure.
        must: ">= 0.7": the ratio (or figure) that must be kept, and on which side of it good is.
        stretch: What would be better still, or None.
    """

    name: str
    unit: str
    must: str
    stretch: float | None = None
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def value(self) -> float:
        """Median of the rounds' own ratios: both sides of each had the same machine."""
        if not self.theirs:
            return median(self.ours)
        return median(mine / yours for mine, yours in zip(self.ours, self.theirs, strict=True))

    @property
    def kept(self) -> bool:
        """Whether the must is kept."""
        side, bound = self.must.split()
        return self.value >= float(bound) if side == ">=" else self.value <= float(bound)

    def line(self) -> str:
        """For people."""
        raw = f"{median(self.ours):,.4g} {self.unit}"
        if self.theirs:
            raw += f" against {median(self.theirs):,.4g}"
        verdict = "good" if self.kept else "NOT MET"
        return f"{self.value:7.2f}  {self.must:8}  {verdict:7}  {self.name}: {raw}, {len(self.ours)} rounds"


def tell(goals: Sequence[Goal]) -> list[Goal]:
    """Print them, with the raw numbers."""
    for goal in goals:
        print(goal.line(), flush=True)
        print(f"         ours   {_numbers(goal.ours)}")
        if goal.theirs:
            print(f"         theirs {_numbers(goal.theirs)}")
    return list(goals)


def write(path: Path, measured: dict[str, list[Goal]], took: dict[str, float]) -> None:
    """The same as JSON, with the seconds that each benchmark took."""
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "seconds": took,
        "goals": [
            {"bench": bench, "ratio": goal.value, "kept": goal.kept, **asdict(goal)}
            for bench, goals in measured.items()
            for goal in goals
        ],
    }
    path.write_text(json.dumps(told, indent=1), "utf-8")


def p99(values: Sequence[float]) -> float:
    """The 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[98]


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:,.4g}" for value in values)
