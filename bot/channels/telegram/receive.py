"""The durable inbox's door: raw updates are committed before Telegram may forget them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any, Final

from bot.metrics import TELEGRAM_UPDATES
from bot.ports import Store

WANTED: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update asked for (allowed_updates); any other that comes all the same is kept and skipped."""


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def inbox_name(bot_id: str) -> str:
    """What the inbox of a bot is called; update numbers are unique within it."""
    return f"telegram:{bot_id}"


class Receiver:
    """Takes updates in for one bot and wakes whoever handles them."""

    def __init__(self, store: Store, bot_id: str) -> None:
        self.inbox = inbox_name(bot_id)
        self.wake = asyncio.Event()
        self._store = store

    async def take(self, updates: Iterable[Any]) -> None:
        """Commit updates; what is no update at all is counted and left.

        Raises:
            StoreClosed: Nothing was kept, so nothing may be confirmed.
        """
        rows = []
        for update in updates:
            if (number := update_number(update)) is None:
                TELEGRAM_UPDATES.labels("no_number").inc()
            else:
                rows.append((str(number), _encode(update).encode("utf-8", "surrogatepass")))
        if rows and await self._store.take_in(self.inbox, rows):
            self.wake.set()


def update_number(update: Any) -> int | None:
    """The update_id of something Telegram sent, or None when it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def parse_update(raw: bytes) -> Any:
    """An update as it was taken in; None when nobody can read it."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def chat_in(update: Any) -> int:
    """The chat an update belongs to, 0 when it has none; by shape only, whatever kind of update it is."""
    for content in update.values() if isinstance(update, dict) else ():
        for place in (content, content.get("message")) if isinstance(content, dict) else ():
            number = _number(place)
            if number is not None:
                return number
    return 0


def _number(message: Any) -> int | None:
    chat = message.get("chat") if isinstance(message, dict) else None
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if isinstance(number, int) else None
