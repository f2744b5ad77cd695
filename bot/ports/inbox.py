"""What comes in: kept until it is handled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol


class Arrival(NamedTuple):
    """A raw update in the durable inbox, oldest first by ``n``. A tuple, as its row is.

    Attributes:
        channel: Which inbox, e.g. "telegram:<bot id>".
        key: Its idempotency key there, e.g. the update_id.
        raw: As received.
        attempts: How often handling it has failed.
    """

    n: int
    channel: str
    key: str
    raw: bytes
    attempts: int = 0


class Inbox(Protocol):
    """Raw updates, each once; and what channels remember."""

    async def take_in(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> int:
        """Commit raw updates ``(key, raw)``; known keys are skipped. Returns how many were new.

        Only after this may the next offset or the 200 go out.
        """
        ...

    async def arrivals(self, channel: str, *, limit: int = 100, after: int = 0) -> Sequence[Arrival]:
        """Updates not yet handled nor set aside whose ``n`` is above ``after``, in the order of arrival."""
        ...

    async def last_arrival(self, channel: str) -> str | None:
        """The key that was taken in last, handled or not, or None."""
        ...

    async def set_aside(self, channel: str) -> Sequence[Arrival]:
        """Updates that could not be handled; ``handled`` wipes one."""
        ...

    async def handled(self, arrival: Arrival, note: str = "") -> None:
        """Done without an event (unknown type, command); ``note`` is a machine word for counting."""
        ...

    async def mishandled(self, arrival: Arrival, error: str, *, give_up_after: int = 5) -> bool:
        """Handling raised: count it, and set it aside at last so that it blocks nobody. True if set aside."""
        ...

    async def remember(self, key: str, value: Any) -> None:
        """Keep a small JSON value under a channel's own key (never words of a patron); None lets go of the key."""
        ...

    async def recall(self, key: str) -> Any:
        """What was remembered under a key, or None."""
        ...

    async def recall_all(self, prefix: str) -> Mapping[str, Any]:
        """Everything remembered under keys that begin so, by the rest of the key."""
        ...

    async def let_go(self, prefix: str, before: datetime) -> None:
        """Let go of what begins so and was last remembered before then."""
        ...
