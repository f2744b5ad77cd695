"""A slot left unfilled.

What it looks for:
    Square or curly brackets around words, rows of X or underscores, notes to oneself (TODO, TBD), and what the
    pack's list ``leftover`` names.

Why it matters to the patron:
    It shows that the reply is a form, and that nobody read it before it left.

When it is wrong:
    Brackets that quote ("[...]", "[sic]") and call numbers in brackets are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View

_SLOT: Final = re.compile(
    r"\[(?!sic\b|\.\.\.|…|[^\]]*\]\()[^\W\d_][^\[\]\n]{0,40}\]"
    r"|\{\{?(?:[^\W\d][^{}\n]{0,40}|…)\}?\}"
    r"|<(?!https?:)[^\W\d_][\w .|-]{0,40}>"
    r"|(?<![\w.])[Xx]{3,}(?!\w)|(?<!\w)[Xx]{2}[:.][Xx]{2}(?!\w)"
    r"|_{3,}|(?<![\w.])\.{5,}(?!\w)"
    r"|\b(?:TODO|TBD|TBC|FIXME)\b"
)
_HINTS: Final = ("[", "{", "<", "xx", "___", ".....", "todo", "tbd", "tbc", "fixme")
"""In small letters what every slot has one of: looked for first, as a slot is seldom there and slow to look for."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag every slot."""
    small = view.draft.text.lower()
    for match in _SLOT.finditer(view.draft.text) if any(hint in small for hint in _HINTS) else ():
        if not view.inside(*match.span(), view.links):
            yield view.flag(words, match.span())
    for span in words.words("leftover").find(view.text):
        yield view.flag(words, span)
