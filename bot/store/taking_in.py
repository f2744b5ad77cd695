"""Everything an admin has tuned, read at one moment, and taken in from files in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import people, pictures, records
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from bot.tuning import colleagues
from bot.tuning.kinds import PERSON
from bot.tuning.record import Head, Name, heads

if TYPE_CHECKING:
    from bot.tuning.plan import Plan


def tuned(connection: Connection, library: str) -> dict[Name, Head]:
    """All records, people among them."""
    return heads(records.heads(connection, library)) | colleagues.heads_of(people.everybody(connection, library))


def take_in(ledger: Ledger, plan: Plan, by: str) -> None:
    """Do what a plan says, all of it or nothing; audited.

    Raises:
        Refused: ``record_changed``, ``last_admin``, ``name_taken``.
    """
    for picture in plan.pictures:
        pictures.put(ledger, picture)
    records.keep(ledger, [change for change in plan.changes if change.kind != PERSON], by)
    everybody = people.everybody(ledger.connection, ledger.library)
    for person in colleagues.changed([change for change in plan.changes if change.kind == PERSON], everybody):
        people.put(ledger, person, by)
        if not person.active:
            people.end_sessions(ledger, None, person.id)
