"""What the library has told its desk: desks and hours, who is on shift, how long is long, which words to use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from nlp.draft import Channel
from replies.hours import ALWAYS, Hours


class Line(StrEnum):
    """What the desk says by itself: the key of a template, with the slots it may use beside it."""

    ACKNOWLEDGED = "acknowledged"
    """Your question is here; a librarian answers as soon as one is free."""
    ACKNOWLEDGED_AHEAD = "acknowledged_ahead"
    """The same, with ``ahead`` (int, at least 1) others waiting before."""
    ACKNOWLEDGED_CLOSED = "acknowledged_closed"
    """Nobody is here now; we open at ``opens`` (datetime) and answer then; leave an e-mail if you like."""
    ACKNOWLEDGED_CLOSED_LONG = "acknowledged_closed_long"
    """Nobody is here, and we can't say when we open; leave an e-mail."""
    ACKNOWLEDGED_EMAIL = "acknowledged_email"
    """By e-mail: your question is here; you have an answer at ``by`` (datetime) at the latest."""
    ACKNOWLEDGED_EMAIL_LONG = "acknowledged_email_long"
    """The same, and nobody knows when we open."""
    MOVED_TO_EMAIL = "moved_to_email"
    """By e-mail: as you wished we go on here; simply answer this mail."""
    STILL_WAITING = "still_waiting"
    """After a minute: not forgotten, ``ahead`` (int, may be 0) others before."""
    STILL_WAITING_LONG = "still_waiting_long"
    """After three: it takes longer today; leaving an e-mail is fine too."""
    NODDED = "nodded"
    """``name`` has seen your question and will be with you soon."""
    STILL_LOOKING = "still_looking"
    """``name`` is still looking; it takes a little longer."""
    PAUSED = "paused"
    """We take a breath and go on at ``until`` (datetime); what is written meanwhile is kept and read then."""
    BLOCKED = "blocked"
    """We end this until ``until`` (datetime); who needs help before may call or come by."""
    GOODBYE = "goodbye"
    """We end here, kindly; write again at any time."""
    HANDED_OVER = "handed_over"
    """``name`` takes it from here and has read everything."""
    FOLLOW_UP_ASK = "follow_up_ask"
    """Nobody is free; leave an e-mail and we write; the page can be kept, too."""
    FOLLOW_UP_EMAIL = "follow_up_email"
    """Nobody is free; we write to the e-mail you left."""
    FOLLOW_UP_HERE = "follow_up_here"
    """Nobody is free; we answer here, in this same chat (channels with an address)."""
    DID_YOU_FIND_IT = "did_you_find_it"
    """Gently: did you find it, is there anything else?"""
    CALL_BACK = "call_back"
    """We call you at the number you left, ``by`` (datetime) at the latest."""
    CLOSED_SILENT = "closed_silent"
    """We close for now; write again at any time and it goes on."""


class Lines(Protocol):
    """The desk's own words, by key and language."""

    def line(self, key: Line, lang: str, /, **slots: str | int | datetime) -> str:
        """The text of a line, in ``lang`` or else the library's first; datetimes are written out locally."""
        ...


@dataclass(frozen=True, slots=True)
class Branch:
    """A house of the library.

    Attributes:
        id: Short name, e.g. "north".
        name: As people say it.
        address: Where it stands.
        phone: Its telephone number.
        link: Its page.
    """

    id: str = ""
    name: str = ""
    address: str = ""
    phone: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """A desk: who answers what.

    Attributes:
        id: Short name, e.g. "main", "music".
        name: As people say it.
        languages: Languages it answers in; empty means all.
        topics: Words that bring a question here, lower case, by language or "" for all.
        hours: When it is open.
        branch: Where it stands; without an id it is the library itself.
    """

    id: str
    name: str
    languages: frozenset[str] = frozenset()
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hours: Hours = ALWAYS
    branch: Branch = field(default_factory=Branch)


@dataclass(frozen=True, slots=True)
class Librarian:
    """Somebody who may answer, as far as routing and naming go.

    Attributes:
        id: Person id.
        name: As patrons hear it.
        languages: Languages they answer in; empty means all.
        desks: Desks they serve; empty means all.
        on_shift: Whether they take questions now.
    """

    id: str
    name: str
    languages: frozenset[str] = frozenset()
    desks: frozenset[str] = frozenset()
    on_shift: bool = True


_KEEP: Final = MappingProxyType[Channel, timedelta](dict.fromkeys(("chat", "telegram", "email"), timedelta(days=30)))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is long.

    Attributes:
        undo: How long a reply is held back after Send; zero sends at once.
        acknowledge_after: Waiting lines after these times, while nobody has written.
        remind_after: Remind the staff of an unclaimed question.
        follow_up_after: An unclaimed question becomes a follow-up.
        ask_after: A silent patron is asked gently, by channel; a channel that is missing is never asked.
        close_after: Silence after being asked closes.
        reopen_within: A channel address that writes after closing goes on in the same conversation.
        mail_days: A mail is answered by the end of this many opening days after it came; 0 is the same day.
        mail_notice: Remind the staff of a mail so long before it is owed an answer.
        promise_notice: Remind whoever made a promise so long before it must be kept.
        away: A patron on the web who has been silent for so long may have left the page.
        keep: Text and identity after closing, by channel.
        keep_identity: Identity alone, where that goes sooner.
        keep_files: Attachments, where those go sooner.
        keep_comments: Words beside a mark; the mark stays.
    """

    undo: timedelta = timedelta(seconds=5)
    acknowledge_after: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=3))
    remind_after: timedelta = timedelta(minutes=5)
    follow_up_after: timedelta = timedelta(minutes=20)
    ask_after: Mapping[Channel, timedelta] = field(
        default_factory=lambda: {"chat": timedelta(minutes=10), "telegram": timedelta(hours=12)}
    )
    close_after: timedelta = timedelta(minutes=10)
    reopen_within: timedelta = timedelta(hours=24)
    mail_days: int = 1
    mail_notice: timedelta = timedelta(hours=2)
    promise_notice: timedelta = timedelta(hours=2)
    away: timedelta = timedelta(minutes=10)
    keep: Mapping[Channel, timedelta] = field(default_factory=lambda: _KEEP)
    keep_identity: Mapping[Channel, timedelta] = field(default_factory=dict)
    keep_files: Mapping[Channel, timedelta] = field(default_factory=dict)
    keep_comments: timedelta = timedelta(days=365)


def erase_at(patience: Patience, channel: Channel, closed_at: datetime) -> datetime:
    """When a conversation that was closed then is forgotten, aware UTC."""
    return closed_at + patience.keep.get(channel, timedelta(days=30))


@dataclass(frozen=True, slots=True)
class House:
    """Everything ``decide`` must know about the library.

    Attributes:
        lines: The desk's own words.
        languages: The library's languages, first one first.
        desks: At least one; the first takes what no other does.
        staff: Who may answer.
        patience: How long is long.
        hold_back: Codes of findings that hold a reply back until confirmed.
        writes_mail: Whether replies can go out by e-mail.
    """

    lines: Lines
    languages: tuple[str, ...] = ("en", "it", "ro", "sv", "fi")
    desks: tuple[DeskPlace, ...] = (DeskPlace("main", "Reference desk"),)
    staff: tuple[Librarian, ...] = ()
    patience: Patience = field(default_factory=Patience)
    hold_back: frozenset[str] = frozenset({"placeholder", "personal-data"})
    writes_mail: bool = False

    def desk(self, desk: str) -> DeskPlace:
        """The desk of that id, or the first one when it is gone (a conversation may outlive its desk)."""
        return next((place for place in self.desks if place.id == desk), self.desks[0])

    def name_of(self, librarian: str) -> str:
        """How a librarian is called; "" when unknown."""
        return next((person.name for person in self.staff if person.id == librarian), "")


class Scene(Protocol):
    """The desk as it is this moment: the little a decision must know beyond its own conversation."""

    def ahead(self, desk: str, since: datetime) -> int:
        """How many of that desk's waiting patrons began to wait before ``since``."""
        ...


class Quiet:
    """A scene in which nobody else waits."""

    def ahead(self, desk: str, since: datetime) -> int:  # noqa: ARG002  nobody is nobody, whenever
        """None."""
        return 0


QUIET: Final = Quiet()
