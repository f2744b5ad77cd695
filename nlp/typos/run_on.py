"""Sentences that run on without the mark between them: "the book is here You can collect it".

A capital tells: words that only open a clause ("We have", "Può ritirarlo"), from the pack's list ``opens``, with a
capital right behind a small word. Behind "the novel" they may be a title (list ``entitled``).
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.typos.marks import Slip
from nlp.view import View


def run_on_sentences(view: View) -> Iterator[Slip]:
    """Every place where a sentence ends without its mark, left to right."""
    rule = view.pack.rules.get("punctuation")
    if rule is None:
        return
    keep = (*view.quoted, *view.told, *view.links)
    entitled = frozenset(rule.words("entitled").source)
    for span in rule.words("opens").find(view.text):
        opener = span.sentence.tokens[span.first]
        before = span.sentence.tokens[span.first - 1] if span.first else None
        if before is None or not before.text.islower() or before.key in entitled:
            continue
        spaced = view.draft.text[before.end : opener.start] == " "
        if spaced and opener.text[0].isupper() and not view.inside(opener.start, opener.end, keep):
            yield Slip(before.end, before.end, ".", "run-on")
