"""What every event carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event carries: which conversation, and its idempotency key if it has one."""

    conversation: str
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEvent(Event):
    """Something a librarian did; ``who`` is the librarian's id."""

    who: str


def words(event: Event) -> str:
    """The text an event brings, "" when it brings none: what a repeated source is compared by."""
    text: Any = getattr(event, "text", "")
    return text if isinstance(text, str) else ""
