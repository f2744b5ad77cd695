"""Words that Italian, Romanian, Swedish and Finnish write small, with a capital: "i Måndags", "parlo Italiano".

The words come from the pack's list ``small``. A capital next to another one is a name or a title ("Svenska
Akademien", "Radio Vineri"), and so is one behind anything but a small word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.text import Sentence
from nlp.typos.marks import Slip
from nlp.view import View

_SMALL: Final = 3  # letters of a small word that begins a sentence
_LABELLED: Final = (
    "hyllan",
    "avdelningen",
    "fliken",
    "rubriken",
    "skylten",
    "märkt",
    "märkta",
    "hyllyssä",
    "hyllyltä",
    "raftul",
    "secțiunea",
    "rubrica",
    "scaffale",
    "sezione",
    "settore",
    "reparto",
)
"""What a sign or a heading is read behind: "vid hyllan Franska"."""


def needless_capitals(view: View) -> Iterator[Slip]:
    """Every word of the list with a capital inside a sentence, left to right."""
    rule = view.pack.rules.get("grammar")
    if rule is None:
        return
    keep = (*view.quoted, *view.links, *view.addresses, *view.told)
    for span in rule.words("small").find(view.text):
        word = view.text.quote(span.start, span.end)
        capital = word[:1].isupper() and word[1:].islower()
        if capital and not view.inside(span.start, span.end, keep) and _among_small(span.sentence, span.first):
            yield Slip(span.start, span.end, word.lower(), "small")


def _among_small(sentence: Sentence, position: int) -> bool:
    """Whether a small word stands right before, and no capital right after."""
    before = sentence.tokens[position - 1].text if position else ""
    if position == 1 and len(before) <= _SMALL:  # "På Svenska heter det ..."
        before = before.lower()
    if before.endswith(_LABELLED):
        return False
    after = sentence.tokens[position + 1].text if position + 1 < len(sentence.tokens) else ""
    return before.islower() and not after[:1].isupper()
