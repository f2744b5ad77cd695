"""The whole store, and what it says when it takes nothing more."""

from __future__ import annotations

from typing import Protocol

from bot.ports.audit import Audit
from bot.ports.conversations import Conversations
from bot.ports.erasing import Erasing
from bot.ports.figures import Figures
from bot.ports.files import FileRows
from bot.ports.inbox import Inbox
from bot.ports.outbox import Outbox
from bot.ports.people import Staff
from bot.ports.signing_in import SigningIn
from bot.ports.tuned import Tuned
from bot.ports.words import Words
from replies.house import House


class StoreClosed(Exception):  # noqa: N818  a state, not a mistake
    """The store takes nothing now: closing, disk full, or read-only. ``reason`` is a machine word."""

    def __init__(self, reason: str = "closing") -> None:
        super().__init__(reason)
        self.reason = reason


class Store(
    Conversations, Figures, Outbox, Inbox, FileRows, Erasing, Staff, SigningIn, Words, Tuned, Audit, Protocol
):
    """The durable truth. One contract; ``tests/contract`` holds every engine to it.

    Attributes:
        house: What decisions are made by; may be replaced at any time, and holds from the next event on.
    """

    house: House

    async def close(self) -> None:
        """Finish what was accepted, then close. Later calls raise StoreClosed."""
        ...
