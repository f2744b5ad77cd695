"""A long text in parts that Telegram takes: at paragraphs, lines, sentences, words, and never inside a character."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_UNITS: Final = 4096
"""Longest message in UTF-16 code units, https://core.telegram.org/bots/api#sendmessage."""

LEAST_SHARE: Final = 0.25
"""A break that would leave a part shorter than this share of the limit is passed over for a finer one."""

_BREAKS: Final = (
    re.compile(r"\n[^\S\n]*\n\s*"),  # paragraphs
    re.compile(r"\n\s*"),  # lines
    re.compile(r"(?<=[.!?…])[\"'»”’)\]]*\s+"),  # sentences
    re.compile(r"\s+"),  # words
)
_JOINER: Final = "\u200d"
_LONGEST_CLUSTER: Final = 64
"""How far back to look for a character's beginning, in code points; what is longer is no writing."""


def utf16_units(text: str) -> int:
    """The length Telegram counts."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def split(text: str, limit: int = MAX_UNITS) -> tuple[str, ...]:
    """The parts of a text in order, each at most ``limit`` UTF-16 units and never blank.

    Only white space at the breaks is left out. Linear in the length of the text.
    """
    parts: list[str] = []
    rest = text.strip()
    while utf16_units(rest[: limit + 1]) > limit:
        part, rest = _cut(rest, limit)
        parts.append(part)
    return (*parts, rest) if rest else tuple(parts)


def _cut(text: str, limit: int) -> tuple[str, str]:
    """The first part, and what is left; ``text`` is longer than ``limit``."""
    end = _fitting(text, limit)
    least = int(end * LEAST_SHARE)
    window = text[: end + 1]
    for pattern in _BREAKS:
        places = [found for found in pattern.finditer(window) if least <= found.start() <= end]
        if places:
            last = places[-1]
            closing = len(last.group()) - len(last.group().lstrip("\"'»”’)]"))
            stop = last.start() + closing
            if stop <= end:
                return text[:stop].rstrip(), text[stop:].lstrip()
    stop = _cluster_start(text, end)
    return text[:stop], text[stop:].lstrip()


def _fitting(text: str, limit: int) -> int:
    """How many code points of ``text`` fit into ``limit`` UTF-16 units."""
    units = 0
    for place, letter in enumerate(text):
        units += 2 if ord(letter) > 0xFFFF else 1
        if units > limit:
            return place
    return len(text)


def _cluster_start(text: str, end: int) -> int:
    """The nearest place at or before ``end`` that is not inside what people see as one character."""
    for place in range(end, max(end - _LONGEST_CLUSTER, 0), -1):
        if not _inside(text, place):
            return place
    return end


def _inside(text: str, place: int) -> bool:
    """Whether ``text[place]`` belongs to the character before it."""
    if place >= len(text):
        return False
    here, before = text[place], text[place - 1]
    if unicodedata.category(here) in ("Mn", "Me", "Mc") or _JOINER in (here, before):
        return True
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":  # skin tones, flag tags
        return True
    if _is_flag_letter(here):
        return _flag_letters_before(text, place) % 2 == 1
    return before == "\r" and here == "\n"


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_letters_before(text: str, place: int) -> int:
    start = place
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return place - start
