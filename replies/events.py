"""Everything that can happen to a conversation. The edges make these; ``replies.desk.decide`` says what they mean.

``source`` is the idempotency key (``telegram:<bot>:<update_id>``, ``web:<client id>``, ``mail:<message-id>``):
the same source with the same text is the same event, however often it is delivered. It is scoped to its
conversation, except in ``PatronAsked``, where it is scoped to the library. Events without a source are not
deduplicated; most of them (claim, release, close) do nothing the second time by their own nature.

Ids of conversations and replies are random 128-bit hex, made by the edge (``secrets.token_hex(16)``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from nlp.draft import Channel
from replies.courtesy import Sort
from replies.message import Attachment, nothing
from replies.promise import Promised

AgeBand = Literal["0-12", "13-17", "18-25", "26-64", "65+"]
AboutPromises = Literal["kept", "let_go", "stay"]
CloseReason = Literal["answered", "silent", "patron", "blocked"]
ForgetReason = Literal["patron", "admin", "retention"]
DeliveryState = Literal["sent", "failed", "uncertain", "waiting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event carries: which conversation, and its idempotency key if it has one."""

    conversation: str
    source: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEvent(Event):
    """Something a librarian did; ``who`` is the librarian's id."""

    who: str


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
class Classed(StaffEvent):
    """What kind of question it was, and how much it took on the READ scale (1 to 6)."""

    scale: int
    sort: Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(StaffEvent):
    """A promise by itself: said on the telephone, in a note, at the desk."""

    promise: Promised

    @property
    def text(self) -> str:
        """What is promised: a repeated source is compared by it."""
        return self.promise.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(StaffEvent):
    """A promise was kept."""

    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLetGo(StaffEvent):
    """A promise needs no keeping any more; ``text`` is why, for colleagues."""

    promise: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved(StaffEvent):
    """A promise is to be kept by another time, aware UTC."""

    promise: str
    due: datetime
    at_hour: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseHanded(StaffEvent):
    """A colleague keeps it, as at the end of a shift."""

    promise: str
    to: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed(Event):
    """A timer of this conversation is due. Made by the loop; its meaning depends on the state."""


# What time brings. ``decide`` makes these from TimePassed; no edge sends them.


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAcknowledged(Event):
    """Still waiting: tell the patron again how long it may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReminded(Event):
    """Nobody has claimed it: remind the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameFollowUp(Event):
    """Nobody was free in time: it is answered later, by e-mail if the patron left one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedIfDone(Event):
    """The patron has been silent: ask gently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FellSilent(Event):
    """Asked, and still silent: close kindly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseEnded(Event):
    """The time said when pausing is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDue(Event):
    """A promise must be kept soon: its owner is reminded."""

    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(Event):
    """The time of a promise is over, and it is not kept."""

    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPassed(Event):
    """The time to keep it is over."""


def words(event: Event) -> str:
    """The text an event brings, "" when it brings none: what a repeated source is compared by."""
    text: Any = getattr(event, "text", "")
    return text if isinstance(text, str) else ""
