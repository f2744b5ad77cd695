"""Where replies go in the state machine: a far end in memory that takes, refuses, is cut, or is silent for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from bot.ports import Failed, Outgoing, Retry, Sent, Uncertain, Wire
from nlp.draft import Channel as ChannelName
from replies.message import Attachment

Fate = Literal["taken", "refused", "later", "lost before", "lost after", "dark before", "dark after"]
"""Of one part: taken, refused, not now; cut before or after it was taken; our power fails before or after it was."""

FATES: Final[tuple[Fate, ...]] = get_args(Fate)


@dataclass
class FarEnd:
    """One channel's; it counts what it has really taken.

    Attributes:
        name: The channel.
        fates: Of the parts to come; those after them are taken.
        lights_out: Ends our power at once.
        taken: How often each part has arrived: (reply, part) -> times.
    """

    name: ChannelName
    fates: list[Fate]
    lights_out: Callable[[], None]
    taken: Counter[tuple[str, int]] = field(default_factory=Counter)

    def split(self, text: str) -> Sequence[str]:
        """Two parts, where there is a bar."""
        return text.split("|")

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:
        """As fate will have it."""
        fate = self.fates.pop(0) if self.fates else "taken"
        if fate in ("taken", "lost after", "dark after"):
            self.taken[outgoing.reply.id, index] += 1
        if fate.startswith("dark"):
            self.lights_out()
        match fate:
            case "taken":
                return Sent(f"{outgoing.reply.id}/{index}/{self.taken[outgoing.reply.id, index]}")
            case "refused":
                return Failed("blocked")
            case "later":
                return Retry("rate", 30.0)
            case _:
                return Uncertain("timeout")

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        """Nobody sends files here."""
        raise NotImplementedError
