"""What the desk says to patrons on its own pages: hello, privacy, when we answer, how many wait."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from replies.hours import Hours


class Greetings(Protocol):
    """The desk's words for its pages, in any language of the library."""

    def hello(self, lang: str) -> str:
        """The greeting."""
        ...

    def privacy(self, lang: str) -> str:
        """One line on what is kept."""
        ...

    def hours(self, lang: str, hours: Hours, now: datetime) -> str:
        """When a person answers: open until, or open again when."""
        ...

    def waiting(self, lang: str, ahead: int) -> str:
        """How many are before you, honestly; ``ahead`` may be 0."""
        ...
