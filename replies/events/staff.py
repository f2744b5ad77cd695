"""What librarians do about a conversation; what they answer is in ``replying``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from replies.courtesy import Sort
from replies.events.base import StaffEvent
from replies.promise import Promised

CloseReason = Literal["answered", "silent", "patron", "blocked"]
AboutPromises = Literal["kept", "let_go", "stay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(StaffEvent):
    """A librarian takes the question; first claim wins. ``take_over`` takes it from a colleague, openly."""

    take_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(StaffEvent):
    """Back into the queue, where it stood by its waiting time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverOffered(StaffEvent):
    """To a colleague (``to``) or to a desk (``desk``), one of the two; the sender keeps it until accepted."""

    to: str | None = None
    desk: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAccepted(StaffEvent):
    """The colleague, or somebody at that desk, takes it; the patron hears who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDeclined(StaffEvent):
    """Not now; or the sender takes the offer back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(StaffEvent):
    """Only colleagues see this. Named by ``source`` for once-only."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodded(StaffEvent):
    """A busy librarian tells a waiting patron "I have seen you"; whoever answers tells them "I am still looking"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(StaffEvent):
    """The matter is closed by a librarian; ``kindly`` says goodbye first, for when no answer could.

    ``promises`` is the librarian's word about those that are open; without one it is not closed over them.
    """

    kindly: bool = False
    promises: AboutPromises | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(StaffEvent):
    """A breath for both sides, until then (aware UTC)."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(StaffEvent):
    """The pause is over sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockAsked(StaffEvent):
    """A librarian asks to block the conversation until then (aware UTC); ``text`` is why, for colleagues only."""

    until: datetime
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockConfirmed(StaffEvent):
    """A second person agrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDropped(StaffEvent):
    """A second person disagrees, or the first one thinks better of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblocked(StaffEvent):
    """A blocked conversation may go on at the patron's next word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(StaffEvent):
    """A librarian takes a closed conversation up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed(StaffEvent):
    """What kind of question it was, and how much it took on the READ scale (1 to 6)."""

    scale: int
    sort: Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionNoted(StaffEvent):
    """A question asked by telephone or at the desk, noted afterwards; ``conversation`` is a fresh id.

    Attributes:
        channel: "phone" or "desk".
        lang: The language that was spoken, BCP 47.
        text: What was asked, in the librarian's words; may be empty.
        desk: Where it was asked; None: routed as any question.
        phone: A number to call back at.
        answered: It is settled already.
        promise: What was promised.
    """

    channel: Literal["phone", "desk"]
    lang: str
    text: str = ""
    desk: str | None = None
    phone: str | None = None
    answered: bool = True
    promise: Promised | None = None
