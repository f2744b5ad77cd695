"""Where replies go in the state machine: a far end in memory that takes, refuses, is cut, or is silent for good."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    """Everything beyond the wire; it counts what it has really taken.

    Attributes:
        lights_out: Ends our power at once.
        fates: Of the parts to come; those after them are taken.
        taken: How often each part has arrived: (reply, part) -> times.
        left: Conversation -> (reply, its seq) in the order in which they arrived first.
        settled: The same as ``taken``, of parts of which the desk knows that they arrived.
    """

    lights_out: Callable[[], None]
    fates: list[Fate] = field(default_factory=list)
    taken: Counter[tuple[str, int]] = field(default_factory=Counter)
    left: defaultdict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    settled: dict[tuple[str, int], int] = field(default_factory=dict)
    _answered: set[tuple[str, int]] = field(default_factory=set)

    def take(self, outgoing: Outgoing, index: int) -> Wire:
        """One part, as fate will have it."""
        fate = self.fates.pop(0) if self.fates else "taken"
        part = (outgoing.reply.id, index)
        if fate in ("taken", "lost after", "dark after"):
            self.taken[part] += 1
            if self.taken[part] == 1 and index == 0:
                self.left[outgoing.conversation].append((outgoing.reply.id, outgoing.reply.seq or 0))
        if fate.startswith("dark"):
            self.lights_out()
        match fate:
            case "taken":
                self._answered.add(part)
                return Sent(f"{outgoing.reply.id}/{index}/{self.taken[part]}")
            case "refused":
                return Failed("blocked")
            case "later":
                return Retry("rate", 30.0)
            case _:
                return Uncertain("timeout")

    def desk_knows(self, *, so: bool) -> None:
        """What it was answered is committed; or its power has failed, and who knows."""
        if so:
            self.settled |= {part: self.taken[part] for part in self._answered}
        self._answered.clear()


@dataclass(frozen=True)
class Way:
    """One channel's way there."""

    name: ChannelName
    far_end: FarEnd

    def split(self, text: str) -> Sequence[str]:
        """Two parts, where there is a bar."""
        return text.split("|")

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:
        """It leaves."""
        return self.far_end.take(outgoing, index)

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        """Nobody sends files here."""
        raise NotImplementedError
