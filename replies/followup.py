"""When nobody was free in time: the question becomes a follow-up, and the patron knows how it goes on."""

from __future__ import annotations

from replies import events as e
from replies.house import Line
from replies.message import Author, EntryKind
from replies.page import Page


def became_follow_up(page: Page, _: e.BecameFollowUp) -> None:
    """It leaves the live queue; the patron is told whether we write, or asked where to."""
    conversation = page.before
    page.write(EntryKind.FOLLOW_UP, Author.DESK, email=conversation.email is not None)
    if conversation.addressed:
        page.say(Line.FOLLOW_UP_HERE)
    elif conversation.email:
        page.say(Line.FOLLOW_UP_EMAIL)
    else:
        page.say(Line.FOLLOW_UP_ASK)
