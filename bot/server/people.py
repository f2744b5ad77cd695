"""Who works here, kept at hand: names for every page, librarians for routing."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports import Person, Store
from replies.house import Librarian


class People:
    """Everybody the store knows, as of the last look; looked at again whenever somebody changes.

    Args:
        store: Where people are kept.
        changed: Told who may answer, at each look.
    """

    def __init__(self, store: Store, changed: Callable[[tuple[Librarian, ...]], None]) -> None:
        self._store = store
        self._changed = changed
        self._names: dict[str, str] = {}

    async def learn(self) -> None:
        """Look at the store, and tell the house who answers."""
        everybody = await self._store.people()
        self._names = {person.id: person.name for person in everybody}
        self._changed(tuple(_librarian(person) for person in everybody if _answers(person)))

    def name_of(self, person: str) -> str:
        """How somebody is called, also one who has left; "" when unknown."""
        return self._names.get(person, "")


def _answers(person: Person) -> bool:
    return person.active and person.role != "viewer" and bool(person.password_hash)


def _librarian(person: Person) -> Librarian:
    return Librarian(person.id, person.name, frozenset(person.languages), frozenset(person.desks), person.on_shift)
