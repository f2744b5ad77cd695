"""Findings as the console shows them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from bot.words import words
from nlp.draft import LANGUAGES
from nlp.finding import Category, Finding

TITLES: Final = MappingProxyType(
    {
        Category.TYPO: "Typo",
        Category.COLD: "May sound cold",
        Category.CRYPTIC: "May be hard to follow",
        Category.DEAD_END: "A dead end",
        Category.PRIVATE: "Private",
        Category.UNFINISHED: "Not finished",
        Category.CLOSING: "Saying goodbye",
    }
)
"""English titles of the categories; keys of their translations."""

SOURCES: Final = MappingProxyType(
    {
        "000": "Servizio clienti nella biblioteca",
        "001": "Servicii de calitate pentru clienți",
        "002": "Bemötande, service och avslut i biblioteket",
        "003": "PiKe-päivässä pohdittiin asiakaspalvelutaitoja",
        "004": "PiKe-asiakaspalvelututkimuksen tuloksia",
    }
)
"""The handbooks by name, in their own languages."""

_UNREAD: Final = MappingProxyType(
    {
        "grammar": "Grammar was not checked: LanguageTool is off just now.",
        "spelling": "Spelling was not checked: there is no dictionary for this language yet.",
        "language": "This language can't be read here, so nothing was checked.",
        "late": "The check took too long, so this draft is only partly read.",
    }
)


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
        "holds": finding.code in holding,
    }


def not_checked(draft_lang: str | None, engines: Mapping[str, str], lang: str) -> str:
    """One line on what was not read; "" when all was."""
    missing: list[str] = []
    if draft_lang not in LANGUAGES:
        missing.append("language")
    elif engines.get("rules") == "late":
        missing.append("late")
    else:
        if engines.get("languagetool", "off") != "ok" and draft_lang != "fi":
            missing.append("grammar")  # LanguageTool has no Finnish; Voikko reads that
        if engines.get("spelling", "off") == "off":
            missing.append("spelling")
    return " ".join(words(lang).gettext(_UNREAD[part]) for part in missing)
