"""A draft and what is known around it: the input of every check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from nlp.pack import RulePack

Channel = Literal["chat", "telegram", "email", "phone", "desk"]
"""Where words are read. "phone" and "desk" are spoken: a question is noted afterwards, and no reply goes there."""
Phase = Literal["opening", "service", "closing"]

LANGUAGES: Final = ("en", "it", "ro", "sv", "fi")
"""The languages a draft is read in, BCP 47, equals all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One earlier message of the conversation, oldest first in ``Draft.before``."""

    by: Literal["patron", "librarian", "desk"]
    text: str


@dataclass(frozen=True, slots=True)
class House:
    """What the library itself has told us, so that checks don't stumble over it.

    Attributes:
        contacts: The library's own phone numbers, e-mail and web addresses, as written.
        names: Names that are no typos: colleagues, branches, authors, titles.
        words: The house dictionary: words approved by an admin, by language.
        glossary: In-house terms with their plain wording, by language.
        off: Names of rules that an admin has switched off.
        rules: Rules of the house's own, by language; see `nlp.house_rules`.
    """

    contacts: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    glossary: dict[str, dict[str, str]] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    rules: Mapping[str, tuple[RulePack, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply that has not left yet.

    Only ``text`` is required. ``None`` means "not known", and a check that needs what is not known keeps quiet;
    an unknown language is detected.

    Attributes:
        text: The draft as typed.
        lang: BCP 47 tag, or None to detect it.
        channel: Where the reply will be read; limits of length and formality follow it.
        phase: Opening reply, in the middle, or closing the matter.
        complaint: Whether the patron complains.
        question: What the patron asked last.
        before: Earlier pieces, oldest first; None when the draft is judged as a whole turn.
        house: What the library told us.
    """

    text: str
    lang: str | None = None
    channel: Channel | None = None
    phase: Phase | None = None
    complaint: bool | None = None
    question: str | None = None
    before: tuple[Piece, ...] | None = None
    house: House = field(default_factory=House)
