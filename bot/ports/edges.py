"""The edges that are no store: a clock, channels, a proofreader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.outbox import Outgoing
from nlp.draft import Channel as ChannelName
from nlp.draft import Draft as DraftText
from nlp.finding import Finding
from replies.message import Attachment


class Clock(Protocol):
    """The time, as an argument."""

    def now(self) -> datetime:
        """Now, aware UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The part has arrived; ``ref`` is the channel's name for it."""

    ref: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Certainly not delivered, and trying again would not help; ``reason`` is a machine code."""

    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Certainly not delivered, and it may work later, after ``after`` seconds (None: the loop's backoff)."""

    reason: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been delivered. Never repeated without a person's word."""

    reason: str


Wire = Sent | Failed | Retry | Uncertain


class Channel(Protocol):
    """A way out that needs a wire (Telegram, e-mail); web chat needs none."""

    @property
    def name(self) -> ChannelName:
        """Which channel this is."""
        ...

    def split(self, text: str) -> Sequence[str]:
        """The parts in which a text goes out, in order; pure, always the same for the same text."""
        ...

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:
        """Put one part on the wire; ``index`` from 0, pacing is its own. Never raises but when cancelled."""
        ...

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        """Put a file on the wire, after all words have gone; as ``send`` otherwise."""
        ...


@dataclass(frozen=True, slots=True)
class Proofread:
    """What reading a draft once more said.

    Attributes:
        findings: In order of ``start``.
        engines: Engine -> "ok", "off", "down" or "late".
        ms: How long it took, milliseconds.
    """

    findings: tuple[Finding, ...]
    engines: Mapping[str, str]
    ms: float


class Proofreader(Protocol):
    """Reads drafts once more, within a budget; never blocks a send."""

    def expect(self, lang: str) -> None:
        """A reply in this language is about to be written: have what it needs at hand. Returns at once."""
        ...

    async def read(self, draft: DraftText, *, key: str = "", patience: float | None = None) -> Proofread | None:
        """Check a draft.

        ``key`` names what is being typed: a newer call with the same key drops an older one that has not started,
        which then returns None. ``patience`` is how many seconds it may take where nobody is being held up.
        """
        ...

    async def hear(self, drafts: Sequence[DraftText], rules: frozenset[str]) -> Sequence[tuple[Finding, ...]]:
        """What these rules alone say of each draft, also those that are off; the grammar engine is not asked."""
        ...
