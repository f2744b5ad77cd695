"""Librarians and admins, their sessions, and one-time links."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from bot.ports import Link, Person, Session
from bot.store import audit, sql
from bot.store.codec import micros, to_json, when
from bot.store.engine import Connection
from bot.store.ledger import Ledger
from replies.refusal import Refused

_PERSON: Final = "id, name, role, languages, desks, password_hash, active, on_shift, settings"
_PEOPLE: Final = f"SELECT {_PERSON} FROM person WHERE library_id = ? ORDER BY sign_in"
_BY_ID: Final = f"SELECT {_PERSON} FROM person WHERE library_id = ? AND id = ?"
_BY_NAME: Final = f"SELECT {_PERSON} FROM person WHERE library_id = ? AND sign_in = ? AND active = 1"
_PUT: Final = sql.insert(
    "person",
    f"library_id, sign_in, {_PERSON}",
    conflict=""" ON CONFLICT (id) DO UPDATE SET sign_in = excluded.sign_in, name = excluded.name,
    role = excluded.role, languages = excluded.languages, desks = excluded.desks,
    password_hash = excluded.password_hash, active = excluded.active, on_shift = excluded.on_shift,
    settings = excluded.settings""",
)
_SESSION: Final = "token_hash, person, csrf, created_at, expires_at"
_PUT_SESSION: Final = sql.insert("session", _SESSION)
_GET_SESSION: Final = f"SELECT {_SESSION} FROM session WHERE token_hash = ? AND expires_at > ?"
_LINK: Final = "token_hash, role, person, expires_at, made_by"
_PUT_LINK: Final = sql.insert("link", f"library_id, {_LINK}")
_GET_LINK: Final = f"""
    SELECT {_LINK} FROM link WHERE token_hash = ? AND library_id = ? AND used_at IS NULL AND expires_at > ?
"""
_END_LINKS: Final = "UPDATE link SET used_at = ? WHERE library_id = ? AND person = ? AND used_at IS NULL"
_USE_LINK: Final = "UPDATE link SET used_at = ? WHERE token_hash = ?"


def sign_in_name(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def everybody(connection: Connection, library: str) -> Sequence[Person]:
    """All, by name."""
    return [_person(row) for row in connection.execute(_PEOPLE, (library,))]


def by_id(connection: Connection, library: str, person: str) -> Person | None:
    """One by id."""
    row = connection.execute(_BY_ID, (library, person)).fetchone()
    return row and _person(row)


def by_name(connection: Connection, library: str, name: str) -> Person | None:
    """An active one by sign-in name."""
    row = connection.execute(_BY_NAME, (library, sign_in_name(name))).fetchone()
    return row and _person(row)


def put(ledger: Ledger, person: Person, by: str) -> None:
    """Add or change; what changed is audited, passwords only as the fact.

    Raises:
        Refused: ``name_taken``.
    """
    other = by_name(ledger.connection, ledger.library, person.name)
    if person.active and other is not None and other.id != person.id:
        raise Refused("name_taken", name=person.name)
    before = by_id(ledger.connection, ledger.library, person.id)
    ledger.connection.execute(
        _PUT,
        (
            ledger.library, sign_in_name(person.name), person.id, person.name, person.role,
            to_json(person.languages), to_json(person.desks), person.password_hash, int(person.active),
            int(person.on_shift), to_json(dict(person.settings)),
        ),
    )  # fmt: skip
    if changed := _changed(before, person):
        audit.append(ledger, by, "person.added" if before is None else "person.changed", person.id, changed)


def _changed(before: Person | None, after: Person) -> dict[str, Any]:
    """What an auditor wants to know: role and standing, a second reader; of a password only that it is new."""
    told: dict[str, Any] = {}
    for field in ("name", "role", "active"):
        if before is None or getattr(before, field) != getattr(after, field):
            told[field] = getattr(after, field)
    asked = after.settings.get("second_reader", False)
    if asked != (before is not None and before.settings.get("second_reader", False)):
        told["second_reader"] = asked
    if after.identity != (before.identity if before else ""):
        told["identity"] = after.identity
    if after.password_hash and (before is None or before.password_hash != after.password_hash):
        told["password"] = "new"  # noqa: S105  the word, not a password
    return told


def put_session(ledger: Ledger, session: Session) -> None:
    """Open a session; those that have ended go."""
    ledger.connection.execute("DELETE FROM session WHERE expires_at <= ?", (micros(ledger.now),))
    times = (micros(session.created_at), micros(session.expires_at))
    ledger.connection.execute(_PUT_SESSION, (session.token_hash, session.person, session.csrf, *times))


def session(connection: Connection, library: str, token_hash: str, now: datetime) -> tuple[Session, Person] | None:
    """A session that has not ended, of an active person."""
    row = connection.execute(_GET_SESSION, (token_hash, micros(now))).fetchone()
    if row is None:
        return None
    person = by_id(connection, library, row[1])
    if person is None or not person.active:
        return None
    return Session(row[0], row[1], row[2], when(row[3]), when(row[4])), person


def end_sessions(ledger: Ledger, token_hash: str | None, person: str | None) -> None:
    """End one session, or all of a person's."""
    if token_hash is not None:
        ledger.connection.execute("DELETE FROM session WHERE token_hash = ?", (token_hash,))
    if person is not None:
        ledger.connection.execute("DELETE FROM session WHERE person = ?", (person,))


def put_link(ledger: Ledger, link: Link) -> None:
    """Make a link; those made for the same person before open nothing any more."""
    if link.person is not None:
        ledger.connection.execute(_END_LINKS, (micros(ledger.now), ledger.library, link.person))
    expires_at = micros(link.expires_at)
    values = (ledger.library, link.token_hash, link.role, link.person, expires_at, link.made_by)
    ledger.connection.execute(_PUT_LINK, values)
    audit.append(ledger, link.made_by or "cli", "link.made", link.person or "", {"role": link.role})


def link(connection: Connection, library: str, token_hash: str, now: datetime) -> Link | None:
    """A link that still opens."""
    row = connection.execute(_GET_LINK, (token_hash, library, micros(now))).fetchone()
    return row and Link(row[0], row[1], row[2], when(row[3]), row[4])


def use_link(ledger: Ledger, token_hash: str, person: Person) -> bool:
    """Use it up and keep the person; False if it no longer opens anything."""
    found = link(ledger.connection, ledger.library, token_hash, ledger.now)
    if found is None:
        return False
    ledger.connection.execute(_USE_LINK, (micros(ledger.now), token_hash))
    put(ledger, person, found.made_by or "link")
    return True


def _person(row: tuple[Any, ...]) -> Person:
    pid, name, role, languages, desks, password_hash, active, on_shift, settings = row
    return Person(
        pid, name, role, tuple(json.loads(languages)), tuple(json.loads(desks)), password_hash, bool(active),
        bool(on_shift), json.loads(settings),
    )  # fmt: skip
