"""What is to be done because of a decision. The store carries these out in the decision's own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from nlp.draft import Channel
from replies.events import AgeBand, ForgetReason, TemplateUsed
from replies.message import Attachment
from replies.promise import Promise

OutboxState = Literal["reading", "queued", "sending", "sent", "failed", "uncertain", "undone"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One outgoing message in the outbox.

    The life: queued -> sending -> sent | failed | uncertain, or queued -> undone. While ``seq`` is None the
    reply is held for the undo seconds; once it is a message in the journal (``seq``) its channel may take it.
    Somebody still learning has theirs read first: reading -> queued | undone.

    Attributes:
        id: Random 128-bit hex.
        channel: Where it goes; "chat" needs no wire, committing is delivering.
        text: The words; empty once they are known to be delivered (the journal has them).
        who: The librarian, or None for a line of the desk's own.
        state: Where it is.
        hold_until: When it may leave, aware UTC; None once released.
        queued: The QUEUED entry it came from; 0 for a line of the desk's own.
        seq: The MESSAGE entry it became, or None while held.
        not_before: The next attempt, aware UTC, or None for at once.
        attempts: How often the wire was tried.
        reason: Why it failed, waits or is uncertain: a machine code.
        close: Close the conversation when it leaves.
        courtesies: What its words hold, see ``replies.courtesy``.
        files: What goes out after the words.
    """

    id: str
    channel: Channel
    text: str
    who: str | None = None
    state: OutboxState = "queued"
    hold_until: datetime | None = None
    queued: int = 0
    seq: int | None = None
    not_before: datetime | None = None
    attempts: int = 0
    reason: str = ""
    close: bool = False
    files: tuple[Attachment, ...] = ()
    courtesies: int = 0

    @property
    def held(self) -> bool:
        """Whether it waits for the undo seconds to end, and for nobody."""
        return self.seq is None and self.state == "queued"


@dataclass(frozen=True, slots=True)
class Deliver:
    """Write this outbox row: new, or changed."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class KeepPromise:
    """Write this promise's row: new, or changed."""

    promise: Promise


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Set a librarian's draft: "" after sending; the text again after undo (before what was typed meanwhile)."""

    librarian: str
    text: str


@dataclass(frozen=True, slots=True)
class KnowPatron:
    """Keep who the patron is, apart from the journal: the address to answer to and the digest of their token."""

    channel: Channel
    token_hash: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class KeepFiles:
    """Remember attachments, so that erasing finds them."""

    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class KeepFeedback:
    """Keep feedback apart from the conversation; nothing in it leads back to the patron.

    ``counted`` is False for words that follow a mark which has been counted.
    """

    channel: Channel
    lang: str
    desk: str
    mark: int
    comment: str
    librarian: str | None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class CountAge:
    """Count an age band by month, apart from words, librarian and desk: to see whether the young fare as well."""

    channel: Channel
    lang: str
    mark: int
    age_band: AgeBand


@dataclass(frozen=True, slots=True)
class Erase:
    """Wipe text, identity, drafts, outbox, files of this conversation; statistics stay without identity."""

    reason: ForgetReason


@dataclass(frozen=True, slots=True)
class Tell:
    """A passing word to whoever listens (staff group, console); losing it loses nothing.

    Attributes:
        code: ``waiting_long``, ``handover_offered``, ``pause_ended``, ``low_mark``, ``promise_due``,
            ``promise_broken``, ``promise_handed``, ``to_read``, ``given_back``.
        to: A person's id, a desk (``desk:<name>``), or None for all staff.
    """

    code: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class CountTemplates:
    """Templates were used: count them by day, without saying by whom or for whom."""

    uses: tuple[TemplateUsed, ...]


@dataclass(frozen=True, slots=True)
class CountOutcome:
    """The patron said how it was: count it for the templates that were put into this conversation's replies.

    Attributes:
        found: Whether they found what they needed.
    """

    found: bool


Effect = (
    CountAge
    | CountOutcome
    | CountTemplates
    | Deliver
    | KeepDraft
    | KnowPatron
    | KeepFiles
    | KeepFeedback
    | KeepPromise
    | Erase
    | Tell
)
