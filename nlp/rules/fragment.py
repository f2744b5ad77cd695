"""A catalogue line instead of a sentence.

What it looks for:
    A sentence without a verb that is made of shelf marks, numbers and clipped words ("2 cop., 1 o/l"), or
    that only points ("see poster", list ``pointing``).

Why it matters to the patron:
    They can't read it; it is a note from one colleague to another.

When it is wrong:
    An address or opening hours are rows of numbers too: a weekday, a street or a link keeps it quiet; so does a time
    or a place, unless the words around it are clipped (limit ``clipped``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Phrases
from nlp.text import Sentence
from nlp.view import View

_SHELF_MARK: Final = re.compile(r"\d{2,3}(?:\.\d+)?|[A-ZÅÄÖ]{1,4}\d*|\d+/\d+|\w/\w")
_CLIPPED: Final = re.compile(r"[^\W\d_]{2,5}\.(?=[ ,]|$)")
_SHORT: Final = 5
"""A word before the last full stop is clipped rather than whole when it is this short, the stop included."""


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the run of sentences that reads like a catalogue."""
    for span in words.words("pointing").find(view.text):
        yield view.flag(words, span)
    coded = [s for s in view.text.sentences if _is_coded(view, words, s)]
    if coded and not words.words("unless_anywhere").within(view.text):
        yield view.flag(words, (coded[0].start, coded[-1].end))


def _is_coded(view: View, words: RulePack, sentence: Sentence) -> bool:
    listed = words.words("clipped")
    weight, clipped = sentence.recall(
        (_weigh, listed), lambda one: _weigh(view.text.quote(one.start, one.end), one, listed)
    )
    if weight < words.limits.get("signs", 3) or weight * 2 < len(sentence.words) or view.links:
        return False
    hours = clipped < words.limits.get("clipped", 3) and view.acts.in_sentence(sentence, "time", "contact")
    return not (hours or any(token.must_be("VERB", "AUX") for token in sentence.words))


def _weigh(raw: str, sentence: Sentence, listed: Phrases) -> tuple[int, int]:
    """How many signs and clipped words a sentence has, and how many of them are clipped by a full stop."""
    if raw.isupper() and not any(char.isdigit() for char in raw):  # a raised voice, which `shout` hears
        return 0, 0
    clipped = sum(m.end() < len(raw) or len(m[0]) <= _SHORT for m in _CLIPPED.finditer(raw))
    signs = sum(bool(_SHELF_MARK.fullmatch(t.text)) or t.text.isdigit() for t in sentence.words)
    return signs + clipped + sum(1 for _ in listed.find(sentence)), clipped
