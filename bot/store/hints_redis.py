"""Hints by Redis or Valkey: soon and cheap where there are many processes. It keeps nothing and may go at any time.

What it is told is a library's id and a number; the channel's name holds the desk's, so that desks can share a server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

_PULSE: Final = 3.0
"""Seconds of silence until the server is asked whether it is still there, and again until it is given up."""


class RedisLine:
    """See ``bot.store.hints.Line``.

    Args:
        url: The server, ``redis://...``, ``rediss://...`` or ``unix://...``.
        password: Its password, if it wants one.
        desk: Which desk speaks: the channel's name.
    """

    pause: Final = 0.005
    trouble: Final = (RedisError, OSError, TimeoutError)

    def __init__(self, url: str, password: str | None, desk: str) -> None:
        self._url = url
        self._password = password
        self._channel = f"smiledesk:{desk}"

    @asynccontextmanager
    async def open(self) -> AsyncIterator[_Wire]:
        """See ``bot.store.hints.Line``."""
        client = Redis.from_url(
            self._url,
            password=self._password,
            decode_responses=True,
            protocol=2,
            retry=Retry(NoBackoff(), 0),  # whoever asked opens a new connection, in its own time
            socket_connect_timeout=_PULSE,
            socket_timeout=_PULSE,
        )
        async with client:
            yield _Wire(client, self._channel)


class _Wire:
    def __init__(self, client: Redis, channel: str) -> None:
        self._client = client
        self._channel = channel

    async def hear(self) -> AsyncIterator[str]:
        async with self._client.pubsub(ignore_subscribe_messages=True) as ear:
            await ear.subscribe(self._channel)
            while True:
                said = await _next(ear)
                if said["type"] == "message":
                    yield said["data"]

    async def say(self, words: str) -> None:
        await self._client.publish(self._channel, words)


async def _next(ear: Any) -> dict[str, Any]:
    """What is said next, or the server's answer to whether it is still there."""
    asked = False
    while True:
        said: dict[str, Any] | None = await ear.get_message(timeout=_PULSE)
        if said is not None:
            return said
        if asked:
            raise TimeoutError
        async with asyncio.timeout(_PULSE):
            await ear.ping()
        asked = True
