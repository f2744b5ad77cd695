"""Two ways of saying "you" in one reply.

What it looks for:
    Familiar and formal address (lists ``familiar`` and ``formal``) in the same draft, outside quotation marks. It
    offers the words of the rarer one in the other, by the rows of the list ``pairs`` ("poți puteți"), all of them at
    once; nothing where one of them has no partner or more than one ("vă": te, îți), as half a turn is a mix still.

Why it matters to the patron:
    It sounds as if two people wrote, and leaves them unsure how close they are.

When it is wrong:
    When the reply speaks to two people at once, a child and a parent: the patron speaks for more than one (list
    ``plural``), or the draft names who else is meant (list ``several``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.text import Sentence, Token, fold
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag the form used less often, where it first stands."""
    if words.words("several").within(view.text) or words.words("plural").within(view.asked.text):
        return
    familiar, formal = view.addressed("familiar"), view.addressed("formal")
    if familiar and formal:
        rarer, form = (familiar, "familiar") if len(familiar) <= len(formal) else (formal, "formal")
        told = view.flag(words, rarer[0])
        yield told if told.suggestions else _in_one_form(view, words, told, rarer, form)


def _in_one_form(view: View, words: RulePack, told: Finding, rarer: Sequence[Span], form: str) -> Finding:
    """The finding with all that says "you" in the rarer form turned; without a wording where that can't be done."""
    partners = _partners(words, form, view.pack.lang)
    sentences = [s for s in view.text.sentences if any(span.sentence is s for span in rarer)]
    turned = [token for sentence in sentences for token in sentence.words if token.key in partners]
    apart = any(not any(span.start <= token.start < span.end for token in turned) for span in rarer)
    if apart or any(_is_left(sentence, turned) for sentence in sentences):
        return told
    start, end = turned[0].start, turned[-1].end
    said, at = "", start
    for token in turned:
        partner = partners[token.key]
        said += view.draft.text[at : token.start] + (partner.capitalize() if token.text[0].isupper() else partner)
        at = token.end
    mixed = view.has_form(view.read(view.draft.text[sentences[0].start : start] + said), form)
    return told if mixed else replace(told, suggestions=(said,), place=(start, end))


def _partners(words: RulePack, form: str, lang: str) -> Mapping[str, str]:
    """What a word of one form (by its key) is in the other, for words that have one partner."""
    rows = [row.split() for row in words.words("pairs").source]
    pairs = [(familiar, formal) if form == "familiar" else (formal, familiar) for familiar, formal in rows]
    several = {word for word, _ in pairs if sum(word == other for other, _ in pairs) > 1}
    return {fold(word, lang): partner for word, partner in pairs if word not in several}


def _is_left(sentence: Sentence, turned: Sequence[Token]) -> bool:
    """Whether a verb that speaks to the patron stays as it is beside those that are turned."""
    return any(token not in turned and _only_speaks_to_you(token) for token in sentence.words)


def _only_speaks_to_you(token: Token) -> bool:
    """Whether a word can be nothing but a verb in the second person."""
    return bool(token.readings) and all(r.pos == "VERB" and "Person=2" in r.feats for r in token.readings)
