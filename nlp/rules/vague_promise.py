"""A promise with no time and no way.

What it looks for:
    A promise (the pack's acts) with neither a time in its sentence or the next ones, nor a date anywhere after it.

Why it matters to the patron:
    They don't know how long to wait, where the answer will come, or when they may ask again.

When it is wrong:
    "One moment, I'm looking" is a holding line and no promise; a time in the sentence before counts too. What waits
    for the patron ("send me the number and I'll check", list ``asked_first``) takes as long as they like.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the first promise without a time."""
    for span in view.acts.of("promise"):
        if not _is_dated(view, words, span) and not view.inside(span.start, span.end, view.quoted):
            yield view.flag(words, span)
            return


def _is_dated(view: View, words: RulePack, span: Span) -> bool:
    position = view.text.sentences.index(span.sentence)
    near = view.text.sentences[max(position - 1, 0) : position + 3]
    if any(view.acts.in_sentence(sentence, "time") for sentence in near):
        return True
    if words.words("asked_first").within(span.sentence) or view.acts.in_sentence(span.sentence, "holding"):
        return True
    return any(words.words("unless").within(sentence) for sentence in near)
