"""Sent elsewhere, and nobody there knows.

What it looks for:
    A referral (the pack's acts) and, in its sentence or beside it, neither a contact, nor hours or a place one can
    find, nor a word that somebody there has been told.

Why it matters to the patron:
    They start again from zero, somewhere else, perhaps in vain.

When it is wrong:
    When the place is one everybody knows and open to all; a time or an address in the draft keeps it quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the referral."""
    if view.links or view.addresses or view.did("handover", "contact"):
        return
    if words.words("unless_anywhere").within(view.text):
        return
    for span in view.acts.of("referral"):
        if view.inside(span.start, span.end, view.quoted) or words.words("unless").within(span.sentence):
            continue
        if not any(char.isdigit() for char in view.text.quote(span.sentence.start, span.sentence.end)):
            yield view.flag(words, span.sentence)
            return
