"""What people read around findings: the categories' plain names, the handbooks', and what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.words import words
from nlp.draft import LANGUAGES
from nlp.finding import Category

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

UNREAD: Final = MappingProxyType(
    {
        "grammar": "Grammar was not checked: LanguageTool is off just now.",
        "spelling": "Spelling was not checked: there is no dictionary for this language yet.",
        "language": "This language can't be read here, so nothing was checked.",
        "late": "The check took too long, so this draft is only partly read.",
        "down": "The check didn't work this time, so this draft was not read.",
    }
)


def not_checked(draft_lang: str | None, engines: Mapping[str, str], lang: str) -> str:
    """One line on what was not read; "" when all was."""
    missing: list[str] = []
    if draft_lang not in LANGUAGES:
        missing.append("language")
    elif (rules := engines.get("rules")) in {"late", "down"}:
        missing.append(rules)
    else:
        if engines.get("languagetool", "off") != "ok" and draft_lang != "fi":
            missing.append("grammar")  # LanguageTool has no Finnish; Voikko reads that
        if engines.get("spelling", "off") == "off":
            missing.append("spelling")
    return " ".join(words(lang).gettext(UNREAD[part]) for part in missing)
