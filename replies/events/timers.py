"""What time alone brings about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from replies.events.base import Event

ForgetReason = Literal["patron", "admin", "retention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed(Event):
    """A timer of this conversation is due. Made by the loop; its meaning depends on the state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAcknowledged(Event):
    """Still waiting: tell the patron again how long it may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReminded(Event):
    """Nobody has claimed it: remind the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameFollowUp(Event):
    """Nobody was free in time: it is answered later, by e-mail if the patron left one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedIfDone(Event):
    """The patron has been silent: ask gently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FellSilent(Event):
    """Asked, and still silent: close kindly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseEnded(Event):
    """The time said when pausing is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDue(Event):
    """A promise must be kept soon: its owner is reminded."""

    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(Event):
    """The time of a promise is over, and it is not kept."""

    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPassed(Event):
    """The time to keep it is over."""
