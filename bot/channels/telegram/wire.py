"""What became of a call to Telegram: sent, certainly not, or nobody knows.

A send is not idempotent: an answer that was lost may belong to a message that arrived. So only what certainly did
not happen may be tried again by itself: a connection that was never made, and a refusal in Telegram's own words. A
time-out, a cut connection and a gateway's page leave it open.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.ports import Failed, Retry, Uncertain

NEVER_LEFT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""What httpx raises before a byte of the request is on its way."""

TOKEN_PAUSE: Final = 60.0
"""Seconds between attempts while Telegram does not know the token: an admin has to mend it."""

_NOBODY_THERE: Final = ("chat not found", "user is deactivated", "user not found", "bot was kicked", "group chat was")


def fate(error: TelegramError) -> Failed | Retry | Uncertain:
    """What an error says about the message it was about. Its text is never shown: it may quote the message."""
    what: Failed | Retry | Uncertain = Uncertain("timeout")
    match error:
        case RetryAfter():
            what = Retry("rate", seconds(error.retry_after))
        case ChatMigrated():
            what = Failed("no_chat")
        case Forbidden():
            what = Failed("blocked" if "blocked" in error.message.lower() else "no_chat")
        case InvalidToken():
            what = Retry("unreachable", TOKEN_PAUSE)
        case BadRequest():
            gone = any(words in error.message.lower() for words in _NOBODY_THERE)
            what = Failed("no_chat" if gone else "rejected")
        case NetworkError() if certainly_not_sent(error):
            what = Retry("unreachable")
    return what


def certainly_not_sent(error: NetworkError) -> bool:
    """Whether the request never left, or Telegram itself says that it did not carry it out.

    python-telegram-bot chains the transport's error; a refusal without a chained error was read from Telegram's own
    JSON, while a gateway's page leaves the error of reading it.
    """
    if error.__cause__ is None:
        return type(error) is NetworkError
    return isinstance(error.__cause__, NEVER_LEFT)


def seconds(wait: timedelta | float) -> float:
    """Telegram's waiting time, whichever way python-telegram-bot hands it over."""
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
