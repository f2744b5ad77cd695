"""People as records: what files say of those who work here. Their passwords, sessions and shifts stand in none.

The truth is the table of people; here it is only told as records are, so that files can show and change it.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from bot.ports import Person
from bot.tuning.house_bodies import PersonBody
from bot.tuning.kinds import KINDS, PERSON
from bot.tuning.record import Change, Head, Name, Record
from replies.refusal import Refused

_LONGEST: Final = 36
_SECOND: Final = "second_reader"
_EVER: Final = datetime.fromtimestamp(0, UTC)


def keys(people: Iterable[Person]) -> dict[str, Person]:
    """Those who work here by the key of their file: the name in plain letters, numbered where two are alike."""
    found: dict[str, Person] = {}
    for person in sorted(people, key=lambda person: (not person.active, person.name)):
        plain = key = _plain(person.name)
        count = 1
        while key in found:
            count += 1
            key = f"{plain}_{count}"
        found[key] = person
    return found


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = (letter for letter in letters if not unicodedata.combining(letter))
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in bare)
    key = "_".join(plain.split())[:_LONGEST]
    return key if key[:1].isalpha() else f"person_{key}".rstrip("_")


def heads_of(people: Iterable[Person]) -> dict[Name, Head]:
    """Everybody who works here now, as records."""
    heads: dict[Name, Head] = {}
    for key, person in keys(people).items():
        if person.active:
            said = PersonBody(
                name=person.name,
                role=person.role,
                languages=person.languages,
                desks=person.desks,
                second_reader=person.settings.get(_SECOND) is True,
            )
            record = Record(PERSON, key, "", 0, KINDS[PERSON].body(said), _EVER, "", _EVER)
            heads[record.name] = Head(record, record)
    return heads


def changed(changes: Sequence[Change], people: Sequence[Person]) -> list[Person]:
    """Those whom changes add, change or let go.

    Raises:
        Refused: ``last_admin`` when nobody would be left who can let people in.
    """
    known = keys(people)
    after = [_after(change, known.get(change.key)) for change in changes]
    told = {person.id: person for person in (*people, *(person for person in after if person))}
    if _can_let_in(people) and not _can_let_in(told.values()):
        raise Refused("last_admin")
    return [person for person in after if person]


def _after(change: Change, person: Person | None) -> Person | None:
    if change.body is None:
        return replace(person, active=False) if person else None
    said = KINDS[PERSON].read(change.key, "", change.body)
    assert isinstance(said, PersonBody)
    known = person or Person(secrets.token_hex(16), "", said.role, on_shift=False)
    settings = {name: value for name, value in known.settings.items() if name != _SECOND}
    return replace(
        known,
        active=True,
        name=" ".join(said.name.split()),
        role=said.role,
        languages=said.languages,
        desks=said.desks,
        settings={**settings, _SECOND: True} if said.second_reader else settings,
    )


def _can_let_in(people: Iterable[Person]) -> bool:
    return any(person.role == "admin" and person.active and person.password_hash for person in people)
