"""Two ways of saying "you" in one reply.

What it looks for:
    Familiar and formal address (lists ``familiar`` and ``formal``) in the same draft, outside quotation marks.

Why it matters to the patron:
    It sounds as if two people wrote, and leaves them unsure how close they are.

When it is wrong:
    When the reply speaks to two people at once, a child and a parent: the patron speaks for more than one (list
    ``plural``), or the draft names who else is meant (list ``several``).
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the form used less often, where it first stands."""
    if words.words("several").within(view.text) or words.words("plural").within(view.asked.text):
        return
    familiar, formal = view.addressed("familiar"), view.addressed("formal")
    if familiar and formal:
        yield view.flag(words, (familiar if len(familiar) <= len(formal) else formal)[0])
