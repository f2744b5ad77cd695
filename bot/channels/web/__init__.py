"""The patron's side of the web: API, live updates, pages without JavaScript."""

from __future__ import annotations

from typing import Final

from bot.channels.web import ask, conversation, copying, feedback, greeting, live, pages, telegram_link, transcript

ROUTES: Final = (
    *greeting.ROUTES,
    *conversation.ROUTES,
    *transcript.ROUTES,
    *copying.ROUTES,
    *live.ROUTES,
    *ask.ROUTES,
    *feedback.ROUTES,
    *pages.ROUTES,
    *telegram_link.ROUTES,
)
"""Every route of a patron's."""
