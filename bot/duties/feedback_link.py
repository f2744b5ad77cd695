"""The link at which a patron says how it was, or adds a word to it: for that conversation, and for nothing else."""

from __future__ import annotations

from bot.channels.email.token import sign
from bot.server.desk import Desk


def feedback_link(desk: Desk, conversation: str) -> str:
    """The link; "" while the desk has no address of its own."""
    origin = desk.site.public_origin
    return f"{origin}/feedback#{sign(desk.key, conversation, 'feedback')}" if origin else ""
