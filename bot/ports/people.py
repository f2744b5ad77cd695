"""Who works here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from replies.message import nothing

Role = Literal["librarian", "trainee", "viewer", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here.

    Attributes:
        id: Random 128-bit hex.
        name: As they sign in and as patrons hear it.
        role: What they may do.
        languages: BCP 47 tags they answer in.
        desks: Desks they serve; empty means all.
        password_hash: argon2, or "" while the invitation is open.
        active: False once they have left; history keeps their name.
        on_shift: Whether they take questions now.
        settings: Their own preferences, JSON-like.
    """

    id: str
    name: str
    role: Role
    languages: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    password_hash: str = ""
    active: bool = True
    on_shift: bool = True
    settings: Mapping[str, Any] = field(default_factory=nothing)

    @property
    def read_first(self) -> bool:
        """Whether their replies wait for a second reader: an admin may say so of somebody still learning."""
        return self.role == "trainee" and self.settings.get("second_reader") is True

    @property
    def identity(self) -> str:
        """By what the library's own sign-in knows them, as an admin has said; "" where it does not."""
        return str(self.settings.get("identity", ""))


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; the cookie's value is never stored, only its digest.

    Attributes:
        token_hash: Digest of the cookie.
        person: Whose.
        csrf: The token every change must carry.
        created_at: When it was opened.
        expires_at: When it ends by itself.
    """

    token_hash: str
    person: str
    csrf: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link: an invitation, or the first admin's door.

    Attributes:
        token_hash: Digest of the token in the link.
        role: What the person will be, when ``person`` is None.
        person: An existing person who gets a new password, or None.
        expires_at: After this it opens nothing.
        made_by: Who made it; None for the command line.
    """

    token_hash: str
    role: Role
    person: str | None
    expires_at: datetime
    made_by: str | None = None


class Staff(Protocol):
    """People, sessions, one-time links."""

    async def people(self) -> Sequence[Person]:
        """Everybody, also those who have left, by name."""
        ...

    async def person(self, person: str) -> Person | None:
        """By id."""
        ...

    async def person_named(self, name: str) -> Person | None:
        """By sign-in name, letter case and surrounding space aside."""
        ...

    async def put_person(self, person: Person, *, by: str) -> None:
        """Add or change; audited. Raises Refused ``name_taken`` when another active person has the name."""
        ...

    async def put_session(self, session: Session) -> None:
        """Open a session."""
        ...

    async def session(self, token_hash: str) -> tuple[Session, Person] | None:
        """A session that has not ended and whose person is active; hot, answered from memory where possible."""
        ...

    async def end_sessions(self, *, token_hash: str | None = None, person: str | None = None) -> None:
        """End one session, or all of a person's."""
        ...

    async def put_link(self, link: Link) -> None:
        """Make a one-time link; audited. Earlier ones for the same person open nothing any more."""
        ...

    async def link(self, token_hash: str) -> Link | None:
        """A link that still opens, without using it up."""
        ...

    async def use_link(self, token_hash: str, person: Person) -> bool:
        """Use the link up and keep the person, in one commit; False if it no longer opens anything."""
        ...
