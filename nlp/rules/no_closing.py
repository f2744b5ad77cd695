"""The matter ends without a kind last word.

What it looks for:
    The closing reply without a wish, "did you find it", "anything else", an open door or thanks.

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
    closes = view.did("closing", "extra") or words.words("instead").within(view.text)
    asks = any(sentence.is_question for sentence in view.text.sentences)
    if not closes and not asks:
        yield view.missing(words, at=view.before_signing)
