"""What can be wrong with the files of a house, as sentences in the reader's language."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bot.words import Words, words

SENTENCES: Final = MappingProxyType(
    {
        "no_toml": "%(path)s can't be read as TOML: %(problem)s.",
        "deep_toml": "%(path)s can't be read: it has too many brackets inside one another.",
        "no_table": "%(path)s: [%(table)s] isn't known here; allowed are %(allowed)s.",
        "no_picture": "%(path)s: there is no picture %(file)s beside it.",
        "large_picture": "%(file)s has %(size)s bytes; a picture may have %(most)s.",
        "other_picture": "%(file)s is no picture of a kind that every browser shows: %(kinds)s.",
        "no_name": "%(path)s isn't known: files are named as in templates/on_loan.toml, in %(folders)s.",
        "no_phrase": "%(path)s: [%(table)s] the phrase %(phrase)s can't be used (%(problem)s).",
        "no_code": "%(path)s: [%(table)s] code: %(problem)s isn't one of our codes.",
        "no_text": "%(path)s isn't UTF-8. Please save it as UTF-8 and try again.",
        "no_zip": "This is no ZIP that can be read. Please fetch the files once more and pack them as they were.",
        "large_zip": "The ZIP holds more than %(most)s bytes.",
        "missing": "%(path)s: [%(table)s] %(place)s is missing.",
        "extra_forbidden": "%(path)s: [%(table)s] %(place)s isn't known here.",
        "string_too_long": "%(path)s: [%(table)s] %(place)s is too long: %(max_length)s characters at most.",
        "string_too_short": "%(path)s: [%(table)s] %(place)s is empty or too short.",
        "too_long": "%(path)s: [%(table)s] %(place)s has too many: %(max_length)s at most.",
        "wrong": "%(path)s: [%(table)s] %(place)s can't be as it is: %(problem)s.",
    }
)
"""English by what is wrong, some of it by pydantic's own names; keys of their translations."""


class BadFileError(ValueError):
    """A file that can't be used; its sentence names it, says what is wrong and what is allowed.

    Args:
        bad: A key of ``SENTENCES``.
        what: What goes into its places.
    """

    def __init__(self, bad: str, /, **what: object) -> None:
        self._bad = bad
        self._what = what
        super().__init__(self.said(words("en")))

    def said(self, reader: Words) -> str:
        """The sentence in the reader's language."""
        return reader.gettext(SENTENCES[self._bad]) % self._what
