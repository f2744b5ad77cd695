"""Right words in wrong places, as a pack's ``[[confusions]]`` give them away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.inflect import form_of
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.restore import is_plain
from nlp.text import fold
from nlp.view import View

_SPOKEN: Final = frozenset({"chat", "telegram"})
_PLACE: Final = re.compile(r"\$([1-9])")


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
                filter(None, (_filled(view, words, span, wording) for wording in words.confusions[at].instead))
            )
        )
    ]
    for start, end, fixes in sorted(found):
        only_marks = plain and fold(fixes[0], "ro") == fold(view.text.quote(start, end), "ro")
        right = view.text.quote(start, end) == fixes[0]  # a folded word may be the wording itself
        if not only_marks and not right and not view.inside(start, end, view.quoted):
            yield view.slip(words, (start, end), fixes, "smiledesk", say=say)


def _stretch(view: View, span: Span, fixes: tuple[str, ...]) -> tuple[int, int]:
    start = span.start
    if fixes[0].startswith(","):
        start = len(view.text.raw[:start].rstrip())
    return start, span.end


def _filled(view: View, words: RulePack, span: Span, wording: str) -> str:
    """The wording for this match, its first letter as typed; empty where the language has no such form.

    ``$1``, ``$2`` are the words it took, ``<VERB:VerbForm=Inf>`` is that form of the one it took.
    """
    taken = span.sentence.tokens[span.first : span.last + 1]
    if wording.startswith("<"):
        filled = _other_form(view, words, taken[0].key, wording[1:-1])
    else:
        filled = _PLACE.sub(lambda place: taken[int(place[1]) - 1].text, wording)
    if not filled:
        return ""
    typed = view.text.quote(span.start, span.end)
    keeps = typed[:1].isupper() and typed.lower() != filled  # unless the capital is all that is wrong
    return filled[0].upper() + filled[1:] if keeps else filled


def _other_form(view: View, words: RulePack, typed: str, wanted: str) -> str:
    """That form of a word, if there is one and it isn't what was typed."""
    if view.lexicon is None:
        return ""
    endings, forms = words.words("endings").source, words.words("forms").source
    form = form_of(typed, wanted, view.lexicon, endings, forms, speller=view.speller)
    return form if form and form != typed else ""
