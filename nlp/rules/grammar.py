"""A wrong form, or a right word in the wrong place.

What it looks for:
    The pack's own confusions (``[[confusions]]``: "the book your after"), compounds written apart, a missing
    possessive ending (`nlp.compounds`, `nlp.possessives`), and what LanguageTool marks, except the rules the pack
    knows to be wrong on good replies (list ``distrusted``; ``NAME*`` for all that start so).

Why it matters to the patron:
    They read past it, or stumble and lose the thread; a newcomer to the language may not find it again.

When it is wrong:
    Dialect and a child's spoken language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from nlp.compounds import written_apart
from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.possessives import without_ending
from nlp.view import View

_PLACE: Final = re.compile(r"\$([1-9])")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each wrong form."""
    yield from confused(view, words)
    for slip in (*written_apart(view), *without_ending(view)):
        yield view.slip(words, (slip.start, slip.end), [slip.replacement], "smiledesk", say=slip.name)
    distrusted = words.words("distrusted").source
    for mistake in view.mistakes:
        trusted = not any(fnmatchcase(mistake.rule, pattern) for pattern in distrusted)
        if mistake.kind in {"grammar", "spelling", "other"} and trusted and mistake.replacements:
            yield view.slip(words, (mistake.start, mistake.end), mistake.replacements[:3], "languagetool")


def confused(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag what the pack's own ``[[confusions]]`` give away outside quotations, from left to right."""
    found = [
        (span.start, span.end, [_filled(view, span, wording) for wording in confusion.instead])
        for confusion in words.confusions
        for span in confusion.phrases.find(view.text)
    ]
    for start, end, fixes in sorted(found):
        if not view.inside(start, end, view.quoted):
            yield view.slip(words, (start, end), fixes, "smiledesk")


def _filled(view: View, span: Span, wording: str) -> str:
    """The wording for this match: ``$1``, ``$2`` are the words it took; its first letter is as typed."""
    taken = span.sentence.tokens[span.first : span.last + 1]
    filled = _PLACE.sub(lambda place: taken[int(place[1]) - 1].text, wording)
    return filled[0].upper() + filled[1:] if view.text.quote(span.start, span.end)[:1].isupper() else filled
