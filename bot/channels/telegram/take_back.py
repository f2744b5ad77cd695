"""Taking messages back from a patron's chat: ours and theirs, as long as Telegram lets a bot do so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.pace import Pace
from bot.channels.telegram.tongue import Tongues
from bot.channels.telegram.wire import seconds
from bot.erasure.report import Place, Trace
from bot.ports import Clock

OLDEST: Final = timedelta(hours=48)
"""Older messages in a private chat can't be deleted by a bot."""

AT_ONCE: Final = 100
ATTEMPTS: Final = 3


class ChatReach:
    """See ``bot.erasure.report.Reach``."""

    def __init__(self, bot: Bot, pace: Pace, tongues: Tongues, clock: Clock) -> None:
        self._bot = bot
        self._pace = pace
        self._tongues = tongues
        self._clock = clock

    async def take_back(self, traces: Sequence[Trace], addresses: frozenset[str]) -> Sequence[Place]:
        """Delete what is young enough; count what is not."""
        deleted = old = refused = 0
        for trace in traces:
            young, aged = self._sorted(trace)
            old += aged
            for start in range(0, len(young), AT_ONCE):
                some = young[start : start + AT_ONCE]
                if await self._delete(int(trace.address), some):
                    deleted += len(some)
                else:
                    refused += len(some)
        for address in addresses:
            await self._tongues.forget(int(address))
        found = (
            Place("telegram", reached=True, count=deleted),
            Place("telegram_old", reached=False, count=old),
            Place("telegram_trouble", reached=False, count=refused),
        )
        return [place for place in found if place.count]

    def _sorted(self, trace: Trace) -> tuple[list[int], int]:
        """Messages that can be deleted, and how many are too old for it."""
        since = self._clock.now() - OLDEST
        written = {entry.seq: entry.at for entry in trace.opened.entries}
        named = [(written.get(seq), int(ref)) for seq, ref in trace.refs if ref.isdecimal()]
        young = [message for at, message in named if at is not None and at > since]
        return young, len(named) - len(young)

    async def _delete(self, chat: int, messages: list[int]) -> bool:
        for _ in range(ATTEMPTS):
            await self._pace.turn(chat)
            try:
                return bool(await self._bot.delete_messages(chat, messages))
            except RetryAfter as wait:
                self._pace.hold(chat, seconds(wait.retry_after))
            except TelegramError:
                return False
        return False
