"""Saying goodbye: asked gently first, closed kindly later, opened again at a word."""

from __future__ import annotations

from datetime import datetime

from replies import events as e
from replies.conversation import OPEN, Conversation, State
from replies.courtesy import SCALE
from replies.house import House, Line
from replies.message import Author, EntryKind
from replies.page import Page
from replies.pausing import rests
from replies.promising import no_closing_over, settle
from replies.refusal import Refused


def asked_if_done(page: Page, _: e.AskedIfDone) -> None:
    """First step: the patron has been silent since our last word."""
    page.write(EntryKind.ASKED_IF_DONE, Author.DESK)
    page.change(asked_at=page.now)
    page.say(Line.DID_YOU_FIND_IT)


def fell_silent(page: Page, _: e.FellSilent) -> None:
    """Second step: still silent, so we close, and say that it can go on at any time."""
    page.say(Line.CLOSED_SILENT)
    page.close(Author.DESK, None, "silent")


def closed(page: Page, event: e.Closed) -> None:
    """A librarian closes; closing twice is closing once.

    Raises:
        Refused: ``promise_open``.
    """
    if page.before.state is not State.CLOSED:
        _about_promises(page, event)
        if event.kindly:
            page.say(Line.GOODBYE)
        page.close(Author.LIBRARIAN, event.who, "answered")


def _about_promises(page: Page, event: e.Closed) -> None:
    """The word that closing over open promises needs: kept, no longer needed, or they stay open."""
    if event.promises is None:
        no_closing_over(page)
    elif event.promises != "stay":
        for promise in page.before.promises:
            settle(page, promise, event.who, keep=event.promises == "kept")


def patron_left(page: Page, _: e.PatronLeft) -> None:
    """The patron closes."""
    if page.before.state is not State.CLOSED:
        page.close(Author.PATRON, None, "patron")


def reopened(page: Page, event: e.Reopened) -> None:
    """A librarian takes it up again, and has it."""
    page.write(EntryKind.REOPENED, Author.LIBRARIAN, who=event.who)
    page.change(
        assignee=event.who, closed_at=None, paused_until=None, feedback=False, commented=False, staff_at=page.now
    )


def goes_on(conversation: Conversation, now: datetime, house: House) -> bool:
    """Whether new words from the same address belong to this conversation, or begin another."""
    if conversation.state in OPEN or rests(conversation, now):
        return True
    closed_at = conversation.closed_at
    return (
        conversation.state is State.CLOSED
        and closed_at is not None
        and now - closed_at <= house.patience.reopen_within
    )


def classed(page: Page, event: e.Classed) -> None:
    """What kind of question it was; the last word counts.

    Raises:
        Refused: ``wrong_scale`` outside 1 to 6.
    """
    if event.scale not in SCALE:
        raise Refused("wrong_scale", scale=event.scale)
    page.change(scale=event.scale, sort=event.sort)
