"""Two ways of saying "you" in one reply.

What it looks for:
    Familiar and formal address (lists ``familiar`` and ``formal``) in the same draft, outside quotation marks.

Why it matters to the patron:
    It sounds as if two people wrote, and leaves them unsure how close they are.

When it is wrong:
    When the reply speaks to two people at once, a child and a parent; the lists leave plural forms out.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the form used less often, where it first stands."""
    familiar, formal = _outside(view, words, "familiar"), _outside(view, words, "formal")
    if familiar and formal:
        yield view.flag(words, (familiar if len(familiar) <= len(formal) else formal)[0])


def _outside(view: View, words: RulePack, name: str) -> list[Span]:
    excused = [(span.start, span.end) for span in words.words("unless").find(view.text)]
    return [s for s in words.words(name).find(view.text) if not view.inside(s.start, s.end, (*view.quoted, *excused))]
