"""The patron gave something, and nobody thanks.

What it looks for:
    A question in which the patron gives (a document, a donation, a hint about a mistake, praise: the list ``gave``
    of `patron.toml`) and a turn without thanks. What the patron says may match a list of this rule (a mistake is
    told: ``told``); then that list's ``[says]`` has the words, and at a complaint ``[says.complaint]``.

Why it matters to the patron:
    What they did was a kindness; left unseen, they won't do it again.

When it is wrong:
    When what looks like a gift is a routine step, such as reading out a card number. Whoever only nods to thanks
    is told by `abrupt`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.rules.abrupt import only_nods
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """One finding at the start of a reply that should thank."""
    gave = view.asked.of_list("gave") and not only_nods(view)
    if gave and not view.did("thanks") and not words.words("instead").within(view.text):
        heard = next((name for name in words.says if words.words(name).within(view.asked.text)), "")
        say = "complaint" if view.draft.complaint and "complaint" in words.says else heard
        yield view.missing(words, at=view.frame.after_hello, say=say)
