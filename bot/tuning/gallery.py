"""The pictures of the house as templates carry them: words for those who can't see it, and an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.tuning.kinds import PICTURE
from bot.tuning.record import Head, Name
from nlp.draft import LANGUAGES
from replies.templates.shelf import Template

_NOTHING: Final[Mapping[Name, Head]] = MappingProxyType({})


class Gallery:
    """Which pictures there are, and what is said of them.

    Args:
        known: What was tuned.
    """

    def __init__(self, known: Mapping[Name, Head] = _NOTHING) -> None:
        pictures = {(key, lang): head.body for (kind, key, lang), head in known.items() if kind == PICTURE}
        self._said = {name: body for name, body in pictures.items() if body}

    def address(self, key: str) -> str:
        """Where a picture is, without the desk's origin; "" when there is none of that name."""
        shown = self._said.get((key, ""))
        return f"/pictures/{shown['digest']}.{shown['file'].rpartition('.')[2]}" if shown else ""

    def words(self, key: str, lang: str) -> str:
        """What is to be seen, in a language, else in any it was written in."""
        said = (self._said.get((key, one)) for one in (lang, *LANGUAGES))
        return next((body["words"] for body in said if body), "")

    def with_picture(self, template: Template, origin: str) -> Template:
        """The template with its picture's words and address behind its own; as it is where it has none."""
        address = self.address(template.picture)
        if not address or not origin:
            return template
        said = f"{self.words(template.picture, template.lang)} {origin}{address}".strip()
        return replace(template, text=f"{template.text}\n\n{said}")
