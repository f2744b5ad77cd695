"""What isn't written: a question asked by telephone or at the desk, and a patron who would rather be called."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from replies import events as e
from replies.answering import answer_by
from replies.house import Line
from replies.message import Author, EntryKind
from replies.page import Page
from replies.promise import Promised
from replies.promising import make
from replies.routing import choose_desk

SPOKEN: Final = frozenset({"phone", "desk"})
"""Channels on which nothing is written."""

_SOME_DAYS: Final = timedelta(days=3)
"""To call back within, where nobody knows when the desk opens."""


def noted(page: Page, event: e.QuestionNoted) -> None:
    """A spoken question: settled at once, or kept by whoever noted it until its promise is.

    Raises:
        Refused: As ``replies.promising.make``.
    """
    desk = choose_desk(page.house, asked=event.desk, lang=event.lang, text=event.text, now=page.now)
    page.change(
        channel=event.channel,
        lang=event.lang,
        opened_at=page.now,
        desk=desk,
        phone=event.phone,
        assignee=event.who,
        staff_by=event.who,
        staff_at=page.now,
        claimed_at=page.now,
        answered_at=page.now,
    )
    meta = {"channel": event.channel}
    seq = page.write(EntryKind.MESSAGE, Author.PATRON, who=event.who, text=event.text, **meta)
    page.change(patron_seq=seq, patron_at=page.now, staff_seq=seq)
    if event.promise is not None:
        make(page, event.promise, event.who, call=event.phone is not None and not event.promise.text.strip())
    elif event.answered:
        page.close(Author.LIBRARIAN, event.who, "answered")


def wants_call(page: Page, event: e.PatronWantsCall) -> None:
    """A number to call: it becomes a promise of the desk's, and the patron hears by when.

    The same wish again only changes the number. The number is kept with the conversation, never in the journal.
    """
    page.write(EntryKind.ADDRESS, Author.PATRON, call=True)
    page.change(phone=event.phone)
    if any(promise.call for promise in page.before.promises):
        return
    hours = page.house.desk(page.before.desk).hours
    by = answer_by(hours, page.now, page.house.patience.mail_days) or page.now + _SOME_DAYS
    make(page, Promised(event.promise, "", by, at_hour=True), page.before.assignee, call=True)
    page.say(Line.CALL_BACK, by=by)
