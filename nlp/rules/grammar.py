"""A wrong form, or a right word in the wrong place.

What it looks for:
    The pack's own confusions (``[[confusions]]``: "the book your after"), and what LanguageTool marks as grammar,
    except the rules the pack knows to be wrong on good replies (list ``distrusted``).

Why it matters to the patron:
    They read past it, or stumble and lose the thread; a newcomer to the language may not find it again.

When it is wrong:
    Dialect and a child's spoken language.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each wrong form."""
    for confusion in words.confusions:
        for span in confusion.phrases.find(view.text):
            if not view.inside(span.start, span.end, view.quoted):
                typed = view.text.quote(span.start, span.end)
                fixes = [_as_typed(fix, typed) for fix in confusion.instead]
                yield view.slip(words, span, fixes, "smiledesk")
    distrusted = words.words("distrusted").source
    for mistake in view.mistakes:
        if mistake.kind == "grammar" and mistake.rule not in distrusted and mistake.replacements:
            yield view.slip(words, (mistake.start, mistake.end), mistake.replacements[:3], "languagetool")


def _as_typed(fix: str, typed: str) -> str:
    return fix[0].upper() + fix[1:] if typed[:1].isupper() else fix
