"""The librarians' console and the admins' pages."""

from __future__ import annotations

from typing import Final

from bot.console import (
    admin,
    around,
    check,
    conversation,
    drafts,
    erasing,
    feedback,
    live,
    noting,
    pages,
    people,
    practice,
    promises,
    queue,
    replies,
    rest,
    search,
    second_factor,
    second_reader,
    session,
    sorting,
    statistics,
    telegram,
    tuning,
    welcome,
    words,
)

ROUTES: Final = (
    *session.ROUTES,
    *second_factor.ROUTES,
    *telegram.ROUTES,
    *welcome.ROUTES,
    *queue.ROUTES,
    *search.ROUTES,
    *around.ROUTES,
    *conversation.ROUTES,
    *rest.ROUTES,
    *drafts.ROUTES,
    *check.ROUTES,
    *promises.ROUTES,
    *noting.ROUTES,
    *feedback.ROUTES,
    *statistics.ROUTES,
    *sorting.ROUTES,
    *practice.ROUTES,
    *words.ROUTES,
    *replies.ROUTES,
    *second_reader.ROUTES,
    *people.ROUTES,
    *admin.ROUTES,
    *erasing.ROUTES,
    *tuning.ROUTES,
    *live.ROUTES,
    *pages.ROUTES,
)
"""Every route of the staff's."""
