"""Forgetting: when text and identity go, and what stays of a conversation then."""

from __future__ import annotations

from replies import events as e
from replies.conversation import State
from replies.effects import Erase
from replies.message import Author, EntryKind
from replies.page import Page


def forgot(page: Page, event: e.PatronForgot) -> None:
    """The patron, or an admin for them, wants it forgotten; the second time is as good as the first."""
    if page.before.state is not State.FORGOTTEN:
        _forget(page, event.reason, event.who)


def retention_passed(page: Page, _: e.RetentionPassed) -> None:
    """The time to keep it is over."""
    _forget(page, "retention", None)


def _forget(page: Page, reason: e.ForgetReason, who: str | None) -> None:
    by = {"patron": Author.PATRON, "admin": Author.LIBRARIAN, "retention": Author.DESK}[reason]
    page.write(EntryKind.FORGOTTEN, by, who=who, reason=reason)
    page.do(Erase(reason))
    page.change(
        email=None,
        phone=None,
        promises=(),
        promise_at=None,
        addressed=False,
        waiting_since=None,
        offered_to=None,
        offered_desk=None,
        to_read=None,
        replies=(),
    )
