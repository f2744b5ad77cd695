"""A wording is offered only where it mends: read again with it, the rule has nothing more to say of those words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from nlp.finding import Category, Finding
from nlp.view import View
from nlp.wordings.wording import put

_MOST: Final = 2
"""Wordings of a tone finding."""

Heard = Callable[[View, str], Iterator[Finding]]
"""What a rule of a name says of a view."""


def mending(view: View, finding: Finding, heard: Heard) -> Finding:
    """A finding with at most two wordings, those that mend; a typing finding stays as it is."""
    if finding.category is Category.TYPO:
        return finding
    mended = (wording for wording in finding.suggestions if _mends(view, finding, wording, heard))
    return replace(finding, suggestions=tuple(one for _, one in zip(range(_MOST), mended, strict=False)))


def _mends(view: View, finding: Finding, wording: str, heard: Heard) -> bool:
    """Whether no rule of the same code speaks of a wording that takes the place of words, read in its sentence."""
    start, end = finding.taken
    if start == end:
        return True
    text = view.text
    begins, ends = text.sentence_at(start).start, text.sentence_at(end - 1).end
    said = put(text.raw[begins:ends], (start - begins, end - begins), wording)
    alone = replace(view, draft=replace(view.draft, text=said), grammar=None)
    same = (name for name, words in view.pack.rules.items() if words.code == finding.code)
    mine = start - begins, start - begins + len(wording)
    return not any(view.inside(one.start, one.end, [mine]) for name in same for one in heard(alone, name))
