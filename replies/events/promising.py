"""What becomes of a promise in a librarian's hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from replies.events.base import StaffEvent
from replies.promise import Promised


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(StaffEvent):
    """A promise by itself: said on the telephone, in a note, at the desk."""

    promise: Promised

    @property
    def text(self) -> str:
        """What is promised: a repeated source is compared by it."""
        return self.promise.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept(StaffEvent):
    """A promise was kept."""

    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLetGo(StaffEvent):
    """A promise needs no keeping any more; ``text`` is why, for colleagues."""

    promise: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved(StaffEvent):
    """A promise is to be kept by another time, aware UTC."""

    promise: str
    due: datetime
    at_hour: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseHanded(StaffEvent):
    """A colleague keeps it, as at the end of a shift."""

    promise: str
    to: str
