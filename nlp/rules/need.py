"""An ambiguous question, answered without asking.

What it looks for:
    Where the conversation is known: a first answer to a question of the kinds that hide another one (the list
    ``ambiguous`` of `patron.toml`), with neither a question back nor the need said again in the librarian's words.

Why it matters to the patron:
    The right answer to the wrong question costs them a second visit.

When it is wrong:
    When the patron said it all in earlier pieces; it never speaks twice in a conversation.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """One finding at the start of an answer that should have asked."""
    if view.draft.before is None or any(piece.by == "librarian" for piece in view.draft.before):
        return
    if not view.asked.of_list("ambiguous") or len(view.asked.text.words) > words.limits.get("words", 12):
        return
    asks = any(sentence.is_question for sentence in view.text.sentences)
    if not asks and not view.did("clarifying", "confirmation", "holding"):
        yield view.missing(words, at=view.after_hello)
