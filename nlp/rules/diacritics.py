"""Letters that lost their marks.

What it looks for:
    A word the dictionary knows only with its accents, cedillas or rings ("perche", "pa svenska"), and Romanian
    letters with a cedilla instead of a comma below.

Why it matters to the patron:
    Without its marks a word may be another word, and a screen reader says it wrong.

When it is wrong:
    Names and foreign words written plainly; they are left alone as in `spelling`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from nlp.finding import Finding
from nlp.names import unknown_words
from nlp.pack import RulePack
from nlp.view import View

_CEDILLA: Final = str.maketrans("şţŞŢ", "șțȘȚ")


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each word that needs its marks back; as this is more exact than "misspelt", it wins over `spelling`."""
    if view.pack.lang == "ro":
        yield from _cedillas(view, words)
    if view.speller is None or view.speller.name == "off":
        return
    for token in unknown_words(view, view.speller):
        marked = [word for word in view.speller.suggest(token.text) if _differs_in_marks(token.text, word)]
        if marked:
            yield view.slip(words, (token.start, token.end), marked[:3], view.speller.name)


def _cedillas(view: View, words: RulePack) -> Iterator[Finding]:
    for match in re.finditer(r"\w*[şţŞŢ]\w*", view.draft.text):
        yield view.slip(words, match.span(), [match[0].translate(_CEDILLA)], "smiledesk", say="cedilla")


def _differs_in_marks(typed: str, word: str) -> bool:
    return typed != word and _plain(typed) == _plain(word) and typed.casefold() != word.casefold()


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("’", "'").rstrip("'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
