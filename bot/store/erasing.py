"""Finding everything that is one patron's, and which conversations are forgotten already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from bot.ports import Arrival, Patron
from bot.store.codec import CONVERSATION_COLUMNS, conversation_of
from bot.store.engine import Connection
from bot.store.inbox import FORGOTTEN

Address = tuple[str, str]
"""A channel, and what the patron is called there; addresses of e-mail folded."""

_COLUMNS: Final = ", ".join(f"c.{name}" for name in CONVERSATION_COLUMNS.split(", "))
_SELECT: Final = (
    f"SELECT {_COLUMNS}, p.channel, p.address FROM conversation AS c"
    " LEFT JOIN patron AS p ON p.conversation = c.n WHERE c.library_id = ? AND c.state <> 'forgotten' AND "
)
_BY_NUMBER: Final = f"{_SELECT} c.number = ?"
_BY_ADDRESS: Final = f"{_SELECT} p.channel = ? AND p.address = ?"
_BY_EMAIL: Final = f"{_SELECT} (lower(c.email) = ? OR (p.channel = 'email' AND lower(p.address) = ?))"
_BY_PHONE: Final = f"{_SELECT} c.phone = ?"
_THERE: Final = "SELECT id FROM conversation WHERE library_id = ? AND state <> 'forgotten'"
_WISHED: Final = """
    SELECT c.id FROM conversation AS c JOIN entry AS e ON e.conversation = c.n
    WHERE c.library_id = ? AND c.state = 'forgotten' AND e.kind = 'forgotten' AND e.meta NOT LIKE '%"retention"%'
"""
_COUNTS: Final = """
    SELECT (SELECT count(*) FROM conversation WHERE library_id = ? AND state = 'forgotten'),
           (SELECT count(*) FROM inbox WHERE library_id = ? AND note = ?)
"""
_HELD: Final = """
    SELECT n, channel, key, raw, attempts FROM inbox WHERE library_id = ? AND state IN ('new', 'aside') ORDER BY n
"""
_ERASED: Final = "SELECT n, channel, key FROM inbox WHERE library_id = ? AND note = ? ORDER BY n"


def find(connection: Connection, library: str, number: int | None, email: str | None) -> Patron | None:
    """The patron of a question or behind an e-mail address: all conversations that share an address with another.

    What is forgotten is nobody's any more. None when there is nothing.
    """
    known: dict[str, Any] = {}
    seen: set[Address] = set()
    new: set[Address] = {("email", email.strip().lower())} if email else set()
    if number is not None:
        new |= _take(known, connection.execute(_BY_NUMBER, (library, number)))
    while wanted := new - seen:
        seen |= wanted
        for channel, address in sorted(wanted):
            rows = connection.execute(*_query(library, channel, address))
            new |= _take(known, rows)
    if not known:
        return None
    found = sorted((conversation_of(row) for row in known.values()), key=lambda one: one.number)
    return Patron(tuple(found), frozenset(seen))


def of_chat(connection: Connection, library: str, chat: str) -> Patron | None:
    """What was asked in one Telegram chat; None when there is nothing."""
    found = [conversation_of(row) for row in connection.execute(_BY_ADDRESS, (library, "telegram", chat))]
    return (
        Patron(tuple(sorted(found, key=lambda one: one.number)), frozenset({("telegram", chat)})) if found else None
    )


def _query(library: str, channel: str, address: str) -> tuple[str, tuple[Any, ...]]:
    if channel == "email":
        return _BY_EMAIL, (library, address, address)
    if channel == "phone":
        return _BY_PHONE, (library, address)
    return _BY_ADDRESS, (library, channel, address)


def _take(known: dict[str, Any], rows: Iterable[Any]) -> set[Address]:
    """Keep the conversations of these rows; the addresses they bring."""
    addresses: set[Address] = set()
    for row in rows:
        conversation = conversation_of(row)
        known[conversation.id] = row
        channel, address = row[-2], row[-1]
        if address:
            addresses.add((channel, address.lower() if channel == "email" else address))
        if conversation.phone:
            addresses.add(("phone", conversation.phone))
        if conversation.email:
            addresses.add(("email", conversation.email.lower()))
    return addresses


def there(connection: Connection, library: str) -> Sequence[str]:
    """Ids of all conversations that are not forgotten."""
    return [row[0] for row in connection.execute(_THERE, (library,))]


def wished(connection: Connection, library: str) -> Sequence[str]:
    """Ids of the conversations that somebody wanted forgotten; those whose time was over are left out."""
    return [row[0] for row in connection.execute(_WISHED, (library,))]


def counts(connection: Connection, library: str) -> tuple[int, int]:
    """How many conversations are forgotten for whatever reason, and how many updates were erased."""
    row = connection.execute(_COUNTS, (library, library, FORGOTTEN)).fetchone()
    return row[0], row[1]


def held(connection: Connection, library: str) -> Sequence[Arrival]:
    """Updates of every inbox that still hold what came."""
    return [Arrival(*row) for row in connection.execute(_HELD, (library,))]


def erased(connection: Connection, library: str) -> Sequence[Arrival]:
    """Updates that were erased from an inbox; nothing is left in them."""
    return [Arrival(n, channel, key, b"") for n, channel, key in connection.execute(_ERASED, (library, FORGOTTEN))]
