"""Searching in what was said: in the journal itself, newest first, without an index that would remember words.

An index would hold a second copy of every word, and pieces of it stay behind after an erasing. Reading the journal
backwards takes about a second for half a million entries that don't match, on a reader's thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from bot.ports import Found, Search
from bot.store.codec import when
from bot.store.engine import Connection, Engine

WORDS: Final = 8
"""Words of a question that are looked for; more would narrow it no further."""

_AROUND: Final = 80
"""Characters shown before and after what was found."""

_SELECT: Final = """
    SELECT e.n, c.id, c.number, c.channel, c.lang, c.desk, c.state, e.at, e.by, e.kind, e.text
    FROM entry AS e JOIN conversation AS c ON c.n = e.conversation
    WHERE e.library_id = ? AND e.kind IN ('message', 'edit', 'note') AND e.text <> '' AND e.n < ?
"""


def find(connection: Connection, engine: Engine, library: str, search: Search) -> Sequence[Found]:
    """Messages, edits and notes that hold all the words, whatever the case of letters and whether marks are typed."""
    words = [_letters(word) for word in search.text.split()[:WORDS]]
    conditions = [f"e.text {engine.matches}" for _ in words]
    values: list[Any] = [library, search.before, *(engine.pattern(word) for word in words)]
    for column, wanted in (("lang", search.lang), ("channel", search.channel)):
        if wanted:
            conditions.append(f"c.{column} = ?")
            values.append(wanted)
    query = f"{_SELECT} AND {' AND '.join(conditions)} ORDER BY e.n DESC LIMIT ?"
    return [_found(row, words) for row in connection.execute(query, (*values, search.limit))]


def _letters(word: str) -> tuple[str, ...]:
    """Each letter of a word with all that it may stand for; "" stands for anything."""
    return tuple(_VARIANTS.get(letter, letter + letter.swapcase()) if letter.isalnum() else "" for letter in word)


def _variants() -> dict[str, str]:
    """A plain letter stands for its marked ones, too; a marked one for itself alone."""
    found: dict[str, set[str]] = {}
    for code in range(0x00C0, 0x0250):
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        if base.isascii() and base.isalpha():
            found.setdefault(base.lower(), set()).add(letter)
    every = {base: "".join(sorted(marked | {base, base.upper()})) for base, marked in found.items()}
    return every | {base.upper(): letters for base, letters in every.items()}


_VARIANTS: Final = _variants()


def _found(row: tuple[Any, ...], words: Sequence[tuple[str, ...]]) -> Found:
    n, conversation, number, channel, lang, desk, state, at, by, kind, text = row
    hit = re.search("".join(f"[{re.escape(letter)}]" if letter else "." for letter in words[0]), text)
    start, end = hit.span() if hit else (0, 0)
    around = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
    return Found(n, conversation, number, channel, lang, desk, state, when(at), by, kind, *around)
