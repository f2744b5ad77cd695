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
    """Flag the unsoftened orders, those that follow each other as one."""
    if view.is_kind:
        return
    orders = ("obligation",) if view.asked.of_list("asks_how") else ("bare", "obligation")
    told: dict[str, list[Span]] = {name: [] for name in orders}
    for sentence in view.text.sentences:
        if not _is_softened(view, words, sentence):
            for name in orders:
                span = words.words(name).first(sentence)
                if span and not view.inside(span.start, span.end, view.quoted):
                    told[name].append(span)
                    break
    for name, spans in told.items():
        rests = {(span.sentence.start, span.sentence.end): _rest(view, span) for span in spans}
        for stretch in view.runs([span.sentence for span in spans]):
            yield view.flag(words, stretch, say=name, rest=rests.get(stretch, ""))


def _is_softened(view: View, words: RulePack, sentence: Sentence) -> bool:
    if sentence.listed or sentence.is_question or words.words("unless").within(sentence):
        return True
    return view.acts.in_sentence(sentence, "softener", "closing", "offer", "next_step", "reassurance", "referral")


def _rest(view: View, span: Span) -> str:
    """What is asked for, where the order opens the sentence ("return it today" in "You must return it today")."""
    return view.text.quote(span.end, span.sentence.end) if span.start == span.sentence.start else ""
