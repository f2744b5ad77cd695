"""Findings as the console shows them."""

from __future__ import annotations

from typing import Any

from bot.finding_words import SOURCES, TITLES
from bot.words import words
from nlp.finding import Finding


def shaped(finding: Finding, text: str, lang: str, holding: frozenset[str]) -> dict[str, Any]:
    """One finding; ``text`` is the draft it belongs to, ``lang`` the reader's language."""
    start16 = len(text[: finding.start].encode("utf-16-le")) // 2
    length16 = len(text[finding.start : finding.end].encode("utf-16-le")) // 2
    return {
        "category": str(finding.category),
        "code": finding.code,
        "title": words(lang).gettext(TITLES[finding.category]),
        "start": finding.start,
        "end": finding.end,
        "start16": start16,
        "end16": start16 + length16,
        "quote": finding.quote,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "rule": finding.rule,
        "source": finding.source,
        "source_name": SOURCES.get(finding.source, finding.source),
        "signs": list(finding.signs),
        "holds": finding.code in holding,
    }
