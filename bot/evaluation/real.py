"""Real text of other people: how often a tone finding falls on it, by what people thought of it.

Requests labelled polite or impolite tell whether cold findings fall where people felt cold; clean sentences from
news, blogs and e-mail tell how often any tone finding falls where nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

from bot.evaluation.tables import of, table_of
from nlp.finding import Category, Finding


@dataclass(slots=True)
class RealScore:
    """Texts of one kind, one checker.

    Attributes:
        texts: How many there are.
        cold: Those with a cold finding; of another checker nothing is known to be cold.
        any: Those with any finding but typing.
    """

    texts: int = 0
    cold: int = 0
    any: int = 0

    def add(self, findings: Sequence[Finding]) -> None:
        """Count one text of ours."""
        categories = {finding.category for finding in findings} - {Category.TYPO}
        self.texts += 1
        self.cold += Category.COLD in categories
        self.any += bool(categories)

    def add_rival(self, *, spoke: bool) -> None:
        """Count one text of another checker."""
        self.texts += 1
        self.any += spoke


RealScores = Mapping[tuple[str, str, str, str], RealScore]
"""By language, file, what people thought of the texts, and checker."""


def real_table(scores: RealScores) -> Table:
    """One line a language, file, kind and checker."""
    table = table_of("lang", "file", "people say", "checker", "texts", "cold", "any tone finding")
    for (lang, source, kind, checker), score in scores.items():
        cold = of(score.cold, score.texts) if checker == "ours" else "-"
        table.add_row(lang, source, kind, checker, str(score.texts), cold, of(score.any, score.texts))
    return table


def ratio_lines(scores: RealScores) -> list[str]:
    """How many times as often a cold finding falls on impolite as on polite texts, a line a file."""
    lines = []
    for (lang, source, kind, checker), polite in scores.items():
        impolite = scores.get((lang, source, "impolite", checker))
        if kind == "polite" and checker == "ours" and impolite and polite.cold:
            times = (impolite.cold / impolite.texts) / (polite.cold / polite.texts)
            lines.append(f"{source}: a cold finding falls {times:.1f} times as often on impolite as on polite texts")
    return lines
