"""What patrons said of our answers, as rows that lead back to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.ports import Voice
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from replies.feedback import GOOD, LOW

_VOICE: Final = "n, day, channel, lang, desk, mark, comment, counted"
_THANKS: Final = f"""
    SELECT {_VOICE} FROM feedback WHERE library_id = ? AND day >= ? AND librarian = ? AND mark >= {GOOD}
    ORDER BY day DESC, n LIMIT 500
"""
_QUESTIONS: Final = f"""
    SELECT {_VOICE} FROM feedback WHERE library_id = ? AND considered = 0 AND mark <= {LOW}
    ORDER BY day DESC, n LIMIT ?
"""
_CONSIDER: Final = f"UPDATE feedback SET considered = 1 WHERE library_id = ? AND n = ? AND mark <= {LOW}"


def thanks(connection: Connection, library: str, person: str, since: str) -> Sequence[Voice]:
    """Good marks that this person earned, the latest first."""
    return [_voice(row) for row in connection.execute(_THANKS, (library, since, person))]


def questions(connection: Connection, library: str, limit: int) -> Sequence[Voice]:
    """Low marks nobody has thought about, the latest first."""
    return [_voice(row) for row in connection.execute(_QUESTIONS, (library, limit))]


def consider(ledger: Ledger, n: int) -> bool:
    """Somebody has thought about it; False when there is no such low mark."""
    return ledger.connection.execute(_CONSIDER, (ledger.library, n)).rowcount > 0


def _voice(row: tuple[Any, ...]) -> Voice:
    n, day, channel, lang, desk, mark, comment, counted = row
    return Voice(n, day, channel, lang, desk, mark, comment, bool(counted))
