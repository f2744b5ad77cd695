"""The house dictionary: words that librarians call no mistake, and what an admin said to that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.ports import HouseWord
from bot.store import audit, sql
from bot.store.codec import micros, when
from bot.store.engine import Connection
from bot.store.ledger import Ledger

_COLUMNS: Final = "n, lang, word, state, by, at"
_ADD: Final = sql.insert("word", "library_id, lang, folded, word, state, by, at", conflict=" ON CONFLICT DO NOTHING")
_ONE: Final = f"SELECT {_COLUMNS} FROM word WHERE library_id = ? AND lang = ? AND folded = ?"
_BY_N: Final = f"SELECT {_COLUMNS} FROM word WHERE library_id = ? AND n = ?"
_IN_STATE: Final = f"SELECT {_COLUMNS} FROM word WHERE library_id = ? AND state = ? ORDER BY lang, folded LIMIT ?"
_DECIDE: Final = "UPDATE word SET state = ?, decided_by = ?, decided_at = ? WHERE n = ?"
_ACCEPTED: Final = "SELECT lang, folded FROM word WHERE library_id = ? AND state = 'accepted'"


def propose(ledger: Ledger, word: str, lang: str, by: str) -> HouseWord:
    """Propose a word; one that is known already keeps the state it has."""
    ledger.connection.execute(_ADD, (ledger.library, lang, word.casefold(), word, "open", by, micros(ledger.now)))
    return _word(ledger.connection.execute(_ONE, (ledger.library, lang, word.casefold())).fetchone())


def in_state(connection: Connection, library: str, state: str, limit: int) -> Sequence[HouseWord]:
    """Words in one state, by language and letter."""
    return [_word(row) for row in connection.execute(_IN_STATE, (library, state, limit))]


def decide(ledger: Ledger, n: int, state: str, by: str) -> HouseWord | None:
    """Accept or decline; audited. None when there is no such word."""
    row = ledger.connection.execute(_BY_N, (ledger.library, n)).fetchone()
    if row is None:
        return None
    ledger.connection.execute(_DECIDE, (state, by, micros(ledger.now), n))
    decided = _word(ledger.connection.execute(_BY_N, (ledger.library, n)).fetchone())
    audit.append(ledger, by, f"word.{state}", decided.word, {"lang": decided.lang})
    return decided


def accepted(connection: Connection, library: str) -> Mapping[str, frozenset[str]]:
    """The house dictionary by language, words folded."""
    by_language: dict[str, set[str]] = {}
    for lang, folded in connection.execute(_ACCEPTED, (library,)):
        by_language.setdefault(lang, set()).add(folded)
    return {lang: frozenset(words) for lang, words in by_language.items()}


def _word(row: tuple[Any, ...]) -> HouseWord:
    n, lang, word, state, by, at = row
    return HouseWord(n, word, lang, state, by, when(at))
