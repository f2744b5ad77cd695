"""An order, and nothing to soften it.

What it looks for:
    A sentence that opens with an imperative, or an obligation laid on the patron (lists ``bare`` and
    ``obligation``), without a softening word in it and without warmth anywhere in the draft; or order upon order
    in a polite frame.

Why it matters to the patron:
    Being told what to do by an office makes one small; the same step offered as help does not.

When it is wrong:
    Steps in a list, or in answer to "how do I" (the list ``asks_how``), good wishes ("have a nice day") and friendly
    directions in mid conversation stay quiet; being sent elsewhere is for `blind-referral` to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.text import Sentence
from nlp.view import View

_STRING: Final = 3
"""Orders in one reply that no kind word makes up for."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the unsoftened orders, those that follow each other as one."""
    orders = ("obligation",) if view.asked.of_list("asks_how") else ("bare", "obligation")
    told: dict[str, list[Span]] = {name: [] for name in orders}
    for sentence in view.text.sentences:
        if not _is_softened(view, words, sentence):
            for name in orders:
                span = words.words(name).first(sentence)
                if span and not view.inside(span.start, span.end, view.quoted):
                    told[name].append(span)
                    break
    if view.is_kind:
        told = {"obligation": _in_a_string(told)}
    for name, spans in told.items():
        rests = {(span.sentence.start, span.sentence.end): _rest(view, span) for span in spans}
        for stretch in view.runs([span.sentence for span in spans]):
            yield view.flag(words, stretch, say=name, rest=rests.get(stretch, ""))


def _in_a_string(told: Mapping[str, list[Span]]) -> list[Span]:
    """All orders where order follows order, one of them a duty: a thank-you in front doesn't soften all of them."""
    spans = sorted((span for spans in told.values() for span in spans), key=lambda span: span.start)
    return spans if told["obligation"] and len(spans) >= _STRING else []


def _is_softened(view: View, words: RulePack, sentence: Sentence) -> bool:
    if sentence.listed or sentence.is_question or words.words("unless").within(sentence):
        return True
    return view.acts.in_sentence(sentence, "softener", "closing", "offer", "next_step", "reassurance", "referral")


def _rest(view: View, span: Span) -> str:
    """What is asked for, where the order opens the sentence ("return it today" in "You must return it today")."""
    return view.text.quote(span.end, span.sentence.end) if span.start == span.sentence.start else ""
