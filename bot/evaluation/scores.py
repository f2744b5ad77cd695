"""Counting: what was found of what is labelled, and what was said for nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.evaluation.rows import Mark, Row
from nlp.finding import Category, Finding
from nlp.splitting import read_text


@dataclass(slots=True)
class Count:
    """Right, missed and false, with the measures made of them; None where nothing was there to measure."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right."""
        said = self.right + self.false
        return self.right / said if said else None

    @property
    def recall(self) -> float | None:
        """Share of what is labelled that was said."""
        labelled = self.right + self.missed
        return self.right / labelled if labelled else None

    @property
    def f05(self) -> float | None:
        """The F measure that weighs precision twice."""
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 1.25 * precision * recall / (0.25 * precision + recall) if precision + recall else None


@dataclass(slots=True)
class KindCount(Count):
    """The marks of one class, with those found whose right wording is known, and offered first."""

    first_right: int = 0
    first_known: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """One miss or false alarm, for the list that ``--show`` prints."""

    row: Row
    what: str
    missed: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a checker marked as a typing mistake, whoever it is: code points, half open."""

    start: int
    end: int
    suggestions: tuple[str, ...] = ()


@dataclass(slots=True)
class ToneScore:
    """Labelled replies of one language, one checker.

    Attributes:
        whole: Categories over rows, a category once a row.
        by_category: The same for each category.
        by_code: The same for each code.
        clean: Rows without a label.
        quiet: Those on which nothing at all was said.
        sentences: The sentences of rows without a label.
        alarmed: Those in which a typing mistake was seen.
        slips: Every miss and false alarm, by code.
    """

    whole: Count = field(default_factory=Count)
    by_category: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_code: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    clean: int = 0
    quiet: int = 0
    sentences: int = 0
    alarmed: int = 0
    slips: list[Slip] = field(default_factory=list)

    def add_sentences(self, row: Row, alarms: Sequence[Alarm]) -> None:
        """Count the sentences of one good reply, and those with an alarm."""
        if not row.labels:
            text = read_text(row.draft.text, row.lang)
            self.sentences += len(text.sentences)
            self.alarmed += len({text.sentence_at(alarm.start).start for alarm in alarms}) if text.sentences else 0

    def add(self, row: Row, findings: Sequence[Finding]) -> None:
        """Count one row."""
        labels = row.labels or ()
        said = {str(finding.category) for finding in findings}
        _tally({category for category, _ in labels}, said, self.by_category, self.whole)
        codes, said_codes = {code for _, code in labels}, {finding.code for finding in findings}
        _tally(codes, said_codes, self.by_code)
        if not labels:
            self.clean += 1
            self.quiet += not findings
        self.slips += [Slip(row, code, missed=True) for code in sorted(codes - said_codes)]
        self.slips += [
            Slip(row, f"{finding.code}: “{finding.quote}”", missed=False)
            for finding in findings
            if finding.code not in codes
        ]


def _tally(labelled: set[str], said: set[str], each: defaultdict[str, Count], whole: Count | None = None) -> None:
    for name in labelled | said:
        for count in filter(None, (each[name], whole)):
            count.right += name in labelled and name in said
            count.missed += name not in said
            count.false += name not in labelled


@dataclass(slots=True)
class TypingScore:
    """Marked texts of one language and file, one checker.

    Attributes:
        marks: Marked mistakes found, missed, and alarms where nothing is marked.
        by_kind: The same, and what was offered first, by the class of the mistake.
        first_right: Found mistakes with a known wording whose first suggestion is that wording.
        first_known: Found mistakes with a known wording.
        clean: Texts without a mark.
        flagged: Those with an alarm.
        slips: Every miss and false alarm.
    """

    marks: Count = field(default_factory=Count)
    by_kind: defaultdict[str, KindCount] = field(default_factory=lambda: defaultdict(KindCount))
    first_right: int = 0
    first_known: int = 0
    clean: int = 0
    flagged: int = 0
    slips: list[Slip] = field(default_factory=list)

    def add(self, row: Row, alarms: Iterable[Alarm]) -> None:
        """Count one row; an alarm over many words counts as one for each word that it changes."""
        text, marks = row.draft.text, row.marks or ()
        small = [part for alarm in alarms for part in taken_apart(text, alarm)]
        if not marks:
            self.clean += 1
            self.flagged += bool(small)
        for mark in marks:
            hits = [alarm for alarm in small if touches(alarm, mark)]
            for count in (self.marks, self.by_kind[mark.kind]):
                count.right += bool(hits)
                count.missed += not hits
            if hits and mark.replacement is not None:
                right = any(mends(text, alarm, mark) for alarm in hits)
                for first in (self, self.by_kind[mark.kind]):
                    first.first_known += 1
                    first.first_right += right
            if not hits:
                self.slips.append(Slip(row, f"{mark.kind}: “{text[mark.start : mark.end]}”", missed=True))
        for alarm in small:
            if not any(touches(alarm, mark) for mark in marks):
                self.marks.false += 1
                self.slips.append(Slip(row, f"“{text[alarm.start : alarm.end]}”", missed=False))


def touches(alarm: Alarm, mark: Mark) -> bool:
    """Whether an alarm is about a mark: they overlap, or one of them is a place at the edge of the other."""
    if alarm.start == alarm.end or mark.start == mark.end:
        return alarm.start <= mark.end + 1 and mark.start <= alarm.end + 1
    return alarm.start < mark.end and mark.start < alarm.end


def mends(text: str, alarm: Alarm, mark: Mark) -> bool:
    """Whether taking the first suggestion gives the text in which exactly this mark is mended."""
    if not alarm.suggestions or mark.replacement is None:
        return False
    taken = text[: alarm.start] + alarm.suggestions[0] + text[alarm.end :]
    return taken == text[: mark.start] + mark.replacement + text[mark.end :]


def taken_apart(text: str, alarm: Alarm) -> list[Alarm]:
    """An alarm whose first suggestion rewrites several words one by one, as alarms on the words it changes."""
    if not alarm.suggestions:
        return [alarm]
    words, wanted = text[alarm.start : alarm.end].split(" "), alarm.suggestions[0].split(" ")
    if len(words) != len(wanted) or len(words) == 1:
        return [alarm]
    parts, at = [], alarm.start
    for word, better in zip(words, wanted, strict=True):
        if word != better:
            parts.append(Alarm(at, at + len(word), (better,)))
        at += len(word) + 1
    return parts or [alarm]


def alarms_of(findings: Iterable[Finding]) -> list[Alarm]:
    """Our own typing findings as alarms."""
    return [Alarm(f.start, f.end, f.suggestions) for f in findings if f.category is Category.TYPO]
