"""Findings as the console shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.finding_words import SOURCES, TITLES, message_to
from bot.server.desk import Desk
from bot.tuning.strength import HELD, Strength, strengths_of
from bot.words import words
from nlp.draft import Draft
from nlp.finding import Finding


def strengths(desk: Desk, draft: Draft, findings: Sequence[Finding], role: str) -> dict[str, Strength]:
    """How strongly each code speaks on the draft's channel to somebody of this role."""
    return strengths_of(
        findings, desk.dictionary.rules.settings, desk.house().hold_back, channel=draft.channel, role=role
    )


def shaped_all(
    desk: Desk, draft: Draft, findings: Sequence[Finding], lang: str, role: str = "admin"
) -> list[dict[str, Any]]:
    """Findings of a draft as somebody of this role meets them, in their language."""
    said = strengths(desk, draft, findings, role)
    return [shaped(finding, draft, lang, said) for finding in findings]


def shaped(finding: Finding, draft: Draft, lang: str, said: Mapping[str, Strength]) -> dict[str, Any]:
    """One finding of a draft; ``lang`` is the reader's language, ``said`` by code."""
    text = draft.text
    start16 = len(text[: finding.start].encode("utf-16-le")) // 2
    length16 = len(text[finding.start : finding.end].encode("utf-16-le")) // 2
    place16 = [len(text[:point].encode("utf-16-le")) // 2 for point in finding.taken]
    return {
        "category": str(finding.category),
        "code": finding.code,
        "title": words(lang).gettext(TITLES[finding.category]),
        "start": finding.start,
        "end": finding.end,
        "start16": start16,
        "end16": start16 + length16,
        "quote": finding.quote,
        "message": message_to(lang, finding, draft.lang),
        "suggestions": list(finding.suggestions),
        "place16": place16,
        "rule": finding.rule,
        "source": finding.source,
        "source_name": SOURCES.get(finding.source, finding.source),
        "signs": list(finding.signs),
        "strength": said[finding.code],
        "holds": said[finding.code] in HELD,
    }
