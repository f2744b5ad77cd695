"""A "no" that leaves the patron empty-handed.

What it looks for:
    A refusal (the pack's acts) and, anywhere in the turn, nothing to go on with: no offer, next step, promise,
    referral with a contact, question, link or extra. Where the patron asked for something (the list ``wish`` of
    `patron.toml`), a limit told as a fact ("only for staff", "ended in 2019": the list ``implied``) is a "no" too.

Why it matters to the patron:
    Nobody should leave a desk not knowing what they could do next.

When it is wrong:
    When the "no" is good news ("No, it's still on") or a way of saying "never mind": the refusal phrases are
    written so that these don't match. A later piece of the turn can still bring the step: the console waits.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.view import View

_WAYS_ON = ("offer", "next_step", "promise", "handover", "extra", "clarifying", "contact", "holding")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the sentence that refuses."""
    said = (*view.acts.of("refusal"), *_implied(view, words))
    refusals = [span for span in said if not _is_harmless(view, span)]
    if not refusals or view.did(*_WAYS_ON) or view.links or view.addresses:
        return
    if words.words("way_on").within(view.text) or any(sentence.is_question for sentence in view.text.sentences):
        return
    yield view.flag(words, refusals[0].sentence)


def _implied(view: View, words: RulePack) -> Iterator[Span]:
    """A limit or an end told as a fact, in answer to "may I" or "do you have"."""
    if view.asked.of_list("wish"):
        yield from words.words("implied").find(view.text)


def _is_harmless(view: View, span: Span) -> bool:
    if view.inside(span.start, span.end, view.quoted):
        return True
    return view.acts.in_sentence(span.sentence, "reassurance") or span.sentence.is_question
