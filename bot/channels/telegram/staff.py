"""What the channel asks of a staff group: whether something that came from Telegram was meant for it."""

from __future__ import annotations

from typing import Protocol

from bot.channels.telegram.read import Command, InGroup, TappedInGroup
from bot.ports import Arrival


class Staff(Protocol):
    """The librarians' side on Telegram. Each method returns False for what is not its own, and has then done nothing.

    Whatever it takes, it marks as handled.
    """

    async def run(self) -> None:
        """Keep the group current until cancelled."""
        ...

    async def said(self, arrival: Arrival, said: InGroup) -> bool:
        """Somebody wrote in a group."""
        ...

    async def tapped(self, arrival: Arrival, tap: TappedInGroup) -> bool:
        """Somebody pressed a button in a group."""
        ...

    async def linked(self, arrival: Arrival, command: Command) -> bool:
        """Somebody brought a one-time code in private."""
        ...
