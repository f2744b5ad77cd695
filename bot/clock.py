"""The clock on the machine: the only place that asks for the time."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """``bot.ports.Clock``."""

    def now(self) -> datetime:
        """Now, aware UTC."""
        return datetime.now(UTC)
