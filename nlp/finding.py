"""What a check says: one finding, its category and its code.

The vocabulary is closed: a code belongs to exactly one category, and a librarian only ever sees the category's
plain word. Offsets are Unicode code points into the draft, half open; a finding about something that is missing
has ``start == end`` and an empty quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Category(StrEnum):
    """The seven plain words a librarian sees."""

    TYPO = "typo"
    COLD = "cold"
    CRYPTIC = "cryptic"
    DEAD_END = "dead-end"
    PRIVATE = "private"
    UNFINISHED = "unfinished"
    CLOSING = "closing"


_CODES_BY_CATEGORY: Final = {
    Category.TYPO: ("spelling", "grammar", "punctuation", "diacritics"),
    Category.COLD: (
        "greeting",
        "abrupt",
        "impersonal",
        "command",
        "blame",
        "belittle",
        "shout",
        "apology",
        "thanks",
        "register",
    ),
    Category.CRYPTIC: ("jargon", "acronym", "bare-link", "vague", "dense", "fragment", "need"),
    Category.DEAD_END: ("no-next-step", "blind-referral", "vague-promise"),
    Category.PRIVATE: ("personal-data",),
    Category.UNFINISHED: ("placeholder",),
    Category.CLOSING: ("no-closing",),
}

CATEGORY_OF: Final = MappingProxyType(
    {code: category for category, codes in _CODES_BY_CATEGORY.items() for code in codes}
)
"""Every code the checker may say, with its category."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a librarian would want to be told before the reply leaves.

    Attributes:
        code: A key of ``CATEGORY_OF``.
        start: First code point of the quote in the draft.
        end: One past the last code point; equal to ``start`` when something is missing.
        quote: The exact part of the draft, or empty when something is missing.
        message: What the patron may feel, in the draft's language; never a judgement of the librarian.
        suggestions: At most three wordings (two for tone), best first.
        rule: The name of the rule that spoke.
        source: The handbook behind it (``"001"``), or the engine for typos.
        signs: What moved the rule, as plain words for the page that explains a finding.
        place: Where a wording goes when not over the quote, as code points: what it replaces, or where it is put in.
    """

    code: str
    start: int
    end: int
    quote: str
    message: str
    suggestions: tuple[str, ...] = ()
    rule: str = ""
    source: str = ""
    signs: tuple[str, ...] = ()
    place: tuple[int, int] | None = None

    @property
    def taken(self) -> tuple[int, int]:
        """The stretch of the draft that a wording replaces; of no length where it is put in."""
        return self.place or (self.start, self.end)

    @property
    def category(self) -> Category:
        """The plain word for this finding."""
        return CATEGORY_OF[self.code]
