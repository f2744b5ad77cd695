"""Taking a breath, and shutting the door for a while: a pause by one, a block by two, both dated and reversible.

The patron's words are kept in both, as always. In a pause nobody is called by them until it is over; in a block the
conversation stays closed until its day, and goes on with the first word after that.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from replies import events as e
from replies.conversation import Conversation
from replies.effects import Tell
from replies.house import Line
from replies.message import Author, EntryKind
from replies.page import Page
from replies.refusal import Refused

LONGEST_PAUSE: Final = timedelta(days=1)
LONGEST_BLOCK: Final = timedelta(days=366)


def rests(conversation: Conversation, now: datetime) -> bool:
    """Whether the patron's words wait unheard: paused, or blocked."""
    return conversation.paused_until is not None and now < conversation.paused_until


def paused(page: Page, event: e.Paused) -> None:
    """A breath for both sides; the patron hears until when.

    Raises:
        Refused: ``not_yours``, ``wrong_time``.
    """
    if page.before.assignee != event.who:
        raise Refused("not_yours", who=page.before.assignee)
    page.must_come(event.until, LONGEST_PAUSE)
    page.write(EntryKind.PAUSED, Author.LIBRARIAN, who=event.who, until=event.until.isoformat())
    page.say(Line.PAUSED, until=event.until)
    page.change(paused_until=event.until, waiting_since=None, asked_at=None)


def resumed(page: Page, event: e.Resumed) -> None:
    """Sooner than said.

    Raises:
        Refused: ``not_yours``.
    """
    if page.before.assignee != event.who:
        raise Refused("not_yours", who=page.before.assignee)
    if page.before.paused_until is not None:
        page.write(EntryKind.RESUMED, Author.LIBRARIAN, who=event.who)
        _go_on(page)


def pause_ended(page: Page, _: e.PauseEnded) -> None:
    """The time said is here: whoever paused is called back."""
    page.write(EntryKind.RESUMED, Author.DESK)
    page.do(Tell("pause_ended", page.before.assignee))
    _go_on(page)


def block_asked(page: Page, event: e.BlockAsked) -> None:
    """One asks; nothing changes for the patron yet.

    Raises:
        Refused: ``wrong_time``, ``not_now`` (blocked already).
    """
    if page.before.closed_at is not None and rests(page.before, page.now):
        raise Refused("not_now", state=str(page.before.state), event="BlockAsked")
    page.must_come(event.until, LONGEST_BLOCK)
    until = event.until.isoformat()
    page.write(EntryKind.BLOCK_ASKED, Author.LIBRARIAN, who=event.who, text=event.text, until=until)
    page.change(block_asked_by=event.who, block_asked_until=event.until)


def block_confirmed(page: Page, event: e.BlockConfirmed) -> None:
    """Another one agrees: the patron is told until when, and the conversation is closed.

    Raises:
        Refused: ``not_now`` (nobody asked, or the day asked for has passed), ``second_person``.
    """
    until = _asked_until(page)
    if until <= page.now:
        raise Refused("not_now", state=str(page.before.state), event="BlockConfirmed")
    if page.before.block_asked_by == event.who:
        raise Refused("second_person")
    page.say(Line.BLOCKED, until=until)
    page.close(Author.LIBRARIAN, event.who, "blocked")
    page.change(paused_until=until, **_NOTHING_ASKED)


def block_dropped(page: Page, event: e.BlockDropped) -> None:
    """Not blocked after all: the second person says no, or the first thinks better of it.

    Raises:
        Refused: ``not_now`` (nobody asked).
    """
    _asked_until(page)
    page.write(EntryKind.BLOCK_DROPPED, Author.LIBRARIAN, who=event.who)
    page.change(**_NOTHING_ASKED)


def unblocked(page: Page, event: e.Unblocked) -> None:
    """Before its day; unblocking what isn't blocked changes nothing."""
    if page.before.paused_until is not None:
        page.write(EntryKind.UNBLOCKED, Author.LIBRARIAN, who=event.who)
        page.change(paused_until=None)


_NOTHING_ASKED: Final = {"block_asked_by": None, "block_asked_until": None}


def _asked_until(page: Page) -> datetime:
    until = page.before.block_asked_until
    if until is None:
        raise Refused("not_now", state=str(page.before.state), event="BlockConfirmed")
    return until


def _go_on(page: Page) -> None:
    """Words that came meanwhile begin to wait now."""
    before = page.before
    wrote_meanwhile = before.patron_seq > before.staff_seq
    page.change(paused_until=None, staff_at=page.now, waiting_since=page.now if wrote_meanwhile else None)
