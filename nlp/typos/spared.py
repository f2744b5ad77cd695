"""Words that somebody vouches for: the patron's and the library's own, what is quoted, cut short or searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Final

from nlp.text import Token
from nlp.view import View

_SHORT_FORM: Final = 5  # letters
_TITLE: Final = 6  # words that a title between quotation marks seldom has
_OPENED: Final = re.compile(r"(?:^|[\s(])['‘](?=\w)")
"""Where a quotation begins with a single mark."""
_EMPHASISED: Final = re.compile(r"(?:^|[\s(])\*(?=\w|$)")
_GOES_ON: Final = re.compile(r"[,;:)]| ?[a-zà-ÿăâîșțåäö0-9]")


def is_spared(view: View, token: Token) -> bool:
    """Whether a word is the patron's or the library's own, or stands in a link."""
    kept = (*view.links, *view.addresses, *view.told)
    if _said_by_patron(view, token) or _ends_quotation(view, token) or _is_cut(view, token):
        return True
    return view.inside(token.start, token.end, kept) or view.is_told(token)


def _said_by_patron(view: View, token: Token) -> bool:
    """Whether the patron used the word, or a shorter form of it where words have endings ("Muskari", "Muskarin")."""
    if token.key in view.patron_words:
        return True
    return view.pack.lang == "fi" and any(
        token.key.startswith(word) for word in view.patron_words if len(word) > _SHORT_FORM and word.isalpha()
    )


def _ends_quotation(view: View, word: Token) -> bool:
    """Whether a single mark that opened a quotation before closes it behind a known word: 'the green one'."""
    if word.text[-1] not in "'’" or view.speller is None or not view.speller.knows(word.text[:-1]):
        return False
    return _OPENED.search(view.draft.text, 0, word.start + 1) is not None


def _is_cut(view: View, token: Token) -> bool:
    """Whether a star stands for the rest of a search term: "NOT pediatr*"; one that opens before is for emphasis."""
    raw = view.draft.text
    line = raw[raw.rfind("\n", 0, token.start) + 1 : token.start]
    return raw[token.end : token.end + 1] == "*" and not _EMPHASISED.search(line)


def is_short_form(view: View, word: Token) -> bool:
    """An abbreviation the pack knows, or a few letters with a full stop that ends no sentence."""
    accepted = view.pack.rules["spelling"].words("accepted").source if "spelling" in view.pack.rules else ()
    if word.key in view.pack.abbreviations or all(_is_accepted(part, accepted) for part in word.key.split("-")):
        return True
    rest = view.draft.text[word.end : word.end + 3]
    return len(word.text) <= _SHORT_FORM and rest[:1] == "." and bool(_GOES_ON.match(rest, 1))


def _is_accepted(part: str, accepted: Sequence[str]) -> bool:
    """Whether a word is one of the pack's; ``interloan*`` takes any ending, and every owner's ``'s`` is one."""
    own = part.removesuffix("'s").removesuffix("’s")
    return own in accepted or any(fnmatchcase(own, word) for word in accepted if "*" in word)


def titles(view: View) -> list[tuple[int, int]]:
    """What stands between quotation marks and is short: a whole sentence there can be misspelt like any other."""
    return [span for span in view.quoted if len(view.text.quote(*span).split()) < _TITLE]


def in_long_quotations(view: View, unknown: Sequence[Token]) -> frozenset[int]:
    """Unknown words that share a long quotation with others: the spelling is that of who is quoted."""
    shared = (
        [word.index for word in unknown if view.inside(word.start, word.end, [span])]
        for span in view.quoted
        if len(view.text.quote(*span).split()) >= _TITLE
    )
    return frozenset(index for indices in shared if len(indices) > 1 for index in indices)
