"""A second reader: a reply of somebody still learning is read by a colleague, who lets it go or gives it back.

The words stay the writer's: the patron reads their name, and given back it is their draft again, beside the
colleague's word. Nobody reads their own.
"""

from __future__ import annotations

from dataclasses import replace

from replies import events as e
from replies.claiming import take
from replies.effects import Reply, Tell
from replies.message import Author, EntryKind
from replies.page import Page
from replies.refusal import Refused
from replies.sending import back_to_draft, known, leave_if_due, not_stale, still_to_read


def passed(page: Page, event: e.ReplyPassed) -> None:
    """It may go: from here on it is a reply like any other, held for the undo seconds.

    Raises:
        Refused: ``second_person``, ``already_decided``, ``stale``.
    """
    reply = _to_be_read(page, event)
    if not event.override:
        not_stale(page, event)
    if page.before.assignee is None:  # put back meanwhile: whoever sends has it
        take(page, event.who)
    hold_until = page.now + page.house.patience.undo
    seq = page.write(
        EntryKind.PASSED, Author.LIBRARIAN, who=event.who, reply=reply.id, hold_until=hold_until.isoformat()
    )
    going = replace(reply, state="queued", hold_until=hold_until, queued=seq)
    page.change(asked_at=None, paused_until=None)
    page.reply(going)
    still_to_read(page)
    leave_if_due(page, going)


def given_back(page: Page, event: e.ReplyGivenBack) -> None:
    """Not yet: its writer has the words again, and reads why.

    Raises:
        Refused: ``second_person``, ``already_decided``, ``empty_text``.
    """
    reply = _to_be_read(page, event)
    if not event.text.strip():
        raise Refused("empty_text")
    writer = reply.who or event.who
    page.write(EntryKind.GIVEN_BACK, Author.LIBRARIAN, who=event.who, text=event.text, reply=reply.id, to=writer)
    back_to_draft(page, reply, writer)
    page.do(Tell("given_back", writer))


def _to_be_read(page: Page, event: e.ReplyPassed | e.ReplyGivenBack) -> Reply:
    reply = known(page, event.reply)
    if reply.state != "reading":
        raise Refused("already_decided", reply=reply.id, state=reply.state)
    if reply.who == event.who:
        raise Refused("second_person")
    return reply
