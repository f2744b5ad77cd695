"""Feedback in one tap; kept apart from the conversation, so that nothing in it leads back to the patron."""

from __future__ import annotations

from replies import events as e
from replies.effects import KeepFeedback, Tell
from replies.message import Author, EntryKind
from replies.page import Page
from replies.refusal import Refused


def feedback_given(page: Page, event: e.FeedbackGiven) -> None:
    """Keep the first feedback; a second tap changes nothing, because nobody could tell whose the first was.

    Raises:
        Refused: ``wrong_mark`` outside 1 to 5.
    """
    if not 1 <= event.mark <= 5:
        raise Refused("wrong_mark", mark=event.mark)
    conversation = page.before
    if conversation.feedback:
        return
    page.write(EntryKind.FEEDBACK, Author.PATRON)
    page.change(feedback=True)
    page.do(
        KeepFeedback(
            channel=conversation.channel,
            lang=conversation.lang,
            desk=conversation.desk,
            mark=event.mark,
            comment=event.comment,
            age_band=event.age_band,
            librarian=conversation.staff_by,
        )
    )
    if event.mark <= 2:
        page.do(Tell("low_mark"))
