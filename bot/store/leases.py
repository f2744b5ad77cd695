"""Leases: which process stands watch over what, by the database's own clock, so that clocks may differ.

A lease that was not kept up passes to whoever asks next. Its token is its fence: what may be done by its holder alone
asks for it in the same transaction, so a process that lost it while it slept changes nothing.
"""

from __future__ import annotations

from typing import Final

from bot.ports import Lease
from bot.store import sql
from bot.store.ledger import Ledger

_NEVER: Final = 10
"""Times its length a lease never lasts: one that would was taken before the database's clock was set back."""

_MAKE: Final = sql.insert("lease", "library_id, name, holder, until", conflict=" ON CONFLICT DO NOTHING")
_TAKE: Final = """
    UPDATE lease SET holder = ?, until = {now} + ? WHERE library_id = ? AND name = ?
    AND (holder = ? OR until < {now} OR until > {now} + ?)
"""
_LET_GO: Final = "UPDATE lease SET until = 0 WHERE library_id = ? AND name = ? AND holder = ?"
_HOLDS: Final = "SELECT 1 FROM lease WHERE library_id = ? AND name = ? AND holder = ? AND until >= {now}"


def take(ledger: Ledger, lease: Lease, seconds: float) -> bool:
    """Take it, or keep it up, for so long; False when somebody else has it."""
    place = (ledger.library, lease.name)
    ledger.connection.execute(_MAKE, (*place, "", 0))
    lasts = int(seconds * 1_000_000)
    values = (lease.token, lasts, *place, lease.token, _NEVER * lasts)
    return ledger.connection.execute(_TAKE.format(now=ledger.database_now), values).rowcount == 1


def let_go(ledger: Ledger, lease: Lease) -> None:
    """Somebody else may have it at once."""
    ledger.connection.execute(_LET_GO, (ledger.library, lease.name, lease.token))


def holds(ledger: Ledger, lease: Lease) -> bool:
    """Whether it is still held."""
    values = (ledger.library, lease.name, lease.token)
    return ledger.connection.execute(_HOLDS.format(now=ledger.database_now), values).fetchone() is not None
