"""One slip of the hand: every form that a single mistake would turn into the given word, likeliest slips first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_ROWS: Final = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")


def single_edits(word: str, alphabet: str) -> list[str]:
    """Forms one slip away from a word, each once, likeliest first; never the word itself.

    Args:
        word: The form as typed; its first capital is kept.
        alphabet: The lower-case letters of the language.
    """
    lower = word.lower()
    forms = dict.fromkeys(_slips(lower, alphabet))
    forms.pop(lower, None)
    return [form[:1].upper() + form[1:] if word[:1].isupper() else form for form in forms]


def _slips(word: str, alphabet: str) -> Iterator[str]:
    places = range(len(word))
    for at in places:  # a letter without its mark, or with one too many
        yield from (word[:at] + char + word[at + 1 :] for char in alphabet if bare(char) == bare(word[at]))
    for at in places[:-1]:
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in places:  # a letter once too often or not often enough
        yield word[:at] + word[at] + word[at:]
    for at in places:
        yield word[:at] + word[at + 1 :]
    for at in places:
        yield from (word[:at] + char + word[at + 1 :] for char in neighbours(word[at]))
    for at in range(len(word) + 1):
        yield from (word[:at] + char + word[at:] for char in alphabet)
    for at in places:
        yield from (word[:at] + char + word[at + 1 :] for char in alphabet)


@lru_cache(maxsize=512)
def bare(char: str) -> str:
    """A letter without its marks: ``ț`` gives ``t``, ``ä`` gives ``a``."""
    return unicodedata.normalize("NFD", char)[:1]


def marks_apart(word: str, other: str) -> float | None:
    """What telling two forms apart by their marks alone costs, 0.3 a mark; None when letters differ too."""
    if len(word) != len(other) or any(bare(one) != bare(two) for one, two in zip(word, other, strict=True)):
        return None
    return 0.3 * sum(one != two for one, two in zip(word, other, strict=True))


@lru_cache(maxsize=512)
def neighbours(char: str) -> str:
    """The letters beside a letter on a Nordic keyboard, which is also an English and Italian one."""
    for number, row in enumerate(_ROWS):
        at = row.find(char)
        if at >= 0:
            around = [row[at - 1 : at] if at else "", row[at + 1 : at + 2]]
            around += [_ROWS[other][max(at - 1, 0) : at + 2] for other in (number - 1, number + 1) if 0 <= other < 3]
            return "".join(around)
    return ""
