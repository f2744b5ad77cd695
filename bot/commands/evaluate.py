"""``smiledesk eval FOLDER``: how right the checker is on labelled text, beside what else there is, in one run."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from rich.console import Console
from rich.progress import track

from bot.commands.check import OFF, OWN, Reader, hush, reader
from bot.evaluation import tables
from bot.evaluation.page import render_typos, write_page
from bot.evaluation.promises import PromiseScore, promise_table
from bot.evaluation.real import RealScore, ratio_lines, real_table
from bot.evaluation.rivals import LanguageToolAlone, Remark, Rival, proselint_alone, voikko_alone
from bot.evaluation.rows import Half, Row, read_rows
from bot.evaluation.scores import Alarm, ToneScore, TypingScore, alarms_of
from nlp.draft import LANGUAGES
from nlp.engines.doors import Doors
from nlp.engines.languagetool_client import CODES, load_language
from nlp.engines.voikko import VoikkoSpeller

OURS: Final = "ours"
_UNWELCOMING: Final = frozenset({"cold", "cryptic", "dead-end"})


@dataclass
class Evaluation:
    """The scores of one run.

    Attributes:
        tone: By language and checker.
        spoke: Rows labelled unwelcoming on which a rival said something but typing, and how many there are.
        typing: By language, file and checker.
        promises: By language; nobody else hears them.
        real: By language, file, what people thought of the texts, and checker.
    """

    tone: dict[tuple[str, str], ToneScore] = field(default_factory=lambda: defaultdict(ToneScore))
    spoke: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    typing: dict[tuple[str, str, str], TypingScore] = field(default_factory=lambda: defaultdict(TypingScore))
    promises: dict[str, PromiseScore] = field(default_factory=lambda: defaultdict(PromiseScore))
    real: dict[tuple[str, str, str, str], RealScore] = field(default_factory=lambda: defaultdict(RealScore))

    def add(self, row: Row, read: Reader, rivals: dict[str, Rival]) -> None:
        """Read one row with everybody."""
        if row.promised is not None:
            self.promises[row.lang].add(row)
            return
        findings = read(row.draft).findings
        if row.labels is not None:
            self.tone[row.lang, OURS].add(row, findings)
            self.tone[row.lang, OURS].add_sentences(row, alarms_of(findings))
        if row.marks is not None:
            self.typing[row.lang, row.source, OURS].add(row, alarms_of(findings))
        if row.thought is not None:
            self.real[row.lang, row.source, row.thought, OURS].add(findings)
        for name, rival in rivals.items():
            self._add_rival(row, name, rival(row.draft.text))

    def _add_rival(self, row: Row, name: str, remarks: Sequence[Remark]) -> None:
        alarms: list[Alarm] = [remark.alarm for remark in remarks if remark.is_typing]
        if row.marks is not None and "picky" not in name and name != "proselint":
            self.typing[row.lang, row.source, name].add(row, alarms)
        if row.thought is not None:
            spoke = any(not remark.is_typing for remark in remarks)
            self.real[row.lang, row.source, row.thought, name].add_rival(spoke=spoke)
        if row.labels is not None:
            score = self.tone[row.lang, name]
            score.add_sentences(row, alarms)
            score.clean += not row.labels
            score.quiet += not row.labels and not remarks
            if _UNWELCOMING & {category for category, _ in row.labels}:
                said, rows = self.spoke.get((row.lang, name), (0, 0))
                beside = any(not remark.is_typing for remark in remarks)
                self.spoke[row.lang, name] = (said + beside, rows + 1)


@contextmanager
def languagetool_running(parts: Path, *, wanted: bool) -> Iterator[str]:
    """A LanguageTool for us and its own column alike: its address, or what ``reader`` does without one."""
    from bot.engines.languagetool import languagetool_here  # noqa: PLC0415 - starts slowly enough

    hush()
    server = languagetool_here(parts) if wanted else None
    if server is None:
        yield OWN
        return
    server.start()
    try:
        server.wait_until_up(60)
        address = server.address()
        for code in CODES.values() if address else ():
            load_language(address or "", code)
        yield address or OFF
    finally:
        server.stop()


def rivals_here(parts: Path, languages: Sequence[str], address: str) -> dict[str, dict[str, Rival]]:
    """What else can read each language on this machine."""
    rivals: dict[str, dict[str, Rival]] = {lang: {} for lang in languages}
    if "fi" in rivals and (analyser := Doors(parts).voikko()):
        rivals["fi"]["Voikko"] = voikko_alone(VoikkoSpeller(analyser))
    proselint = proselint_alone()
    if "en" in rivals and proselint:
        rivals["en"]["proselint"] = proselint
    for lang in set(rivals) & set(CODES) if address not in {OWN, OFF} else ():
        rivals[lang]["LanguageTool"] = LanguageToolAlone(address, lang, picky=False)
        rivals[lang]["LanguageTool picky"] = LanguageToolAlone(address, lang, picky=True)
    return rivals


def evaluate_as_told(
    folder: Path,
    parts: Path,
    half: str,
    languages: Sequence[str],
    *,
    alone: bool,
    show: bool,
    weighing: bool = True,
    page: Path | None = None,
) -> int:
    """``evaluate`` with what the command line says, checked."""
    unknown = set(languages) - set(LANGUAGES)
    if half not in get_args(Half) or unknown:
        sys.stderr.write(f"--half is one of {', '.join(get_args(Half))}; --lang one of {', '.join(LANGUAGES)}.\n")
        return 2
    chosen: Half = "dev" if half == "dev" else "held" if half == "held" else "all"
    asked = languages or LANGUAGES
    return evaluate(folder, parts, half=chosen, languages=asked, alone=alone, show=show, weighing=weighing, page=page)


def evaluate(
    folder: Path,
    parts: Path,
    *,
    half: Half,
    languages: Sequence[str],
    alone: bool,
    show: bool,
    weighing: bool = True,
    page: Path | None = None,
) -> int:
    """Read every labelled row of a folder and print the tables; 2 when the folder can't be read.

    Args:
        folder: JSON lines in the formats of tone, typing and promise rows, at any depth.
        parts: The folder of the language parts.
        half: Which rows: those to develop on, those held back for estimates, or all.
        languages: Which languages.
        alone: Whether to leave the others out, which is faster.
        show: Whether to list every miss and false alarm with its text.
        weighing: Whether findings are weighed with all other signs; the rules speak alone otherwise.
        page: A page of text whose table of typing mistakes is written anew.
    """
    try:
        rows = list(read_rows(folder, half, tuple(languages)))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not rows:
        sys.stderr.write(f"{folder} holds no labelled rows in {', '.join(languages)} for the half “{half}”.\n")
        return 2
    console = Console(width=None if sys.stdout.isatty() else 160)
    found = Evaluation()
    with (
        languagetool_running(parts, wanted=not alone) as address,
        reader(parts, address, weighing=weighing) as read,
    ):
        rivals = {lang: {} for lang in languages} if alone else rivals_here(parts, languages, address)
        for row in track(rows, "Reading", console=Console(stderr=True), disable=not sys.stderr.isatty()):
            found.add(row, read, rivals[row.lang])
    title = f"{len(rows)} rows, half: {half}"
    print_tables(console, found, title)
    if page is not None:
        try:
            write_page(page, render_typos(found.typing, found.tone, title))
        except (OSError, ValueError) as error:
            sys.stderr.write(f"{error}\n")
            return 2
    if show:
        print_slips(console, found)
    return 0


def print_slips(console: Console, found: Evaluation) -> None:
    """Every miss and false alarm of ours and of the others on tone, and of ours on typing."""
    for _, score in sorted(found.tone.items()):
        tables.print_slips(console, score.slips)
    for _, heard in sorted(found.promises.items()):
        tables.print_slips(console, heard.slips)
    for (_, source, checker), typing in sorted(found.typing.items()):
        if checker == OURS:
            console.print(f"— {source}")
            tables.print_slips(console, typing.slips)


def print_tables(console: Console, found: Evaluation, title: str) -> None:
    """All tables of a run, each below a line that says what it counts."""
    console.print(title)
    order = sorted(found.tone.items(), key=lambda item: (LANGUAGES.index(item[0][0]), item[0][1] != OURS))
    ours = {lang: score for (lang, checker), score in order if checker == OURS}
    typing, real = dict(sorted(found.typing.items())), dict(sorted(found.real.items()))
    sections = (
        ("Replies: categories over rows", tables.tone_table(dict(order)), order),
        ("Labelled cold, cryptic or a dead end: others say anything", tables.rival_table(found.spoke), found.spoke),
        ("By category: right / missed / false", tables.code_table(ours, codes=False), ours),
        ("By code: right / missed / false", tables.code_table(ours, codes=True), ours),
        ("Typing mistakes", tables.typing_table(typing), typing),
        ("Typing mistakes found, by class", tables.kind_table(typing), typing),
        ("Real text: findings but typing", real_table(real), real),
        ("Promises by the library", promise_table(found.promises), found.promises),
    )
    for heading, table, rows in sections:
        if rows:
            console.print(f"\n{heading}", style="bold")
            console.print(table)
    for line in ratio_lines(real):
        console.print(line)
