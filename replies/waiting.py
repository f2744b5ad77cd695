"""While a patron waits: told the truth at once, again after a while, and never left wondering.

Every line here is cancelled as soon as a person writes, because its timer runs only while nobody has claimed.
"""

from __future__ import annotations

from replies import events as e
from replies.answering import answer_by
from replies.effects import Tell
from replies.hours import is_open, next_opening
from replies.house import Line
from replies.message import Author, EntryKind
from replies.page import Page


def begin(page: Page, *, quiet: bool = False) -> None:
    """Somebody begins to wait: say at once that the question is here, and what to expect; a machine hears nothing."""
    page.change(waiting_since=page.now, acknowledged=0, reminded=0)
    hours = page.house.desk(page.get("desk")).hours
    if quiet:
        return
    if page.get("channel") == "email":
        by = answer_by(hours, page.now, page.house.patience.mail_days)
        page.say(Line.ACKNOWLEDGED_EMAIL, by=by) if by else page.say(Line.ACKNOWLEDGED_EMAIL_LONG)
    elif not is_open(hours, page.now):
        opens = next_opening(hours, page.now)
        if opens is None:
            page.say(Line.ACKNOWLEDGED_CLOSED_LONG)
        else:
            page.say(Line.ACKNOWLEDGED_CLOSED, opens=opens)
    elif ahead := page.scene.ahead(page.get("desk"), page.now):
        page.say(Line.ACKNOWLEDGED_AHEAD, ahead=ahead)
    else:
        page.say(Line.ACKNOWLEDGED)


def acknowledged_again(page: Page, _: e.WaitingAcknowledged) -> None:
    """Still nobody: the next waiting line."""
    count = page.before.acknowledged + 1
    since = page.before.waiting_since or page.now
    if count < len(page.house.patience.acknowledge_after):
        page.say(Line.STILL_WAITING, ahead=page.scene.ahead(page.before.desk, since))
    else:
        page.say(Line.STILL_WAITING_LONG)
    page.change(acknowledged=count)


def staff_reminded(page: Page, _: e.StaffReminded) -> None:
    """The desk hears that a patron has waited for long."""
    waited = page.now - (page.before.waiting_since or page.now)
    page.write(EntryKind.REMINDED, Author.DESK, waited=int(waited.total_seconds()))
    page.do(Tell("waiting_long", page.before.assignee or f"desk:{page.before.desk}"))
    page.change(reminded=page.before.reminded + 1)
