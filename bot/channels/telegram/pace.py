"""How fast a bot may speak: once a second in one chat, twenty times a minute in a group, thirty a second in all.

Telegram's limits are not promised anywhere and vary; these are its FAQ's figures
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). What it says itself in a 429
counts more: `hold` keeps one chat quiet while the others go on.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

BETWEEN_IN_CHAT: Final = 1.0
IN_GROUP: Final = 20
GROUP_SPAN: Final = 60.0
BETWEEN_IN_ALL: Final = 1 / 30
REMEMBERED_CHATS: Final = 10_000


class Pace:
    """Gives turns to speak. Times are seconds of a monotonic clock, which is an argument, as sleeping is."""

    def __init__(
        self,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._chat_free: dict[int, float] = {}
        self._group_turns: dict[int, deque[float]] = {}
        self._all_free = 0.0

    async def turn(self, chat: int) -> None:
        """Wait until it is this chat's turn; turns of one chat come in the order asked for."""
        own = max(self._now(), self._chat_free.get(chat, 0.0))
        if chat < 0:
            own = self._group_turn(chat, own)
        self._chat_free[chat] = own + BETWEEN_IN_CHAT
        self._forget_old()
        await self._until(own)
        shared = max(self._now(), self._all_free)
        self._all_free = shared + BETWEEN_IN_ALL
        await self._until(shared)

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram asked for quiet in this chat."""
        self._chat_free[chat] = max(self._chat_free.get(chat, 0.0), self._now() + seconds)

    def wait(self, chat: int) -> float:
        """How many seconds a message to this chat would have to wait now."""
        return max(0.0, self._chat_free.get(chat, 0.0) - self._now())

    async def rest(self, seconds: float) -> None:
        """Let seconds pass."""
        await self._sleep(seconds)

    def crowd(self, group: int) -> int:
        """How many of a group's turns in the last minute are taken, those still to come among them."""
        since = self._now() - GROUP_SPAN
        return sum(1 for turn in self._group_turns.get(group, ()) if turn > since)

    def _group_turn(self, group: int, earliest: float) -> float:
        """The first moment at which the group has had fewer than its share within the minute before."""
        turns = self._group_turns.setdefault(group, deque(maxlen=IN_GROUP))
        turn = max(earliest, turns[0] + GROUP_SPAN) if len(turns) == IN_GROUP else earliest
        turns.append(turn)
        return turn

    async def _until(self, moment: float) -> None:
        if (left := moment - self._now()) > 0:
            await self._sleep(left)

    def _forget_old(self) -> None:
        if len(self._chat_free) > REMEMBERED_CHATS:
            now = self._now()
            self._chat_free = {chat: free for chat, free in self._chat_free.items() if free > now}
