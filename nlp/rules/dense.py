"""Too much at once for this channel.

What it looks for:
    A sentence longer than the pack's limit for the channel, one over the readability limit (LIX), or a chat message
    that is a wall of text. A patron uneasy with computers lowers the limits by a quarter.

Why it matters to the patron:
    On a small screen the one thing they need is lost among the others.

When it is wrong:
    Lists of titles and addresses are long without being hard; listed lines are not measured, and of steps that are
    numbered in one sentence only the longest is.

A letter gets no wording: nobody offers there to write again what could be parted before it leaves.

Source: LIX by C. H. Björnsson (1968), words per sentence plus the share of words over six letters, in percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.text import Sentence, Token
from nlp.view import View

_STEP: Final = re.compile(r"(?<![\w.,])\d{1,2}\) ")
_SEVERAL: Final = 2
"""Numbered steps in one sentence from which on they are a list."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each dense sentence, or the whole of a wall."""
    ease = 0.75 if view.asked.of_list("uneasy") else 1.0
    channel = view.draft.channel or "email"
    limit = words.limits[channel] * ease
    found = False
    for sentence in view.text.sentences:
        length = _longest(view, sentence)
        hard = length >= words.limits["lix_words"] and _lix(sentence) > words.limits["lix"]
        if not sentence.listed and (length > limit or hard):
            found = True
            yield view.flag(words, sentence, suggestions=[] if channel == "email" else None)
    wall = words.limits.get("wall", 130) * ease
    if not found and channel != "email" and "\n" not in view.draft.text and len(view.text.words) > wall:
        yield view.flag(words, (view.text.sentences[0].start, view.text.sentences[-1].end), say="wall")


def _longest(view: View, sentence: Sentence) -> int:
    """Words of a sentence, or of the longest of the steps that are numbered in it."""
    counted = _counted(view, sentence)
    steps = [sentence.start + step.start() for step in _STEP.finditer(view.draft.text[sentence.start : sentence.end])]
    if len(steps) < _SEVERAL:
        return len(counted)
    bounds = [sentence.start, *steps, sentence.end]
    return max(sum(one <= token.start < other for token in counted) for one, other in pairwise(bounds))


def _counted(view: View, sentence: Sentence) -> Sequence[Token]:
    keep = (*view.links, *view.addresses, *view.quoted)
    return [t for t in sentence.words if not view.inside(t.start, t.end, keep)] if keep else sentence.words


def _lix(sentence: Sentence) -> float:
    words = sentence.words
    return len(words) + 100 * sum(len(word.text) > 6 for word in words) / len(words)
