"""Who stands watch: what one process does for the whole desk (a line, the timers), while it holds the lease on it.

Each process asks again and again. Whoever has the lease keeps it up; when it can't for as long as the lease lasts, it
ends what it does. A desk in one process needs none of this.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import Final

import structlog

from bot.metrics import ON_WATCH
from bot.ports import Lease, Store, StoreClosed

LASTS: Final = 8.0
"""Seconds after which a process that was killed is replaced."""

KEEP_UP: Final = 2.0
"""Seconds between two asks, by who has it and who would have it."""

Duty = Callable[[Lease], AbstractAsyncContextManager[object]]
"""What is open while the watch lasts; the lease is its fence."""

log: Final = structlog.get_logger(__name__)


class Watch:
    """The watches of one process.

    Args:
        store: Where the leases are.
        lasts: Seconds a lease lasts.
        keep_up: Seconds between two asks.
    """

    def __init__(self, store: Store, *, lasts: float = LASTS, keep_up: float = KEEP_UP) -> None:
        self._store = store
        self._lasts = lasts
        self._keep_up = keep_up

    async def stand(self, name: str, duty: Duty) -> None:
        """Until cancelled: do a duty whenever it is ours."""
        while True:
            lease = Lease(name, secrets.token_hex(16))
            if await self._has(lease):
                log.info("on watch", task=name)
                with ON_WATCH.labels(name).track_inprogress():
                    await self._do(lease, duty)
                log.info("off watch", task=name)
            await asyncio.sleep(self._keep_up)

    async def _do(self, lease: Lease, duty: Duty) -> None:
        """It is kept up until the duty has ended, also while it ends."""
        keeping = asyncio.create_task(self._keep(lease), name=f"watch-{lease.name}")
        try:
            async with duty(lease):
                await asyncio.shield(keeping)
        except StoreClosed:
            log.warning("watch given up", task=lease.name)
        finally:
            keeping.cancel()
            with suppress(StoreClosed):
                await self._store.let_go_of_lease(lease)

    async def _keep(self, lease: Lease) -> None:
        """Returns when it is lost: somebody has it, or nobody knows for as long as it lasts."""
        clock = asyncio.get_running_loop()
        until = clock.time() + self._lasts
        while clock.time() < until:
            await asyncio.sleep(self._keep_up)
            asked = clock.time()
            try:
                if not await self._store.take_lease(lease, self._lasts):
                    return
            except StoreClosed:
                continue
            until = asked + self._lasts

    async def _has(self, lease: Lease) -> bool:
        try:
            return await self._store.take_lease(lease, self._lasts)
        except StoreClosed:
            return False
