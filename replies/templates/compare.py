"""Two wordings side by side, word by word: for versions of a template, and for what became of one in a reply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from replies.templates.filling import PLACE

_PIECE: Final = re.compile(r"\s+|\w+|[^\w\s]")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that both wordings have, or only one of them."""

    kind: Literal["same", "gone", "new"]
    text: str


def compare(old: str, new: str) -> tuple[Part, ...]:
    """How ``old`` became ``new``; what is gone stands before what came in its place."""
    before, after = _pieces(old), _pieces(new)
    return tuple(_parts(before, after))


def _pieces(text: str) -> list[str]:
    """Words with the space after them, so that a changed sentence is not cut into single letters."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if piece.isspace() and pieces:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _parts(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Part("gone", "".join(before[a:b]))
        if d > c:
            yield Part("new", "".join(after[c:d]))


def changed_share(template: str, sent: str) -> int:
    """Thousandths of a template's own words that a reply no longer has; slots are there to be filled and don't count.

    Words and order count, letter case and marks don't. Cost: words of one times words of the other at worst.
    """
    own = _WORD.findall(PLACE.sub(" ", template).casefold())
    if not own:
        return 0
    blocks = SequenceMatcher(None, own, _WORD.findall(sent.casefold()), autojunk=False).get_matching_blocks()
    return 1000 - round(sum(block.size for block in blocks) * 1000 / len(own))
