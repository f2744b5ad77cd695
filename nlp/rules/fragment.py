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
    raw = view.text.quote(sentence.start, sentence.end)
    if raw.isupper() and not any(char.isdigit() for char in raw):  # a raised voice, which `shout` hears
        return False
    clipped = [m[0] for m in _CLIPPED.finditer(raw) if m.end() < len(raw) or len(m[0]) <= _SHORT]
    signs = sum(bool(_SHELF_MARK.fullmatch(t.text)) or t.text.isdigit() for t in sentence.words)
    known = words.words("clipped").find(sentence)
    weight = signs + len(clipped) + sum(1 for _ in known)
    has_verb = any(token.must_be("VERB", "AUX") for token in sentence.words)
    hours = len(clipped) < words.limits.get("clipped", 3) and view.acts.in_sentence(sentence, "time", "contact")
    quiet = hours or view.links
    return weight >= words.limits.get("signs", 3) and weight * 2 >= len(sentence.words) and not (has_verb or quiet)
