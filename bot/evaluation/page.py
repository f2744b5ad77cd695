"""The tables of typing mistakes as a page shows them: ours beside the other checker's, written by the run itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.evaluation.scores import ToneScore, TypingScore
from bot.evaluation.tables import TypingScores, of, share
from nlp.draft import LANGUAGES

OURS: Final = "ours"
_OTHERS: Final = ("LanguageTool", "Voikko")
_BETWEEN: Final = re.compile(r"(<!-- measured -->\n).*?(<!-- /measured -->)", re.DOTALL)


def write_page(page: Path, text: str) -> None:
    """Put a text between a page's two marks, ``<!-- measured -->`` and ``<!-- /measured -->``.

    Raises:
        OSError: when the page can't be read or written.
        ValueError: when it has no such marks.
    """
    old = page.read_text("utf-8")
    if not _BETWEEN.search(old):
        raise ValueError(f"{page} has no lines <!-- measured --> and <!-- /measured --> to write between.")
    page.write_text(_BETWEEN.sub(lambda marks: f"{marks[1]}\n{text}\n{marks[2]}", old), "utf-8")


def render_typos(typing: TypingScores, tone: Mapping[tuple[str, str], ToneScore], title: str) -> str:
    """Two tables in Markdown: what is marked and found, by file and class; and what is clean and flagged."""
    found = _rows(("language", "file", "class", "marks", "found", "first suggestion right"), _found(typing))
    right = _rows(("language", "file", "right of what is said"), _precise(typing))
    clean = _rows(("language", "text", "pieces", "flagged although clean"), _clean(typing, tone))
    return "\n\n".join((f"{title}; ours / LanguageTool alone (Voikko alone for Finnish).", found, right, clean, ""))


def _rows(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _pairs(typing: TypingScores) -> Iterator[tuple[str, str, TypingScore, TypingScore | None]]:
    """Language, file, our score and the other's."""
    for lang, source in dict.fromkeys(
        (lang, source) for lang in LANGUAGES for one, source, _ in typing if one == lang
    ):
        ours = typing.get((lang, source, OURS))
        other = next((typing[lang, source, name] for name in _OTHERS if (lang, source, name) in typing), None)
        if ours is not None:
            yield lang, source, ours, other


def _found(typing: TypingScores) -> Iterator[tuple[str, ...]]:
    for lang, source, ours, other in _pairs(typing):
        for kind, count in sorted(ours.by_kind.items()):
            theirs = other.by_kind[kind] if other is not None else None
            marks = str(count.right + count.missed)
            found = _beside(share(count.recall), share(theirs.recall) if theirs else None)
            first = _beside(
                of(count.first_right, count.first_known),
                of(theirs.first_right, theirs.first_known) if theirs else None,
            )
            yield lang, source, kind, marks, found, first


def _precise(typing: TypingScores) -> Iterator[tuple[str, ...]]:
    for lang, source, ours, other in _pairs(typing):
        if ours.by_kind:
            theirs = share(other.marks.precision) if other is not None else None
            yield lang, source, _beside(share(ours.marks.precision), theirs)


def _clean(typing: TypingScores, tone: Mapping[tuple[str, str], ToneScore]) -> Iterator[tuple[str, ...]]:
    for lang, source, ours, other in _pairs(typing):
        if ours.clean and not ours.by_kind:
            theirs = of(other.flagged, other.clean) if other is not None else None
            yield lang, source, str(ours.clean), _beside(of(ours.flagged, ours.clean), theirs)
    for lang in LANGUAGES:
        score = tone.get((lang, OURS))
        if score is not None and score.sentences:
            rival = tone.get((lang, _OTHERS[0]))
            theirs = of(rival.alarmed, rival.sentences) if rival is not None else None
            flagged = _beside(of(score.alarmed, score.sentences), theirs)
            yield lang, "sentences of good replies", str(score.sentences), flagged


def _beside(ours: str, theirs: str | None) -> str:
    return ours if theirs is None else f"{ours} / {theirs}"
