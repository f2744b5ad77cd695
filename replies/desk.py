"""The desk decides: an event and the conversation as it stands, in; what is written and done, out. Pure.

``decide`` first asks the law (``replies.conversation.LIFE``) where the event leads, then hands the page to the one
function that knows the event; the page sets the earliest timer. The store calls it inside its transaction, so two
deciders never see the same moment: the first claim wins and the stale guard holds without any lock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from replies import (
    claiming,
    closing,
    feedback,
    followup,
    noting,
    patron,
    pausing,
    privacy,
    promising,
    reading,
    sending,
    waiting,
)
from replies import events as e
from replies.conversation import Conversation, next_state
from replies.house import QUIET, House, Scene
from replies.page import Decision, Page
from replies.timers import due_event

_WRITE: Final[Mapping[type[e.Event], Callable[[Page, Any], None]]] = {
    e.PatronAsked: patron.asked,
    e.PatronWrote: patron.wrote,
    e.PatronEdited: patron.edited,
    e.PatronLeftAddress: patron.left_address,
    e.PatronMovedToEmail: patron.moved_to_email,
    e.TranscriptWanted: patron.wants_transcript,
    e.PatronWantsCall: noting.wants_call,
    e.QuestionNoted: noting.noted,
    e.PatronChoseLanguage: patron.chose_language,
    e.PatronLeft: closing.patron_left,
    e.PatronForgot: privacy.forgot,
    e.FeedbackGiven: feedback.feedback_given,
    e.Claimed: claiming.claimed,
    e.Released: claiming.released,
    e.HandoverOffered: claiming.offered,
    e.HandoverAccepted: claiming.accepted,
    e.HandoverDeclined: claiming.declined,
    e.NoteAdded: claiming.noted,
    e.Nodded: claiming.nodded,
    e.Closed: closing.closed,
    e.Reopened: closing.reopened,
    e.Classed: closing.classed,
    e.Paused: pausing.paused,
    e.Resumed: pausing.resumed,
    e.PauseEnded: pausing.pause_ended,
    e.BlockAsked: pausing.block_asked,
    e.BlockConfirmed: pausing.block_confirmed,
    e.BlockDropped: pausing.block_dropped,
    e.Unblocked: pausing.unblocked,
    e.PromiseMade: promising.made,
    e.PromiseKept: promising.kept,
    e.PromiseLetGo: promising.let_go,
    e.PromiseMoved: promising.moved,
    e.PromiseHanded: promising.handed,
    e.PromiseDue: promising.due_soon,
    e.PromiseBroken: promising.broken,
    e.ReplySent: sending.sent,
    e.ReplyPassed: reading.passed,
    e.ReplyGivenBack: reading.given_back,
    e.ReplyUndone: sending.undone,
    e.ReplyReleased: sending.released,
    e.DeliveryKnown: sending.delivery_known,
    e.ReplyReturned: sending.returned,
    e.SentAgain: sending.sent_again,
    e.Arrived: sending.arrived,
    e.WaitingAcknowledged: waiting.acknowledged_again,
    e.StaffReminded: waiting.staff_reminded,
    e.BecameFollowUp: followup.became_follow_up,
    e.AskedIfDone: closing.asked_if_done,
    e.FellSilent: closing.fell_silent,
    e.RetentionPassed: privacy.retention_passed,
}


def decide(conversation: Conversation, event: e.Event, now: datetime, house: House, scene: Scene = QUIET) -> Decision:
    """What the event means.

    Args:
        conversation: As it stands; a fresh ``Conversation(id=...)`` for ``PatronAsked``.
        event: What happened.
        now: Aware UTC.
        house: The library.
        scene: The desk this moment.

    Raises:
        Refused: The event may not happen now, or is not allowed; nothing is to be written.
    """
    state = next_state(conversation, event)
    page = Page(conversation, now, house, scene)
    if isinstance(event, e.TimePassed):
        due = due_event(conversation, now, house)
        if due is not None:
            return decide(conversation, due, now, house, scene)
        page.change(due_at=None)  # it was for something that has gone; the page sets the next one
        return page.decision()
    if state is not conversation.state:
        page.change(state=state)
    _WRITE[type(event)](page, event)
    return page.decision()
