"""Buttons under a draft's card: only its librarian's, and only for the version it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.ports import Store
from bot.staff_group.cards import House
from bot.staff_group.sentences import G
from bot.staff_group.slips import Slips
from replies.refusal import Refused

if TYPE_CHECKING:
    from bot.staff_group.doing import Doing

_SENDING = frozenset({"send", "close", "sure"})


class SlipTaps:
    """Each returns what to say for a moment.

    Args:
        store: The durable truth.
        slips: The drafts.
        house: What cards know of the library.
        bring_up: Shows a conversation's news; for who holds its lock.
    """

    def __init__(self, store: Store, slips: Slips, house: House, bring_up: Callable[[str], Awaitable[None]]) -> None:
        self._store = store
        self._slips = slips
        self._house = house
        self._bring_up = bring_up

    async def tapped(self, doing: Doing, deed: str, version: int, rest: list[str]) -> str:
        """A button was pressed.

        Raises:
            Refused: By the desk.
        """
        slip = doing.topic.slips.get(doing.message)
        if slip is None or (slip.reply and deed != "undo"):
            return self._house.say(G.OLD)
        if slip.who != doing.person.id:
            return self._house.say(G.OTHERS_DRAFT, who=self._house.who(slip.who))
        if deed == "undo":
            await self._slips.undo(doing.topic, doing.message, doing.person, doing.arrival)
            return ""
        held = await self._store.draft(doing.topic.conversation, doing.person.id)
        if held.version != version or slip.version != version:
            await self._slips.show(doing.topic, doing.message, doing.person)
            return self._house.say(G.DRAFT_CHANGED)
        if deed in _SENDING and not rest:
            return await self._send(doing, deed)
        return await self._mend(doing, deed, rest)

    async def _mend(self, doing: Doing, deed: str, rest: list[str]) -> str:
        topic, message, person = doing.topic, doing.message, doing.person
        match deed, rest:
            case "use", [number] if number.isdecimal():
                return await self._slips.use(topic, message, person, int(number))
            case "step", [key]:
                return await self._slips.add_step(topic, message, person, key)
            case "drop", []:
                await self._slips.drop(topic, message, person)
                return ""
        return self._house.say(G.OLD)

    async def _send(self, doing: Doing, deed: str) -> str:
        """Send; what the librarian has not read yet, or must look at once more, is shown instead."""
        try:
            await self._slips.send(doing, sure=deed == "sure", close=deed == "close")
        except Refused as refused:
            if refused.code not in ("stale", "held_back"):
                raise
            note = self._house.say(G.SEEN_NEW if refused.code == "stale" else G.HELD)
            await self._bring_up(doing.topic.conversation)
            await self._slips.show(doing.topic, doing.message, doing.person, note)
            return note
        return ""
