"""Being given updates: the secret is checked, the body bounded, the update committed, and only then comes the 200.

This module does without python-telegram-bot, so that the desk can take updates from its first second.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Final

from aiohttp import web

from bot.channels.telegram.receive import Receiver, update_number
from bot.metrics import TELEGRAM_UPDATES
from bot.ports import StoreClosed

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
PATH: Final = "/telegram/updates"
MAX_BODY_BYTES: Final = 512 * 1024
"""An update is a few kilobytes; a message of 4,096 characters with entities stays far below this."""

RETRY_SECONDS: Final = "5"


def derive_secret(token: str) -> str:
    """A secret for the webhook that only who has the token can know; letters and digits, as Telegram asks."""
    return hmac.new(token.encode(), b"smiledesk webhook", hashlib.sha256).hexdigest()


class Webhook:
    """Answers Telegram's pushes at ``PATH``."""

    def __init__(self, receiver: Receiver, secret: str) -> None:
        self._receiver = receiver
        self._secret = secret.encode()

    def routes(self) -> list[web.RouteDef]:
        """What to add to the desk's application."""
        return [web.post(PATH, self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """Commit one update. 403: no secret; 413, 400: no update; 503: nothing can be kept now."""
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), self._secret):
            return _refuse(403, "forged")
        body = await _read(request)
        if body is None:
            return _refuse(413, "too_large")
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return _refuse(400, "not_json")
        if update_number(update) is None:
            return _refuse(400, "no_number")
        try:
            await self._receiver.take([update])
        except StoreClosed:
            return web.Response(status=503, headers={"Retry-After": RETRY_SECONDS})
        return web.Response()


async def _read(request: web.Request) -> bytes | None:
    """The body, or None as soon as it is known to be too large; no more than the limit is ever held."""
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return None
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


def _refuse(status: int, kind: str) -> web.Response:
    TELEGRAM_UPDATES.labels(kind).inc()
    refusal = web.Response(status=status)
    refusal.force_close()  # what is still on its way is not read
    return refusal
