"""A small library for tests: fixed words, a clock one can push, ids one can read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from replies.house import House, Librarian, Line, Patience

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""A Monday."""


class Words:
    """Lines that say their own key, language and slots."""

    def line(self, key: Line, lang: str, /, **slots: str | int | datetime) -> str:
        """Key, language and slots, readable."""
        told = "".join(f" {name}={value}" for name, value in sorted(slots.items()))
        return f"<{key} {lang}{told}>"


class FakeClock:
    """A clock that stands still until pushed."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it stands."""
        return self.at

    def push(self, **passed: float) -> datetime:
        """Let time pass, e.g. ``push(minutes=3)``."""
        self.at += timedelta(**passed)
        return self.at


ANNA = Librarian("anna", "Anna")
BO = Librarian("bo", "Bo")


def house(**changes: object) -> House:
    """The library, with changes."""
    settings: dict[str, object] = {"lines": Words(), "staff": (ANNA, BO), "patience": Patience(), **changes}
    return House(**settings)  # type: ignore[arg-type]
