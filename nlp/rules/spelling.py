"""A misspelt word.

What it looks for:
    A word the language's dictionary doesn't know and nothing vouches for: no name, title, code, foreign phrase,
    house word or word of the patron's (`nlp.typos.names`).

Why it matters to the patron:
    "Look for spelling mistakes" is the first advice of the handbook on smiling virtually: a slip says "in a hurry".

When it is wrong:
    New words and local names: "Not a mistake" puts them into the house dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp.finding import Finding
from nlp.pack import RulePack
from nlp.typos.names import unknown_words
from nlp.typos.suggest import ranked
from nlp.view import View


def check(view: View, words: RulePack) -> Iterator[Finding]:
    """Flag each unknown word with the dictionary's best corrections."""
    if view.speller is None:
        return
    mended = {token.index for token, _ in view.restored}
    for token in unknown_words(view):
        if token.index in mended:  # the whole reply lacks its marks, and `diacritics` says so once
            continue
        offers = ranked(view, token, view.speller.suggest(token.text), by_ear=True)
        yield view.slip(words, (token.start, token.end), offers, view.speller.name)
