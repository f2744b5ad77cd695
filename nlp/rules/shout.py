"""Capitals and rows of exclamation marks.

What it looks for:
    Three or more words in capitals in a row, a stressed word of the pack in capitals ("NOT"), two or more
    exclamation marks, alone or after a word in capitals. Beside what is loud, other words in capitals are, too: long
    ones, and those of the list ``also`` ("ALL").

Why it matters to the patron:
    Capitals read as a raised voice, most of all beside a date or a rule.

When it is wrong:
    Titles printed in capitals, words the patron wrote so, and joy: two marks after thanks or a welcome stay quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.text import Sentence, Token
from nlp.view import View

_JOY = ("greeting", "thanks", "closing", "extra", "reassurance")
_WORD = re.compile(r"[^\W\d_]+")
_CLIPPED = re.compile(r"\b(?!I\b)[^\W\d_]{1,2}(?=['’]\w)|(?<=['’])[^\W\d_]{1,2}\b|\b[^\W\d_](?=-\w\w)")
"""What stands on one side of an apostrophe or a hyphen and is no word alone: "L'ORARIO", "DON'T", "S-AU"."""
_VOWELS = frozenset("AEIOUYÀÈÉÌÒÙĂÂÎÅÄÖ")  # what has none is spelt out ("DVD"), and a single one is a word
_ROW = 3  # words in capitals in a row that are loud by themselves
_LONG = 5  # letters of a word that is hardly an abbreviation
_MAY = 3  # letters of days and months that may as well be other words
_POLITE = 4  # letters of the longest word of address that may bear a capital anywhere ("Suoi")
_BETWEEN = frozenset(",:;–-’'")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the loud stretches, marks included; those of sentences that follow each other in a paragraph as one."""
    told: list[tuple[int, int, str]] = []
    last = -2
    for position, sentence in enumerate(view.text.sentences):
        loud = sentence.recall(_may_shout, _may_shout) and any(_loud(view, words, sentence))
        shouts = list(_loud(view, words, sentence, already=True)) if loud else []
        for start, end in _joined(view, shouts):
            calm = _calm(view, start, end, sentence)
            between = view.draft.text[told[-1][1] : start] if told else "\n"
            if position - last <= 1 and "\n" not in between and not view.inside(told[-1][0], end, view.quoted):
                told[-1] = told[-1][0], end, told[-1][2] + between + calm
            else:
                told.append((start, end, calm))
            last = position
    for start, end, calm in told:
        yield view.flag(words, (start, end), suggestions=[calm])


def _joined(view: View, shouts: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """All that is loud in a sentence as one stretch, in code points: half of it said calmly is loud still."""
    apart = [shout for shout in shouts if not view.inside(*shout, view.quoted)]
    whole = [(apart[0][0], apart[-1][1])] if apart else []
    return apart if any(view.inside(*stretch, view.quoted) for stretch in whole) else whole


def _may_shout(sentence: Sentence) -> bool:
    """Whether a sentence has an exclamation mark or a word in capitals at all."""
    return any("!" in token.text or (len(token.text) > 1 and token.text.isupper()) for token in sentence.tokens)


def _calm(view: View, start: int, end: int, sentence: Sentence) -> str:
    """The same words in an ordinary voice."""
    said = view.text.quote(start, end)
    words = said.rstrip("!")
    marks = "." if words < said and not words.endswith(".") else ""
    alone = start == sentence.start and " " not in words
    if marks and alone and not view.draft.text[:start].rstrip().endswith("!"):
        marks = "!"  # "Obs!", but not behind another shout
    calm = _CLIPPED.sub(lambda piece: piece[0].lower(), words) if words.isupper() else words
    calm = _WORD.sub(lambda word: _calm_word(view, word[0]), calm)
    return (calm[:1].upper() + calm[1:] if start == sentence.start else calm) + marks


def _calm_word(view: View, word: str) -> str:
    """A word as it is written when nobody shouts: small, but for names and abbreviations."""
    spelt = not _VOWELS & set(word) or (word == "I" and view.pack.lang == "en")
    if spelt or not word.isupper():
        return word
    small, named = word.lower(), word.capitalize()
    if len(word) > _POLITE and named in view.once(_capitals):
        return named
    if view.pack.lang == "en" and len(word) > _MAY and small in view.weekdays - {"march"}:
        return named
    knows = view.speller.knows if view.speller is not None and view.speller.name != "off" else None
    if len(word) == 1 or knows is None or knows(small) or small in _listed(view.pack.rule("shout"), "small"):
        return small
    return next((form for form in (named, word) if knows(form)), small)


def _capitals(view: View) -> frozenset[str]:
    """Words that bear a capital in a name of the house's or inside a sentence of the reply or the question."""
    sentences = (*view.text.sentences, *view.asked.text.sentences)
    written = (token.text for sentence in sentences for token in sentence.tokens[1:] if token.text.istitle())
    return frozenset((*written, *(word for name in view.draft.house.names for word in name.split())))


def _loud(view: View, words: RulePack, sentence: Sentence, *, already: bool = False) -> Iterator[tuple[int, int]]:
    """The loud stretches of a sentence; where it is loud ``already``, fewer words in capitals are, too."""
    tokens = sentence.tokens
    position = 0
    while position < len(tokens):
        run = _capital_run(tokens, position)
        shouted = [token for token in tokens[position : position + run] if _is_shouted(view, token)]
        loud = len(shouted)
        joins = already and (
            loud > 1 or any(len(t.text) >= _LONG or t.key in _listed(words, "also", "stressed") for t in shouted)
        )
        stop = position + run
        marks = stop
        while marks < len(tokens) and set(tokens[marks].text) == {"!"}:
            marks += 1
        count = sum(len(token.text) for token in tokens[stop:marks])
        stressed = run == loud == 1 and tokens[position].key in _listed(words, "stressed")
        rejoices = run == 0 and (count < 2 or view.acts.in_sentence(sentence, *_JOY))
        if loud >= _ROW or joins or stressed or (loud and count >= 2) or (count >= 2 and not rejoices):
            first = position if run else max(position - 1, 0)
            first -= bool(run and first and tokens[first - 1].text in _VOWELS)
            yield tokens[first].start, tokens[max(marks, stop) - 1].end
        position = max(marks, stop, position + 1)


def _capital_run(tokens: tuple[Token, ...], position: int) -> int:
    """How many tokens from here on are in capitals, with single letters, numbers and commas between them."""
    run = 0
    for count, token in enumerate(tokens[position:], start=1):
        if token.text.isupper() and (run or len(token.text) > 1):
            run = count
        elif not (run and (token.text[0].isdigit() or token.text in _BETWEEN)):
            break
    return run


def _is_shouted(view: View, token: Token) -> bool:
    loud = len(token.text) > 1 and token.text.isalpha() and token.text.isupper()
    return loud and not any(said.text == token.text for said in view.asked.text.words)  # an abbreviation of theirs


def _listed(words: RulePack, *names: str) -> frozenset[str]:
    return frozenset(word.casefold() for name in names for word in words.words(name).source)
