"""Who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the audit; ``digest`` chains it to the line before.

    Attributes:
        n: Position from 1, gap-free.
        at: When.
        who: Person id, or "system", "cli".
        action: Machine word, e.g. "person.role", "patron.erased".
        subject: What it was done to: an id, never text of a patron.
        details: JSON-like.
        digest: SHA-256 hex over the line before and this one.
        number: What people call the subject by where it is a conversation that is still kept (#142), else None.
    """

    n: int
    at: datetime
    who: str
    action: str
    subject: str
    details: Mapping[str, Any]
    digest: str
    number: int | None = None


class Audit(Protocol):
    """The audit, and settings made on pages."""

    async def audit(self, who: str, action: str, subject: str = "", **details: Any) -> None:
        """Append one line."""
        ...

    async def audited(self, *, after: int = 0, before: int | None = None, limit: int = 200) -> Sequence[Audited]:
        """Lines with ``n > after``, ascending; with ``before``, the last ones with ``n < before``, descending."""
        ...

    async def audit_break(self) -> int | None:
        """The number of the first line that doesn't follow from the one before; None when the chain is whole."""
        ...

    async def setting(self, key: str) -> Any:
        """A stored setting (JSON), or None."""
        ...

    async def put_setting(self, key: str, value: Any, *, by: str) -> None:
        """Store a setting (JSON); audited by key, not by value."""
        ...
