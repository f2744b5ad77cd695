"""A reply, from Send to what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from replies.events.base import Event, StaffEvent
from replies.message import Attachment, nothing
from replies.promise import Promised

DeliveryState = Literal["sent", "failed", "uncertain", "waiting"]


@dataclass(frozen=True, slots=True)
class TemplateUsed:
    """A template that a reply was written with.

    Attributes:
        key: Its name in all languages.
        lang: Whose version of it.
        changed: The thousandths of its words that are no longer there, 0 to 1000.
    """

    key: str
    lang: str
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySent(StaffEvent):
    """A librarian pressed send.

    Attributes:
        reply: Fresh random id of the reply.
        text: What goes out.
        seen: The last ``seq`` the librarian had on screen; the stale guard compares it.
        findings: Codes the check found in this text.
        confirmed: Codes the librarian has confirmed on the sheet.
        override: Send although somebody wrote in between.
        close: Close the matter when the reply has left.
        checks: Which engines read it: name -> "ok", "off", "down", "late".
        templates: What it was written with.
        holding: Codes that hold it back besides the house's own: an admin wants a reason, or a second reader.
        reasons: Why a code was confirmed, where a reason was asked for.
        files: Files that go along, kept already; they never go without words.
        courtesies: What its words hold, see ``replies.courtesy``.
        promises: What it promises, noted by the librarian.
        keeps: Ids of promises it keeps when it leaves.
        promises_stay: Close although promises stay open.
        second_reader: Whoever wrote it is still learning: it waits until a colleague has read it.
    """

    reply: str
    text: str
    seen: int
    findings: tuple[str, ...] = ()
    templates: tuple[TemplateUsed, ...] = ()
    holding: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=nothing)
    confirmed: frozenset[str] = frozenset()
    override: bool = False
    close: bool = False
    checks: Mapping[str, str] = field(default_factory=nothing)
    files: tuple[Attachment, ...] = ()
    courtesies: int = 0
    promises: tuple[Promised, ...] = ()
    keeps: frozenset[str] = frozenset()
    promises_stay: bool = False
    second_reader: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPassed(StaffEvent):
    """A second librarian has read a reply: it may go. ``seen`` and ``override`` as in ``ReplySent``."""

    reply: str
    seen: int
    override: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyGivenBack(StaffEvent):
    """A second librarian has read a reply and gives it back with a word; it is a draft again."""

    reply: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyUndone(StaffEvent):
    """Taken back within the undo seconds, or before the second reader has read it."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAgain(StaffEvent):
    """A librarian's word: send a failed or uncertain reply once more, from the first part not known as sent."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(StaffEvent):
    """A librarian's word: an uncertain reply did arrive."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReleased(Event):
    """The undo seconds are over: the reply goes to its channel. Made by the loop."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryKnown(Event):
    """What became of a delivery. Made by the sender, and by a restart for what was on the wire.

    Attributes:
        reply: Which outgoing reply.
        state: ``waiting`` means certainly not delivered and tried again at ``retry_at``.
        reason: Machine code: ``blocked``, ``no_chat``, ``rate``, ``unreachable``, ``restart``, ``timeout`` ...
        retry_at: When the next attempt is due, aware UTC, only with ``waiting``.
    """

    reply: str
    state: DeliveryState
    reason: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReturned(Event):
    """A reply that had left came back: the patron's mail server could not deliver it.

    Attributes:
        reply: Which one.
        target: The seq of its message.
        status: What the server said, e.g. "5.1.1".
    """

    reply: str
    target: int
    status: str = ""
