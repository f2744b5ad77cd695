"""Capitals the patron can't know.

What it looks for:
    Two to six capitals in a row that neither the pack's list of well-known ones, nor the patron, nor the house
    explains. Call numbers and reference numbers, what stands on a label (list ``shelf``), Roman numerals, addresses
    and words that are shouted are not its business; a term that `jargon` has plain words for is left to it.

Why it matters to the patron:
    They would have to ask what it means, and many don't dare.

When it is wrong:
    Local ones everybody in town knows: an admin adds them to the house words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.phrase import Span
from nlp.rules import jargon
from nlp.text import Sentence, Token
from nlp.view import View

_CAPITALS: Final = re.compile(r"([A-ZÅÄÖÈÉĂÂÎȘȚ]{2,6})(?:[:'’-](?!\d)\w+|[a-zäöåăâîșț]{1,4})?")
_ROMAN: Final = re.compile(r"[IVXLC]+")
_SPELT_OUT: Final = 5
"""Letters from which a word in capitals that the lexicon has is a word."""

_KNOWN: Final = frozenset(
    {"CD", "CV", "DIY", "DVD", "EU", "FAQ", "GB", "GPS", "HD", "HDMI", "HTML", "ID", "IP", "ISBN", "ISSN", "IT"}
    | {"JPEG", "JPG"}
    | {"LED", "LGBT", "MB", "NB", "OK", "PC", "PDF", "PIN", "PS", "QR", "RAM", "SIM", "SMS", "TV", "UK", "UN"}
    | {"UNESCO", "USA", "USB", "URL", "VHS", "VIP", "VPN", "WC", "WIFI", "WLAN", "XL"}
)


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each acronym once; without the patron's words nobody can tell what they know."""
    if view.draft.question is None and not view.draft.before:
        return
    told: set[str] = set()
    for sentence in view.frame.body:
        for position, token in enumerate(sentence.tokens):
            capitals = _CAPITALS.fullmatch(token.text)
            if capitals and capitals[1] not in told and _is_riddle(view, words, sentence, position, capitals[1]):
                told.add(capitals[1])
                yield view.flag(words, (token.start, token.end))


def _is_riddle(view: View, words: RulePack, sentence: Sentence, position: int, capitals: str) -> bool:
    token = sentence.tokens[position]
    if is_known(view, words, capitals):
        return False
    if view.inside(token.start, token.end, (*view.quoted, *view.links, *view.addresses, *jargon.terms(view))):
        return False
    if _is_loud_word(view, sentence, capitals):
        return False
    if _in_brackets(sentence, position) or _beside(sentence, position) or _on_shelf(words, sentence, token):
        return False
    return not jargon.is_explained(view, Span(token.start, token.end, position, position, sentence))


def _is_loud_word(view: View, sentence: Sentence, capitals: str) -> bool:
    """Whether capitals spell an ordinary word, a long one or beside an exclamation mark: `shout` hears that."""
    loud = len(capitals) >= _SPELT_OUT or any("!" in token.text for token in sentence.tokens)
    return loud and view.lexicon is not None and bool(view.lexicon.readings(capitals.lower()))


def is_known(view: View, words: RulePack, capitals: str) -> bool:
    """Whether everybody knows what capitals stand for, or the patron or the house said them."""
    if capitals in _KNOWN or is_number(capitals) or capitals.casefold() in view.patron_words:
        return True
    return capitals in words.words("known").source or capitals in view.draft.house.names


def is_number(text: str) -> bool:
    """Whether capitals are a Roman number."""
    return _ROMAN.fullmatch(text) is not None


def _in_brackets(sentence: Sentence, position: int) -> bool:
    """Whether it is the name of a slot ("[NAME]"), which `placeholder` tells."""
    around = sentence.tokens[max(position - 1, 0) : position] + sentence.tokens[position + 1 : position + 2]
    return {token.text for token in around} == {"[", "]"}


def _beside(sentence: Sentence, position: int) -> bool:
    """Whether it is part of a call number or of a row of capitals (which is a shout)."""
    neighbours = sentence.tokens[max(position - 1, 0) : position] + sentence.tokens[position + 1 : position + 2]
    return any(_is_shelf_part(token) for token in neighbours)


def _on_shelf(words: RulePack, sentence: Sentence, token: Token) -> bool:
    """Whether it is what stands on a label ("under KOR")."""
    return any(span.start <= token.start < span.end for span in words.words("shelf").find(sentence))


def _is_shelf_part(token: Token) -> bool:
    return bool(re.search(r"\d", token.text)) or (
        len(token.text) > 1 and token.text.isalpha() and token.text.isupper()
    )
