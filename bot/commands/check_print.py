"""A report for people at a terminal, in the draft's own language."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

from bot.finding_words import TITLES, not_checked
from bot.words import words
from nlp.check import Report
from nlp.draft import Draft
from nlp.finding import Finding


def print_report(draft: Draft, report: Report, console: Console | None = None) -> None:
    """Print every finding with its line, what it says and its suggestions; one quiet word when there is none."""
    console = console or Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())
    lang = report.lang or "en"
    for finding in report.findings:
        _print_finding(console, draft.text, finding, lang)
    if not report.findings and report.lang:
        console.print(words(lang).gettext("Nothing to mend."), style="green")
    unread = not_checked(report.lang, {"languagetool": report.languagetool, "spelling": report.spelling}, lang)
    if unread:
        console.print(unread, style="dim")


def _print_finding(console: Console, text: str, finding: Finding, lang: str) -> None:
    title = words(lang).gettext(TITLES[finding.category])
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
    head = (
        Text(f"{line}:{column}  ", style="dim").append(title, style="bold").append(f"  {finding.code}", style="dim")
    )
    console.print(head)
    if finding.quote:
        console.print(Text(f"    “{finding.quote}”", style="yellow"))
    console.print(Text(f"    {finding.message}"))
    if finding.signs:
        why = ", ".join(f"“{sign}”" for sign in finding.signs)
        console.print(
            Text(f"    {words(lang).gettext('What weighed most: %(signs)s') % {'signs': why}}", style="dim")
        )
    for suggestion in finding.suggestions:
        console.print(Text(f"    → {suggestion}", style="cyan"))
