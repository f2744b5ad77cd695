"""Right words in wrong places, as a pack's ``[[confusions]]`` give them away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import Confusion, RulePack
from nlp.phrase import Span
from nlp.text import fold
from nlp.typos.restore import is_plain
from nlp.view import View

_SPOKEN: Final = frozenset({"chat", "telegram"})


def confused(view: View, words: RulePack, *, say: str = "") -> Iterator[Finding]:
    """Flag what the pack's confusions match outside quotations, from left to right.

    A wording that starts with a comma is joined to the word before it. In a Romanian text without any marks, a form
    that lacks only its marks is left to `diacritics`, which speaks of the whole.
    """
    plain = view.pack.lang == "ro" and is_plain(view.text)
    found = [
        (*_stretch(view, span, fixes), fixes)
        for at, span in words.typed.find(view.text)
        if not (words.confusions[at].written and view.draft.channel in _SPOKEN)
        if (
            fixes := tuple(
                filter(None, (view.filler.fill(span, wording) for wording in words.confusions[at].instead))
            )
        )
    ]
    for start, end, fixes in sorted(found):
        only_marks = plain and fold(fixes[0], "ro") == fold(view.text.quote(start, end), "ro")
        right = view.text.quote(start, end) == fixes[0]  # a folded word may be the wording itself
        if not only_marks and not right and not view.inside(start, end, view.quoted):
            yield view.slip(words, (start, end), fixes, "smiledesk", say=say)


def _filled(view: View, span: Span, confusion: Confusion) -> Iterator[str]:
    return filter(None, (view.filler.fill(span, wording) for wording in confusion.instead))


def _stretch(view: View, span: Span, fixes: tuple[str, ...]) -> tuple[int, int]:
    start = span.start
    if fixes[0].startswith(","):
        start = len(view.text.raw[:start].rstrip())
    return start, span.end
