"""What time owes a conversation: one list of timers, of which the store keeps only the earliest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from replies import events as e
from replies.answering import due
from replies.conversation import Conversation, State
from replies.hours import is_open, next_opening
from replies.house import House, erase_at
from replies.promise import owed_by

Timer = tuple[datetime, e.Event]

MOVES_TIMERS: Final = frozenset(
    {
        "acknowledged",
        "asked_at",
        "channel",
        "closed_at",
        "desk",
        "due_at",
        "paused_until",
        "promises",
        "reminded",
        "replies",
        "staff_at",
        "state",
        "waiting_since",
    }
)
"""Fields that timers are made of; a decision that changes none of them leaves the timer alone."""


def next_due(conversation: Conversation, house: House) -> datetime | None:
    """When the next timer of a conversation is due, aware UTC; may lie in the past."""
    return min((at for at, _ in timers(conversation, house)), default=None)


def due_event(conversation: Conversation, now: datetime, house: House) -> e.Event | None:
    """The earliest timer that is due, or None."""
    due = [timer for timer in timers(conversation, house) if timer[0] <= now]
    return min(due, key=lambda timer: timer[0])[1] if due else None


def timers(c: Conversation, house: House) -> Iterator[Timer]:
    """Every timer that runs in this conversation, in no order."""
    yield from _held(c)
    yield from _promised(c, house)
    if c.channel == "email":
        yield from _mail(c, house)
    elif c.state is State.WAITING and c.waiting_since:
        yield from _waiting(c, c.waiting_since, house)
    elif c.state is State.CLAIMED and c.paused_until:
        yield c.paused_until, e.PauseEnded(conversation=c.id)
    elif c.state is State.CLAIMED and c.waiting_since is None and c.staff_at and not c.replies and not c.promises:
        ask_after = house.patience.ask_after.get(c.channel)
        if ask_after is not None:
            yield c.staff_at + ask_after, e.AskedIfDone(conversation=c.id)
    elif c.state is State.CLOSING and c.asked_at and not c.promises:
        yield c.asked_at + house.patience.close_after, e.FellSilent(conversation=c.id)
    if c.state is State.CLOSED and c.closed_at and not c.promises:
        over = max(c.closed_at, c.settled_at or c.closed_at)
        yield erase_at(house.patience, c.channel, over), e.RetentionPassed(conversation=c.id)


def _held(c: Conversation) -> Iterator[Timer]:
    """Held replies leave in the order in which they were sent, so only the first one has a timer."""
    first = next((reply for reply in c.replies if reply.held), None)
    if first and first.hold_until:
        yield first.hold_until, e.ReplyReleased(conversation=c.id, reply=first.id)


def _promised(c: Conversation, house: House) -> Iterator[Timer]:
    """Of each promise: a reminder while there is time, and an alarm when it is over."""
    hours = house.desk(c.desk).hours
    for promise in c.promises:
        owed = owed_by(promise, hours)
        if not promise.told:
            yield owed - house.patience.promise_notice, e.PromiseDue(conversation=c.id, promise=promise.id)
        elif promise.told == 1:
            yield owed, e.PromiseBroken(conversation=c.id, promise=promise.id)


def _mail(c: Conversation, house: House) -> Iterator[Timer]:
    """A mail is owed an answer by a day: the staff are reminded before it is over, and once when it is."""
    by = due(c, house)
    if by is None or c.state not in _OWED:
        return
    if not c.reminded:
        yield by - house.patience.mail_notice, e.StaffReminded(conversation=c.id)
    elif c.reminded == 1:
        yield by, e.StaffReminded(conversation=c.id)


_OWED: Final = frozenset({State.WAITING, State.CLAIMED, State.OFFERED})


def _waiting(c: Conversation, since: datetime, house: House) -> Iterator[Timer]:
    patience, hours = house.patience, house.desk(c.desk).hours
    if c.acknowledged < len(patience.acknowledge_after):
        at = since + patience.acknowledge_after[c.acknowledged]
        if is_open(hours, at):  # while closed, the first line has said all there is to say
            yield at, e.WaitingAcknowledged(conversation=c.id)
    attended = next_opening(hours, since)  # a desk's patience runs from when somebody can be there
    if attended is None:
        return
    if not c.reminded:
        yield attended + patience.remind_after, e.StaffReminded(conversation=c.id)
    yield attended + patience.follow_up_after, e.BecameFollowUp(conversation=c.id)
