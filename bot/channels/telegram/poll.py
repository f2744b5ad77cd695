"""Asking Telegram for updates: the next offset goes out only after the last ones are committed."""

from __future__ import annotations

import asyncio
import random
from typing import Final
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.absence import Absence
from bot.channels.telegram.receive import WANTED, Receiver, update_number
from bot.channels.telegram.status import Status
from bot.channels.telegram.wire import TOKEN_PAUSE, seconds
from bot.ports import StoreClosed

LONG_POLL: Final = 50
"""Seconds Telegram may keep a question for updates open."""

CONFLICT_PAUSE: Final = 30.0
SHORTEST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 60.0


class Poller:
    """Asks for updates until cancelled; its offset begins anew at every start, and the inbox knows what it has."""

    def __init__(
        self, bot: Bot, receiver: Receiver, status: Status, absence: Absence, *, own_webhook: str = ""
    ) -> None:
        self._bot = bot
        self._receiver = receiver
        self._status = status
        self._absence = absence
        self._own_webhook = own_webhook
        self._offset = 0
        self._pause = 0.0

    async def run(self) -> None:
        """Ask for ever."""
        while True:
            try:
                await self._once()
                self._pause = 0.0
            except TelegramError as error:
                await asyncio.sleep(await self._trouble(error))
            except StoreClosed:
                await asyncio.sleep(self._longer())

    async def _once(self) -> None:
        # Not before Telegram has answered once is it left time: that it can be reached shall be known at once.
        patience = LONG_POLL if self._status.now.state in ("ok", "long_away") else 0
        question = {"offset": self._offset, "timeout": patience, "limit": 100, "allowed_updates": list(WANTED)}
        # The raw answer, not Bot.get_updates: one update that cannot be parsed must not spoil the other ninety-nine.
        updates = await self._bot.do_api_request("GetUpdates", question, read_timeout=LONG_POLL + 10)
        self._status.set(await self._absence.state())
        if isinstance(updates, list) and updates:
            await self._receiver.take(updates)
            numbers = [number for update in updates if (number := update_number(update)) is not None]
            self._offset = max(numbers, default=self._offset - 1) + 1

    async def _trouble(self, error: TelegramError) -> float:
        """Name what is wrong and return how many seconds to wait."""
        match error:
            case Conflict():
                await self._explain_conflict()
                return CONFLICT_PAUSE
            case InvalidToken():
                self._status.set("bad_token")
                return TOKEN_PAUSE
            case RetryAfter():
                return seconds(error.retry_after)
        self._status.set("unreachable")
        return self._longer()

    async def _explain_conflict(self) -> None:
        """A second poller, or a webhook: ours from an earlier set-up is taken back, another's is only named."""
        try:
            url = (await self._bot.get_webhook_info()).url
            if url and url == self._own_webhook:
                await self._bot.delete_webhook(drop_pending_updates=False)
                return
        except TelegramError:
            url = ""
        if url:
            self._status.set("webhook_elsewhere", urlsplit(url).hostname or "")
        else:
            self._status.set("second_copy")

    def _longer(self) -> float:
        """The next pause: doubled each time, with a little chance so that many desks don't knock at once."""
        self._pause = min(max(self._pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE)
        return self._pause * random.uniform(0.8, 1.2)  # noqa: S311 - nothing secret about a pause
