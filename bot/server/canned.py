"""What a librarian inserts: canned answers and next steps, as the API hands them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nlp.draft import Channel


@dataclass(frozen=True, slots=True)
class Slot:
    """A hole in a template.

    Attributes:
        name: As in ``{name}``.
        label: What to fill in, for people.
        value: What is known already, or None.
    """

    name: str
    label: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """One text ready to insert.

    Attributes:
        key: Its name in all languages.
        title: What it is, for people.
        text: The words, holes as ``{name}``.
        lang: BCP 47.
        shortcut: What to type after ``/``.
        slots: Its holes, in order.
    """

    key: str
    title: str
    text: str
    lang: str
    shortcut: str | None = None
    slots: tuple[Slot, ...] = ()


class Canned(Protocol):
    """Where templates come from."""

    def templates(self, lang: str, channel: Channel | None) -> Sequence[Template]:
        """Canned answers of a language; empty when there are none."""
        ...

    def next_steps(self, lang: str, channel: Channel | None) -> Sequence[Template]:
        """Next steps of a language, ready to insert at the end of a reply."""
        ...
