"""Questions that end without their mark, known by how they begin (lists ``questions`` and ``sure_questions``).

With a comma inside, the same beginning may be a condition ("Should you need it, ..."), so only the sure ones count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.pack import RulePack
from nlp.text import Sentence
from nlp.typos.marks import Slip
from nlp.view import View

_FEW: Final = 3  # words


def unmarked_questions(view: View, words: RulePack) -> Iterator[Slip]:
    """Every question that ends in a full stop or in nothing, with the place where its mark belongs."""
    for sentence in view.text.sentences:
        last = sentence.tokens[-1]
        ends = last.is_word or last.text == "."
        if ends and len(sentence.words) >= _FEW and not sentence.listed and _asks(sentence, words):
            yield Slip(last.end if last.is_word else last.start, last.end, "?", "question")


def _asks(sentence: Sentence, words: RulePack) -> bool:
    if words.words("sure_questions").within(sentence):
        return True
    plain = not any(token.text in {",", ";", ":"} for token in sentence.tokens)
    return plain and words.words("questions").within(sentence)
