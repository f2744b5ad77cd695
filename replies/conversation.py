"""The life of a conversation as one table: what may happen in which state, and where it leads.

The law, in words:

- A question waits until a librarian claims it; the first claim wins, answering is claiming.
- Whoever offers a conversation to a colleague keeps it until the colleague accepts.
- Words of the patron are never refused while there is a conversation; after closing they open it again.
- Silence is asked about before it closes anything.
- Nothing is closed over an open promise without a word, nor forgotten before it is settled.
- A reply of somebody still learning may need a second reader; nobody is their own.
- A pause is one librarian's, a block needs two; both have a day, and the patron's words are kept in both.
- After forgetting nothing is written any more; only what was already on the wire may report back.

What is not in the table is refused (``not_now``), and the tests say what must not happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from nlp.draft import Channel
from replies import events as e
from replies.courtesy import Sort
from replies.effects import Reply
from replies.promise import Promise
from replies.refusal import Refused


class State(StrEnum):
    """Where a conversation is."""

    NEW = "new"
    WAITING = "waiting"
    CLAIMED = "claimed"
    OFFERED = "offered"
    CLOSING = "closing"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    FORGOTTEN = "forgotten"


OPEN: Final = frozenset({State.WAITING, State.CLAIMED, State.OFFERED, State.CLOSING, State.FOLLOW_UP})
"""States in which somebody still owes somebody a word."""

_NEW, _WAITING, _CLAIMED, _OFFERED = State.NEW, State.WAITING, State.CLAIMED, State.OFFERED
_CLOSING, _FOLLOW_UP, _CLOSED, _FORGOTTEN = State.CLOSING, State.FOLLOW_UP, State.CLOSED, State.FORGOTTEN

Row = Mapping[type[e.Event], State]


def _always(here: State) -> dict[type[e.Event], State]:
    """What may happen in every state with words in it, and changes no state."""
    same = (
        e.PatronEdited, e.PatronLeftAddress, e.TranscriptWanted, e.PatronChoseLanguage, e.FeedbackGiven, e.NoteAdded,
        e.ReplyUndone, e.ReplyReleased, e.DeliveryKnown, e.ReplyReturned, e.SentAgain, e.Arrived, e.TimePassed,
        e.BlockAsked, e.BlockDropped, e.ReplyGivenBack,
        e.PatronWantsCall, e.PromiseMade, e.PromiseKept, e.PromiseLetGo, e.PromiseMoved, e.PromiseHanded,
        e.PromiseDue, e.PromiseBroken, e.Classed,
    )  # fmt: skip
    return {**dict.fromkeys(same, here), e.BlockConfirmed: _CLOSED, e.PatronForgot: _FORGOTTEN}


LIFE: Final[Mapping[State, Row]] = {
    _NEW: {e.PatronAsked: _WAITING, e.QuestionNoted: _CLAIMED},
    _WAITING: {
        **_always(_WAITING),
        e.PatronMovedToEmail: _WAITING,
        e.PatronWrote: _WAITING,
        e.Claimed: _CLAIMED,
        e.ReplySent: _CLAIMED,
        e.ReplyPassed: _CLAIMED,
        e.Nodded: _WAITING,
        e.HandoverOffered: _WAITING,  # to a desk only: nobody has it, so it simply moves there
        e.WaitingAcknowledged: _WAITING,
        e.StaffReminded: _WAITING,
        e.BecameFollowUp: _FOLLOW_UP,
        e.Closed: _CLOSED,
        e.PatronLeft: _CLOSED,
    },
    _CLAIMED: {
        **_always(_CLAIMED),
        e.PatronMovedToEmail: _CLAIMED,
        e.PatronWrote: _CLAIMED,
        e.StaffReminded: _CLAIMED,  # of a mail that is owed an answer by today
        e.Claimed: _CLAIMED,  # by a colleague only as an open take-over
        e.Released: _WAITING,
        e.HandoverOffered: _OFFERED,
        e.ReplySent: _CLAIMED,
        e.ReplyPassed: _CLAIMED,
        e.Nodded: _CLAIMED,
        e.AskedIfDone: _CLOSING,
        e.Paused: _CLAIMED,
        e.Resumed: _CLAIMED,
        e.PauseEnded: _CLAIMED,
        e.Closed: _CLOSED,
        e.PatronLeft: _CLOSED,
    },
    _OFFERED: {
        **_always(_OFFERED),
        e.PatronMovedToEmail: _OFFERED,
        e.PatronWrote: _OFFERED,
        e.StaffReminded: _OFFERED,  # of a mail that is owed an answer by today
        e.Claimed: _CLAIMED,  # as in CLAIMED; the offer is gone
        e.Released: _WAITING,
        e.HandoverOffered: _OFFERED,  # to somebody else instead
        e.HandoverAccepted: _CLAIMED,
        e.HandoverDeclined: _CLAIMED,
        e.ReplySent: _OFFERED,
        e.ReplyPassed: _OFFERED,
        e.Nodded: _OFFERED,
        e.Closed: _CLOSED,
        e.PatronLeft: _CLOSED,
    },
    _CLOSING: {
        **_always(_CLOSING),
        e.PatronMovedToEmail: _CLOSING,
        e.PatronWrote: _CLAIMED,
        e.Claimed: _CLAIMED,
        e.Released: _WAITING,
        e.HandoverOffered: _OFFERED,
        e.ReplySent: _CLAIMED,
        e.ReplyPassed: _CLAIMED,
        e.Paused: _CLAIMED,
        e.FellSilent: _CLOSED,
        e.Closed: _CLOSED,
        e.PatronLeft: _CLOSED,
    },
    _FOLLOW_UP: {
        **_always(_FOLLOW_UP),
        e.PatronMovedToEmail: _FOLLOW_UP,
        e.PatronWrote: _FOLLOW_UP,
        e.Claimed: _CLAIMED,
        e.ReplySent: _CLAIMED,
        e.ReplyPassed: _CLAIMED,
        e.Nodded: _FOLLOW_UP,
        e.HandoverOffered: _FOLLOW_UP,
        e.Closed: _CLOSED,
        e.PatronLeft: _CLOSED,
    },
    _CLOSED: {
        **_always(_CLOSED),
        e.PatronWrote: _WAITING,
        e.Reopened: _CLAIMED,
        e.Unblocked: _CLOSED,
        e.Closed: _CLOSED,
        e.PatronLeft: _CLOSED,
        e.RetentionPassed: _FORGOTTEN,
    },
    _FORGOTTEN: {e.DeliveryKnown: _FORGOTTEN, e.PatronForgot: _FORGOTTEN, e.TimePassed: _FORGOTTEN},
}
"""The one table. ``LIFE[state][type(event)]`` is the next state; a missing pair is refused."""


class Conversation(NamedTuple):
    """What the desk must know to decide; everything else is in the journal.

    A tuple rather than a dataclass, because every message makes a changed copy (``_replace``) and compares it with
    the one before: a third of the time.

    Attributes:
        id: Random 128-bit hex.
        library: Library id (tenant).
        number: The label people say (#142); never a key.
        channel: Where the patron writes.
        lang: The language to answer in, BCP 47.
        desk: The desk it is routed to.
        state: Where it is in its life.
        seq: Last entry's seq; 0 before the first.
        opened_at: First word, aware UTC, as all times here.
        assignee: The librarian who answers, or None.
        offered_to: The colleague it is offered to while OFFERED.
        offered_desk: The desk it is offered to while OFFERED.
        waiting_since: Since when the patron waits for a word of ours; None when the last word was ours.
        patron_seq: The patron's last entry (message or edit).
        patron_at: When that was.
        staff_seq: The last entry of a librarian that the patron is meant to read (queued or sent).
        staff_by: Who wrote it.
        staff_at: When that was.
        acknowledged: How many waiting lines the patron has had since they began to wait.
        reminded: How many times the staff were reminded.
        due_at: When TimePassed is next due, or None.
        email: A way to answer later.
        addressed: Whether the channel has an address to answer to (always, but for the web).
        feedback: Whether feedback was given.
        commented: Whether words or an age band were added to it.
        asked_at: When the silent patron was asked whether they found it.
        closed_at: When it was closed.
        paused_until: Until when the patron's words call nobody: a pause, or, once closed, a block.
        block_asked_by: Who asks to block it, while a second person has not decided.
        block_asked_until: Until when.
        phone: A number to call the patron back at.
        promise_at: By when the first open promise must be kept; None when none is open.
        settled_at: When a promise was last kept or let go.
        to_read: Whose reply waits for a second reader, or None.
        claimed_at: When a librarian first took it.
        answered_at: When a librarian's first answer left.
        courtesies: What our answers held, see ``replies.courtesy``.
        scale: How much it took, 1 to 6 on the READ scale.
        sort: What kind of question it was.
        replies: Outgoing replies not yet settled: to be read, held, on their way, failed or uncertain.
        promises: The open ones, in the order in which they were made.
    """

    id: str
    library: str = "main"
    number: int = 0
    channel: Channel = "chat"
    lang: str = "en"
    desk: str = ""
    state: State = State.NEW
    seq: int = 0
    opened_at: datetime | None = None
    assignee: str | None = None
    offered_to: str | None = None
    offered_desk: str | None = None
    waiting_since: datetime | None = None
    patron_seq: int = 0
    patron_at: datetime | None = None
    staff_seq: int = 0
    staff_by: str | None = None
    staff_at: datetime | None = None
    acknowledged: int = 0
    reminded: int = 0
    due_at: datetime | None = None
    email: str | None = None
    addressed: bool = False
    feedback: bool = False
    asked_at: datetime | None = None
    closed_at: datetime | None = None
    paused_until: datetime | None = None
    block_asked_by: str | None = None
    block_asked_until: datetime | None = None
    phone: str | None = None
    promise_at: datetime | None = None
    settled_at: datetime | None = None
    to_read: str | None = None
    commented: bool = False
    claimed_at: datetime | None = None
    answered_at: datetime | None = None
    courtesies: int = 0
    scale: int | None = None
    sort: Sort | None = None
    replies: tuple[Reply, ...] = ()
    promises: tuple[Promise, ...] = ()


def next_state(conversation: Conversation, event: e.Event) -> State:
    """Where the event leads.

    Raises:
        Refused: ``forgotten``, ``closed``, ``unknown_conversation`` or ``not_now`` when the law has no such step.
    """
    row = LIFE[conversation.state]
    try:
        return row[type(event)]
    except KeyError:
        raise _refusal(conversation.state, event) from None


def _refusal(state: State, event: e.Event) -> Refused:
    if state is State.NEW:
        return Refused("unknown_conversation")
    if state in (State.FORGOTTEN, State.CLOSED):
        return Refused(str(state))
    return Refused("not_now", state=str(state), event=type(event).__name__)
