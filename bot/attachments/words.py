"""What may be attached, as a sentence in the reader's language; English is the key."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bot.attachments.files import Rules
from bot.words import words

KINDS: Final = MappingProxyType(
    {
        "pictures": "pictures",
        "documents": "documents (PDF, text, Word, OpenDocument)",
        "sound": "recordings",
        "films": "films",
    }
)
"""How each kind is called in a list."""

WHAT_FITS: Final = "You can add a file of up to %(megabytes)s MB: %(kinds)s."
"""The list stands at the end, so that no language has to bend it."""


def what_fits(rules: Rules, lang: str) -> str:
    """What may be attached; "" when nothing may."""
    said = words(lang).gettext
    kinds = ", ".join(said(KINDS[kind]) for kind in rules.kinds)
    return said(WHAT_FITS) % {"megabytes": rules.megabytes, "kinds": kinds} if kinds else ""
