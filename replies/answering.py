"""By when a mail is to be answered: nobody waits at the other end, but somebody waits for the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from replies.conversation import Conversation
from replies.hours import Hours, openings
from replies.house import House


def answer_by(hours: Hours, since: datetime, days: int = 1) -> datetime | None:
    """When a question that came at ``since`` is to be answered, aware UTC.

    That is the end of the ``days``-th opening day after it came; with 0, the end of the day itself while the desk is
    open on it, else of the next. None when nobody knows of so many opening days.
    """
    if hours.always:
        return since + timedelta(days=max(1, days))
    came = since.astimezone(hours.zone).date()
    counted: list[date] = []
    end: datetime | None = None
    for opens, closes in openings(hours, since):
        day = opens.astimezone(hours.zone).date()
        if days and day <= came:
            continue
        if day not in counted:
            if len(counted) == max(1, days):
                return end
            counted.append(day)
        end = closes
    return end if len(counted) == max(1, days) else None


def due(conversation: Conversation, house: House) -> datetime | None:
    """By when this conversation is to be answered; None when nothing is owed, or not by a day."""
    if conversation.channel != "email" or conversation.waiting_since is None:
        return None
    hours = house.desk(conversation.desk).hours
    return answer_by(hours, conversation.waiting_since, house.patience.mail_days)
