"""The tables of ``smiledesk eval``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from bot.evaluation.scores import Count, Slip, ToneScore, TypingScore

Scores = Mapping[tuple[str, str], ToneScore]
"""By language and checker."""

TypingScores = Mapping[tuple[str, str, str], TypingScore]
"""By language, file and checker."""

_LONG = 20


def share(value: float | None) -> str:
    """A share as two decimals, a dash where there was nothing to measure."""
    return "-" if value is None else f"{value:.2f}".removeprefix("0") if value < 1 else "1.0"


def of(part: int, whole: int) -> str:
    """A share of a count."""
    return share(part / whole if whole else None)


def tone_table(scores: Scores) -> Table:
    """One line a language and checker: what it says right, and how quiet it is on good replies."""
    table = table_of(
        "Replies: categories over rows",
        "lang",
        "checker",
        "precision",
        "recall",
        "F0.5",
        "quiet on clean",
        "typing alarms",
    )
    for (lang, checker), score in scores.items():
        measures = (score.whole.precision, score.whole.recall, score.whole.f05)
        quiet = f"{of(score.quiet, score.clean)} of {score.clean}"
        alarmed = f"{of(score.alarmed, score.sentences)} of {score.sentences} sentences"
        table.add_row(lang, checker, *(map(share, measures) if checker == "ours" else "---"), quiet, alarmed)
    return table


def rival_table(spoke: Mapping[tuple[str, str], tuple[int, int]]) -> Table:
    """How often a rival says anything but typing on replies labelled cold, cryptic or a dead end."""
    table = table_of("lang", "checker", "says something", "of")
    for (lang, checker), (said, rows) in spoke.items():
        table.add_row(lang, checker, str(said), str(rows))
    return table


def code_table(scores: Mapping[str, ToneScore], *, codes: bool) -> Table:
    """Right, missed and false by category or by code, a column a language."""
    languages = list(scores)
    table = table_of("code" if codes else "category", *languages)
    counts = {lang: score.by_code if codes else score.by_category for lang, score in scores.items()}
    for name in sorted({name for each in counts.values() for name in each}):
        table.add_row(name, *(_three(counts[lang].get(name)) for lang in languages))
    return table


def _three(count: Count | None) -> str:
    return f"{count.right} / {count.missed} / {count.false}" if count else ""


def typing_table(scores: TypingScores) -> Table:
    """One line a language, file and checker."""
    columns = ("lang", "file", "checker", "marks", "recall", "precision", "first right", "clean flagged")
    table = table_of(*columns)
    for (lang, source, checker), score in scores.items():
        marks = score.marks.right + score.marks.missed
        flagged = f"{of(score.flagged, score.clean)} of {score.clean}" if score.clean else ""
        table.add_row(
            lang,
            source,
            checker,
            str(marks or ""),
            share(score.marks.recall),
            share(score.marks.precision) if marks else "-",
            of(score.first_right, score.first_known),
            flagged,
        )
    return table


def kind_table(scores: TypingScores) -> Table:
    """One line a language, file, class of mistake and checker: what is found, and mended by the first suggestion."""
    table = table_of("lang", "file", "class", "checker", "marks", "found", "first right")
    for (lang, source, checker), score in scores.items():
        for kind, count in sorted(score.by_kind.items()):
            first = of(count.first_right, count.first_known)
            marks = str(count.right + count.missed)
            table.add_row(lang, source, kind, checker, marks, share(count.recall), first)
    return table


def print_slips(console: Console, slips: Iterable[Slip]) -> None:
    """Every miss and false alarm with its text, but never one of the held half."""
    kept_back = 0
    for slip in slips:
        if slip.row.held:
            kept_back += 1
            continue
        word = "missed" if slip.missed else "false "
        console.print(f"{word} {slip.row.identity}  {slip.what}", style="bold", markup=False)
        console.print(f"       {slip.row.draft.text!r}", markup=False)
    if kept_back:
        console.print(f"{kept_back} more are in the held half: its texts are shown to nobody who writes rules.")


def table_of(*columns: str) -> Table:
    """An empty table with these columns, plain enough to be pasted."""
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table
