"""The matter ends without a kind last word.

What it looks for:
    The closing reply without a wish, "did you find it", "anything else", an open door or thanks. The line that signs
    a letter, or a bare goodbye, is none of these.

Why it matters to the patron:
    The last words are the ones they take home.

When it is wrong:
    When a later piece of the turn will say it: the console waits until the conversation is being left.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """One finding at the end of a closing reply that doesn't close."""
    if not view.is_leaving or not view.text.words:
        return
    if not _closes(view, words) and not any(sentence.is_question for sentence in view.text.sentences):
        yield view.missing(words, at=view.frame.before_signing)


def _closes(view: View, words: RulePack) -> bool:
    if view.exclaims or words.words("instead").within(view.text) or view.earlier.has("closing", "extra"):
        return True
    return any(not view.frame.is_formula(span) for kind in ("closing", "extra") for span in view.acts.of(kind))
