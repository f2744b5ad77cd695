"""An order, and nothing to soften it.

What it looks for:
    A sentence that opens with an imperative, or an obligation laid on the patron (lists ``bare`` and
    ``obligation``), without a softening word in it and without warmth anywhere in the draft.

Why it matters to the patron:
    Being told what to do by an office makes one small; the same step offered as help does not.

When it is wrong:
    Steps in a list, or in answer to "how do I" (the list ``asks_how``), good wishes ("have a nice day") and friendly
    directions in mid conversation stay quiet; being sent elsewhere is for `blind-referral` to tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.text import Sentence
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each unsoftened order."""
    if view.is_kind:
        return
    orders = ("obligation",) if view.asked.of_list("asks_how") else ("bare", "obligation")
    for sentence in view.text.sentences:
        if not _is_softened(view, words, sentence):
            for name in orders:
                span = words.words(name).first(sentence)
                if span and not view.inside(span.start, span.end, view.quoted):
                    yield view.flag(words, sentence, say=name, rest=_rest(view, sentence, span))
                    break


def _is_softened(view: View, words: RulePack, sentence: Sentence) -> bool:
    if sentence.listed or sentence.is_question or words.words("unless").within(sentence):
        return True
    return view.acts.in_sentence(sentence, "softener", "closing", "offer", "next_step", "reassurance", "referral")


def _rest(view: View, sentence: Sentence, span: Span) -> str:
    """What is asked for, where the order opens the sentence ("return it today" in "You must return it today")."""
    return view.text.quote(span.end, sentence.end) if span.start == sentence.start else ""
