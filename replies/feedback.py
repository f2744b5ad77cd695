"""Feedback in one tap; kept apart from the conversation, so that nothing in it leads back to the patron."""

from __future__ import annotations

from typing import Final

from replies import events as e
from replies.effects import CountAge, CountOutcome, KeepFeedback, Tell
from replies.message import Author, EntryKind
from replies.page import Page
from replies.refusal import Refused

GOOD: Final = 4
"""From this mark on it is thanks to whoever answered."""

LOW: Final = 2
"""Up to this mark somebody should ask what was missing."""


def feedback_given(page: Page, event: e.FeedbackGiven) -> None:
    """Keep the first mark; a second changes nothing, because nobody could tell whose the first was.

    Words and an age band may come with it, or once after it.

    Raises:
        Refused: ``wrong_mark`` outside 1 to 5.
    """
    if not 1 <= event.mark <= 5:
        raise Refused("wrong_mark", mark=event.mark)
    before = page.before
    adds = not before.commented and bool(event.comment or event.age_band)
    comment = event.comment if adds else ""
    if not before.feedback:
        page.write(EntryKind.FEEDBACK, Author.PATRON)
        page.change(feedback=True)
        if not LOW < event.mark < GOOD:  # the mark in the middle says neither that it was found nor that it wasn't
            page.do(CountOutcome(found=event.mark >= GOOD))
        if event.mark <= LOW:
            page.do(Tell("low_mark"))
    if not before.feedback or comment:
        page.do(
            KeepFeedback(
                channel=before.channel,
                lang=before.lang,
                desk=before.desk,
                mark=event.mark,
                comment=comment,
                librarian=before.staff_by,
                counted=not before.feedback,
            )
        )
    if adds:
        page.change(commented=True)
        if event.age_band:
            page.do(CountAge(before.channel, before.lang, event.mark, event.age_band))
