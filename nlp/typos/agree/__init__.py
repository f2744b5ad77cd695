"""Forms that don't agree with their neighbours, where a look-alike does: "unui atitudini", "24 osavaltioissa".

A rule speaks only where the lexicon leaves no other reading and the dictionary has a form one slip away (or the other
article) that fits; what several words decide is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from nlp.typos.agree import fi, it, ro
from nlp.typos.agree.words import Rule, Words
from nlp.view import View

_RULES: Final[dict[str, tuple[Rule, ...]]] = {"fi": fi.RULES, "it": it.RULES, "ro": ro.RULES}


def disagreeing(view: View) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each word that doesn't agree, as code points, with what should stand there; none in quotations and links."""
    rules, speller, lexicon = _RULES.get(view.pack.lang, ()), view.speller, view.lexicon
    if not rules or lexicon is None or speller is None or speller.name == "off":
        return
    keep = (*view.quoted, *view.links, *view.addresses, *view.told)
    words_of = partial(Words, lexicon=lexicon, speller=speller, lang=view.pack.lang)
    for sentence in view.text.sentences:
        for at in sentence.recall((disagreeing, lexicon, speller), lambda one: _places(words_of(one), rules)):
            token = sentence.tokens[at]
            if not view.inside(token.start, token.end, keep):
                yield token.start, token.end, _better(words_of(sentence), at, rules)


def _places(words: Words, rules: tuple[Rule, ...]) -> tuple[int, ...]:
    places = {at for rule in rules for at in rule.asked(words.sentence) if rule.find(words, at)}
    return tuple(sorted(places))


def _better(words: Words, at: int, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    found = next(filter(None, (rule.find(words, at) for rule in rules if at in rule.asked(words.sentence))), ())
    capital = words.tokens[at].text[:1].isupper()
    return tuple(form[:1].upper() + form[1:] if capital else form for form in found)
