"""Second factors, recovery codes, and guesses counted for all processes.

What may happen once only (a code, a recovery code) is one statement whose row count says whether it did. Guesses go
by the group's time; a bucket that a clock set back has left in the far future is brought near again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.ports import Guess, SecondFactor
from bot.store import audit, sql
from bot.store.codec import micros, when
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from replies.refusal import Refused

_GET: Final = """
    SELECT sealed, since, (SELECT count(*) FROM recovery_code AS c WHERE c.person = f.person)
    FROM second_factor AS f WHERE library_id = ? AND person = ?
"""
_ON: Final = "SELECT person FROM second_factor WHERE library_id = ? AND since IS NOT NULL"
_OFFER: Final = sql.insert(
    "second_factor",
    "library_id, person, sealed",
    conflict=" ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed WHERE second_factor.since IS NULL",
)
_CONFIRM: Final = """
    UPDATE second_factor SET since = ?, last_step = ? WHERE library_id = ? AND person = ? AND since IS NULL
"""
_ADD_CODE: Final = sql.insert("recovery_code", "digest, person")
_USE_STEP: Final = """
    UPDATE second_factor SET last_step = ?
    WHERE library_id = ? AND person = ? AND since IS NOT NULL AND last_step < ?
"""
_USE_CODE: Final = "DELETE FROM recovery_code WHERE digest = ? AND person = ?"
_END: Final = "DELETE FROM second_factor WHERE library_id = ? AND person = ?"
_END_CODES: Final = "DELETE FROM recovery_code WHERE person = ?"

_PLACE: Final = sql.insert("guess", "library_id, bucket, full_at", conflict=" ON CONFLICT DO NOTHING")
_COUNT: Final = """
    UPDATE guess SET full_at = CASE WHEN full_at < ? THEN ? ELSE full_at END + ?
    WHERE library_id = ? AND bucket = ? AND full_at <= ?
"""
_FULL_AT: Final = "SELECT full_at FROM guess WHERE library_id = ? AND bucket = ?"
_NEARER: Final = "UPDATE guess SET full_at = ? WHERE library_id = ? AND bucket = ? AND full_at > ?"
_TAKE_BACK: Final = "UPDATE guess SET full_at = full_at - ? WHERE library_id = ? AND bucket = ?"
_FORGET: Final = "DELETE FROM guess WHERE full_at < ?"


def second_factor(connection: Connection, library: str, person: str) -> SecondFactor | None:
    """Somebody's."""
    row = connection.execute(_GET, (library, person)).fetchone()
    return row and SecondFactor(row[0], None if row[1] is None else when(row[1]), row[2])


def switched_on(connection: Connection, library: str) -> frozenset[str]:
    """Everybody who has one."""
    return frozenset(person for (person,) in connection.execute(_ON, (library,)))


def offer(ledger: Ledger, person: str, sealed: str) -> None:
    """Begin one, or begin anew.

    Raises:
        Refused: ``second_factor_on``.
    """
    if ledger.connection.execute(_OFFER, (ledger.library, person, sealed)).rowcount != 1:
        raise Refused("second_factor_on")


def confirm(ledger: Ledger, person: str, step: int, codes: Sequence[str]) -> bool:
    """Switch it on."""
    values = (micros(ledger.now), step, ledger.library, person)
    if ledger.connection.execute(_CONFIRM, values).rowcount != 1:
        return False
    for digest in codes:
        ledger.connection.execute(_ADD_CODE, (digest, person))
    audit.append(ledger, person, "second_factor.on", person)
    return True


def use_step(ledger: Ledger, person: str, step: int) -> bool:
    """Use up a half minute's code, and those before it."""
    return ledger.connection.execute(_USE_STEP, (step, ledger.library, person, step)).rowcount == 1


def use_recovery_code(ledger: Ledger, person: str, digest: str) -> bool:
    """Use up a recovery code."""
    if ledger.connection.execute(_USE_CODE, (digest, person)).rowcount != 1:
        return False
    audit.append(ledger, person, "second_factor.code_used", person)
    return True


def end(ledger: Ledger, person: str, by: str) -> bool:
    """Switch it off."""
    there = second_factor(ledger.connection, ledger.library, person)
    ledger.connection.execute(_END, (ledger.library, person))
    ledger.connection.execute(_END_CODES, (person,))
    if there is None or there.since is None:
        return False
    audit.append(ledger, by, "second_factor.off", person)
    return True


def count(ledger: Ledger, guesses: Sequence[Guess]) -> float:
    """Count one in each until one is full; the seconds to wait there, else 0."""
    now = micros(ledger.now) or 0
    ledger.connection.execute(_FORGET, (now,))
    for bucket, burst, seconds in guesses:
        place, each = (ledger.library, bucket), int(seconds * 1_000_000)
        ledger.connection.execute(_PLACE, (*place, now))
        values = (now, now, each, *place, now + (burst - 1) * each)
        if ledger.connection.execute(_COUNT, values).rowcount != 1:
            most = now + burst * each
            ledger.connection.execute(_NEARER, (most, *place, most))
            full_at = ledger.connection.execute(_FULL_AT, place).fetchone()[0]
            return float(full_at + each - most) / 1_000_000
    return 0.0


def take_back(ledger: Ledger, guesses: Sequence[Guess]) -> None:
    """They were none."""
    for bucket, _, seconds in guesses:
        ledger.connection.execute(_TAKE_BACK, (int(seconds * 1_000_000), ledger.library, bucket))
