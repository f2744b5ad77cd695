"""A patron's conversation as the patron sees it, for the API, the live connection and the plain page."""

from __future__ import annotations

from typing import Any

from bot.server.desk import Desk
from bot.server.shapes import patron_entries, patron_state
from replies.conversation import Conversation, State
from replies.refusal import Refused


async def view(desk: Desk, conversation: str, after: int) -> dict[str, Any]:
    """Entries after ``after`` and how things stand; see ``PatronConversation`` in the API document.

    Raises:
        Refused: ``unknown_token``: it has been forgotten meanwhile.
    """
    opened = await desk.store.open(conversation, after=after)
    if opened is None or opened.conversation.state is State.FORGOTTEN:
        raise Refused("unknown_token")
    now = opened.conversation
    return {
        "entries": patron_entries(opened.entries, desk.name_of),
        "seq": now.seq,
        **await standing(desk, now),
        "typing": desk.live.librarian_types(conversation),
        "lang": now.lang,
        "email": now.email is not None,
        "channel": now.channel,
        "feedback": now.feedback,
    }


async def standing(desk: Desk, now: Conversation) -> dict[str, Any]:
    """Who answers, or how many are before this patron, honestly."""
    state = patron_state(now)
    ahead = await _ahead(desk, now) if state == "waiting" else 0
    return {
        "state": state,
        "who": desk.name_of(now.assignee) if now.assignee else None,
        "waiting": ahead,
        "waiting_line": desk.greetings.waiting(now.lang, ahead) if state == "waiting" else "",
        "closed": state == "closed",
    }


async def _ahead(desk: Desk, now: Conversation) -> int:
    """How many of this desk wait for longer than this patron."""
    rows = await desk.store.queue("waiting", desk=now.desk, limit=100)
    since = now.waiting_since or now.opened_at
    if since is None:
        return 0
    waiting = (row.conversation for row in rows if row.conversation.id != now.id)
    return sum(1 for other in waiting if other.waiting_since and other.waiting_since < since)
