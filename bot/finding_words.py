"""What people read around findings: the categories' plain names, the handbooks', and what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.words import words
from nlp.draft import LANGUAGES
from nlp.finding import Category, Finding
from nlp.pack import load_pack

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


def message_to(reader: str, finding: Finding, draft_lang: str | None) -> str:
    """What a finding says, in its reader's language; the wordings stay in the draft's.

    A rule has the same name, and names for what it says, in every pack. What a grammar engine or a rule of the
    house says exists in one language only.
    """
    if reader == draft_lang or reader not in LANGUAGES or draft_lang not in LANGUAGES:
        return finding.message
    theirs = load_pack(draft_lang).rules.get(finding.rule)
    own = load_pack(reader).rules.get(finding.rule)
    if theirs is None or own is None:
        return finding.message
    if theirs.say.message == finding.message:
        return own.say.message
    name = next((name for name, say in theirs.says.items() if say.message == finding.message), None)
    return finding.message if name is None else own.says.get(name, own.say).message


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
