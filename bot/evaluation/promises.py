"""Promises counted: heard where one is labelled, and with the right day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from rich.table import Table

from bot.evaluation.rows import Row
from bot.evaluation.scores import Count, Slip
from bot.evaluation.tables import of, share, table_of
from nlp.promises import Promise, find_promises

WRITTEN: Final = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
"""When a sentence was written whose row doesn't say it: a Friday, in local time."""


@dataclass(slots=True)
class PromiseScore:
    """Sentences of one language, with and without a promise.

    Attributes:
        heard: Promises heard, missed, and heard where there is none; a row counts once.
        due_right: Promises heard with the labelled time (or, like the label, with none).
        slips: Every miss, false alarm and wrong time.
    """

    heard: Count = field(default_factory=Count)
    due_right: int = 0
    slips: list[Slip] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Read one row and count it."""
        if row.promised is None:
            return
        found = find_promises(row.draft.text, row.lang, None, row.promised.written or WRITTEN)
        labelled = row.promised.made
        self.heard.right += labelled and bool(found)
        self.heard.missed += labelled and not found
        self.heard.false += bool(found) and not labelled
        if labelled != bool(found):
            self.slips.append(Slip(row, "promise" + "".join(f": “{one.quote}”" for one in found), missed=labelled))
        elif labelled:
            self._add_due(row, row.promised.due, found)

    def _add_due(self, row: Row, due: str, found: tuple[Promise, ...]) -> None:
        """The first promise with a time speaks for the row."""
        said = as_labelled(next((one for one in found if one.due), found[0]))
        self.due_right += said == due
        if said != due:
            self.slips.append(Slip(row, f"due: “{said}” for “{due}”", missed=False))


def as_labelled(promise: Promise) -> str:
    """The due time as rows write it: a day, a day and an hour, or nothing."""
    if promise.due is None:
        return ""
    return promise.due.strftime("%Y-%m-%d" if promise.due_precision == "day" else "%Y-%m-%dT%H:%M")


def promise_table(scores: Mapping[str, PromiseScore]) -> Table:
    """One line a language: heard, and due when it says."""
    table = table_of("lang", "promises", "precision", "recall", "right time")
    for lang, score in scores.items():
        promises = score.heard.right + score.heard.missed
        right = of(score.due_right, score.heard.right)
        table.add_row(lang, str(promises), share(score.heard.precision), share(score.heard.recall), right)
    return table
