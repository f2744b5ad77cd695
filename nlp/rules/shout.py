"""Capitals and rows of exclamation marks.

What it looks for:
    Three or more words in capitals in a row, a stressed word of the pack in capitals ("NOT"), two or more
    exclamation marks, alone or after a word in capitals.

Why it matters to the patron:
    Capitals read as a raised voice, most of all beside a date or a rule.

When it is wrong:
    Titles printed in capitals, words the patron wrote so, and joy: two marks after thanks or a welcome stay quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.text import Sentence, Token
from nlp.view import View

_JOY = ("greeting", "thanks", "closing", "extra", "reassurance")
_I = re.compile(r"\bi\b")
_WORD = re.compile(r"[a-z]+")
_MAY = 3  # letters of days and months that may as well be other words
_BETWEEN = frozenset(",:;–-’'")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the loud stretch, marks included."""
    for sentence in view.text.sentences:
        for start, end in _loud(view, words, sentence) if sentence.recall(_may_shout, _may_shout) else ():
            if not view.inside(start, end, view.quoted):
                yield view.flag(words, (start, end), suggestions=[_calm(view, start, end, sentence)])


def _may_shout(sentence: Sentence) -> bool:
    """Whether a sentence has an exclamation mark or a word in capitals at all."""
    return any("!" in token.text or (len(token.text) > 1 and token.text.isupper()) for token in sentence.tokens)


def _calm(view: View, start: int, end: int, sentence: Sentence) -> str:
    """The same words in an ordinary voice."""
    said = view.text.quote(start, end)
    words, marks = said.rstrip("!"), "." if said.endswith("!") else ""
    calm = words.lower() if words.isupper() else words
    if view.pack.lang == "en":
        days = {word for word in view.weekdays if len(word) > _MAY} - {"march"}
        calm = _I.sub("I", calm)
        calm = _WORD.sub(lambda word: word[0].capitalize() if word[0] in days else word[0], calm)
    return (calm[:1].upper() + calm[1:] if start == sentence.start else calm) + marks


def _loud(view: View, words: RulePack, sentence: Sentence) -> Iterator[tuple[int, int]]:
    tokens = sentence.tokens
    position = 0
    while position < len(tokens):
        run = _capital_run(tokens, position)
        loud = sum(_is_shouted(view, token) for token in tokens[position : position + run])
        stop = position + run
        marks = stop
        while marks < len(tokens) and set(tokens[marks].text) == {"!"}:
            marks += 1
        count = sum(len(token.text) for token in tokens[stop:marks])
        stressed = run == loud == 1 and tokens[position].key in _stressed(words)
        rejoices = run == 0 and (count < 2 or view.acts.in_sentence(sentence, *_JOY))
        if loud >= 3 or stressed or (loud and count >= 2) or (count >= 2 and not rejoices):
            first = position if run else max(position - 1, 0)
            yield tokens[first].start, tokens[max(marks, stop) - 1].end
        position = max(marks, stop, position + 1)


def _capital_run(tokens: tuple[Token, ...], position: int) -> int:
    """How many tokens from here on are in capitals, with single letters, numbers and commas between them."""
    run = 0
    for count, token in enumerate(tokens[position:], start=1):
        if token.text.isupper() and (run or len(token.text) > 1):
            run = count
        elif not (run and (token.text.isdigit() or token.text in _BETWEEN)):
            break
    return run


def _is_shouted(view: View, token: Token) -> bool:
    return (
        len(token.text) > 1 and token.text.isalpha() and token.text.isupper() and token.key not in view.patron_words
    )


def _stressed(words: RulePack) -> frozenset[str]:
    return frozenset(word.casefold() for word in words.words("stressed").source)
