"""A text in sentences, for an engine that reads each by itself and remembers it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 2_000  # code points of one piece; what is longer is cut at white space
_BREAK: Final = re.compile(
    r"\n+|(?:(?<=[\w)\]\"”»’]{3}\.)|(?<=[!?…]))[\"”»’)\]]*\s+(?=[\"“„«(]?[^\W\d_a-zß-öø-ÿăâîșțåäö])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is read by itself."""

    start: int
    text: str


def cut(text: str) -> list[Piece]:
    """A text in sentences: at line breaks, and after ``.?!`` before a capital. Cost: linear.

    A break too few only makes the cache coarser; a break too many would invite false alarms, so short words
    before a full stop (abbreviations) end nothing.
    """
    ends = [(match.start(), match.end()) for match in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    pieces = []
    for start, stop in zip(starts, stops, strict=True):
        while stop - start > _LONGEST:
            space = text.rfind(" ", start, start + _LONGEST)
            middle = space if space > start else start + _LONGEST
            pieces.append(Piece(start, text[start:middle]))
            start = middle  # noqa: PLW2901 - the rest of the piece
        pieces.append(Piece(start, text[start:stop]))
    return [piece for piece in pieces if piece.text.strip()]
