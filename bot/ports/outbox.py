"""What leaves: due by time, given out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from nlp.draft import Channel as ChannelName
from replies.effects import Reply
from replies.events import Event


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply the sender may put on the wire now; it is already committed as ``sending``.

    Attributes:
        reply: The outbox row.
        conversation: Whose.
        address: Where to: the channel's address, or the e-mail address.
        lang: Language of the conversation.
        refs: The channel's own names of the parts already delivered, in order: go on after these.
    """

    reply: Reply
    conversation: str
    address: str
    lang: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lease:
    """The watch over something that one process at a time may do.

    Attributes:
        name: What, e.g. "telegram".
        token: Random, of this one watch.
    """

    name: str
    token: str


class Outbox(Protocol):
    """What is due, and deliveries."""

    async def due(self, *, limit: int = 200) -> Sequence[Event]:
        """What the clock owes: ReplyReleased for held replies, TimePassed for conversations, oldest first."""
        ...

    async def stranded(self) -> Sequence[Event]:
        """ReplyReleased for replies held past the undo seconds from now: the clock was set back since Send."""
        ...

    async def next_due(self) -> datetime | None:
        """When ``due`` will next have something, or None; may lie in the past."""
        ...

    async def recover(self, channel: ChannelName | None = None) -> None:
        """Say of everything that was on the wire (of one channel) when its sender ended that nobody knows."""
        ...

    async def take_lease(self, lease: Lease, seconds: float) -> bool:
        """Take the watch, or keep it up, for so long by the database's clock; False when another process has it."""
        ...

    async def let_go_of_lease(self, lease: Lease) -> None:
        """End a watch of ours."""
        ...

    async def claim_deliveries(
        self, channel: ChannelName, *, limit: int = 20, lease: Lease | None = None
    ) -> Sequence[Outgoing]:
        """Replies to put on the wire now, committed as ``sending``; one per conversation, so order is kept.

        A reply whose conversation has an older one still waiting or on the wire is not given out; failed and
        uncertain ones hold nobody up. With a ``lease`` that is no longer held, none is.
        """
        ...

    async def part_delivered(self, reply: str, ref: str) -> None:
        """Remember that the next part of a reply has arrived, under the channel's own name ``ref``."""
        ...

    async def delivered_ref(self, conversation: str, ref: str) -> int | None:
        """The seq of the message (of ours or of the patron) that the channel calls ``ref``, or None."""
        ...

    async def refs(self, conversation: str) -> Sequence[tuple[int, str]]:
        """The channels' own names of this conversation's messages, by seq, ascending."""
        ...
