"""What speech makes of written words, so that a reply in spoken Finnish or Romanian isn't full of misspellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_SPOKEN: Final = {
    "ro": ((re.compile(r"^.*-(?=[nm][b-df-hj-np-tv-z])"), "î"),),
    "fi": (
        (re.compile(r"(?<=..[a-zäö]s)$"), "i"),
        (re.compile(r"(?<=..n[uy])$"), "t"),
        (re.compile(r"(?<=..[oöuaä])(?=s(?:i[aä]|et|en|ii?n|ill[aäe]|ist[aä]|iss[aä]|t[aä]|ten)$)"), "i"),
        (re.compile(r"(?<=..[oöaä])(?=nen$)"), "i"),
        (re.compile(r"(?<=..)uu(?=(?:t|n|tte|mme)(?:k[oö])?s?$)"), "ua"),
        (re.compile(r"(?<=..i)l$"), "lla"),
        (re.compile(r"(?<=..i)l$"), "llä"),
        (re.compile(r"(?<=..i)l$"), "lle"),
        (re.compile(r"(?<=..)ee(?=sti$)"), "ea"),
        (re.compile(r"(?<=..)ee(?=sti$)"), "eä"),
        (re.compile(r"(?<=..)ee$"), "ea"),
        (re.compile(r"(?<=..)ee$"), "eä"),
        (re.compile(r"(?<=..)ee$"), "eaa"),
        (re.compile(r"(?<=..[ao])s$"), "pas"),
        (re.compile(r"(?<=..[eiuyäö])s$"), "päs"),
        (re.compile(r"^ite"), "itse"),
        (re.compile(r"^ei-(?=...)"), ""),
        (re.compile(r"(?<=..[ns])ks$"), "ko"),
        (re.compile(r"(?<=[äöey])ks$"), "kö"),
        (re.compile(r"(?<=[aoiu])ks$"), "ko"),
        (re.compile(r"(?<=..ss|..st|..lt)$"), "a"),
        (re.compile(r"(?<=..ss|..st|..lt)$"), "ä"),
        (re.compile(r"(?<=h)(?=[aä]$)"), "d"),
    ),
}
"""What speech drops, by language: Romanian "în-" behind a hyphen; Finnish endings, "-isia" as "-sia"."""

_CALLED: Final = re.compile(r"([aeiouyåäöăâîàèéìòù])\1{2,}$|([àèìòù])\2$|(\w)\3{3,}", re.IGNORECASE)
"""A letter that somebody calls out: "uraaa", "ssssjälvklart"; Finnish has long vowels, and three are a slip there."""

_LONG_VOWEL: Final = 2

_QUOTES: Final = "'’"
_ACCENTED: Final = frozenset("aeiou")
_STRESSED: Final = re.compile(r"[àèéìíòóùú](?=\w*[^\W\dàèéìòù]$)")
"""Where Italian may show how a word is said: "càpita", "àncora"; a last letter's accent belongs to the word."""

_BARE: Final = str.maketrans("àèéìíòóùúÀÈÉÌÍÒÓÙÚ", "aeeiioouuAEEIIOOUU")


def as_spoken(word: str, lang: str, *, chatting: bool) -> Iterator[str]:
    """The word, and what speech makes of it: "se-mbarcă" of îmbarcă, "luokses" of luoksesi, in chat "bravoooo".

    A mark that closes a quotation is no part of a word ("'praktikant'"); one that stands for an accent is ("piu'").
    """
    yield word
    if word[0] in _QUOTES or word[-1] not in _QUOTES or word[-2:-1].lower() not in _ACCENTED:
        yield word.strip(_QUOTES)
    called = _CALLED.search(word) if chatting else None
    if called and (lang != "fi" or len(called[0]) > _LONG_VOWEL + 1):
        yield _CALLED.sub(lambda run: run[0][0], word)
    if lang == "it" and _STRESSED.search(word.lower()):
        yield word[:-1].translate(_BARE) + word[-1]
    for pattern, whole in _SPOKEN.get(lang, ()):
        if pattern.search(word):
            yield pattern.sub(whole, word)
