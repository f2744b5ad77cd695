"""What patrons do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.draft import Channel
from replies.events.base import Event
from replies.events.timers import ForgetReason
from replies.message import Attachment

AgeBand = Literal["0-12", "13-17", "18-25", "26-64", "65+"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronAsked(Event):
    """First words of a patron; ``conversation`` is a fresh id.

    With an ``address`` (but an e-mail's, which proves nothing) that is already in a conversation still going on, open
    or closed only lately, the store adds the words there instead: so a channel with addresses always sends this
    event, and reads from the outcome which conversation it became.

    Attributes:
        channel: Where the patron writes.
        lang: The language to answer in, BCP 47.
        text: The question.
        desk: The desk asked for, or None to route it.
        email: A way to answer later.
        token_hash: Digest of the web patron's token; the token itself is never stored.
        address: The channel's address of the patron (Telegram chat id, e-mail address).
        ref: The channel's own name of this message, so that a later edit finds it.
        attachments: Files that came along.
        subject: What stood above it, on channels that have such a line.
        quiet: The desk says nothing by itself: a machine may have written this.
    """

    channel: Channel
    lang: str
    text: str
    desk: str | None = None
    email: str | None = None
    token_hash: str | None = None
    address: str | None = None
    ref: str | None = None
    attachments: tuple[Attachment, ...] = ()
    subject: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronWrote(Event):
    """More words from the patron; ``channel`` when they came another way than the conversation goes."""

    text: str
    ref: str | None = None
    attachments: tuple[Attachment, ...] = ()
    subject: str = ""
    quiet: bool = False
    channel: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronEdited(Event):
    """The patron changed a message: named by ``target`` (seq) or by the channel's ``ref``."""

    text: str
    target: int | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronLeftAddress(Event):
    """The patron left an e-mail address (already checked for shape by the edge), or took it back with None."""

    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronWantsCall(Event):
    """The patron left a telephone number (checked for shape by the edge) to be called back at.

    ``promise`` is a fresh id.
    """

    phone: str
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronMovedToEmail(Event):
    """The patron was asked and agreed: from now on answers go to this e-mail address."""

    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptWanted(Event):
    """The patron wants the conversation mailed to them: ``letter`` is what was said, put into words by the edge."""

    email: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronChoseLanguage(Event):
    """The patron wants to be answered in ``lang`` from now on."""

    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronLeft(Event):
    """The patron closed the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronForgot(Event):
    """Erase text and identity: the patron's own word (``/forget``, a button) or an admin's on their behalf."""

    reason: ForgetReason = "patron"
    who: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven(Event):
    """One tap: ``mark`` 1 (not at all) to 5 (very); the rest is optional and may follow once, with the same mark."""

    mark: int
    comment: str = ""
    age_band: AgeBand | None = None
