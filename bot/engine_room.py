"""The engines that read drafts: opened behind a desk that already answers, opened again when their parts arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import structlog

from bot.config.settings import Checks
from bot.live import Live
from nlp.ports import Engines

_LOOK: Final = 2.0
"""Seconds between two looks at the fetch."""

log: Final = structlog.get_logger(__name__)


class EngineRoom:
    """What there is to read drafts with; empty at first, and never in the way.

    Args:
        parts: The folder of language parts.
        checks: What the library has set.
    """

    def __init__(self, parts: Path, checks: Checks) -> None:
        self.parts = parts
        self._checks = checks
        self._engines = Engines()

    def engines(self) -> Engines:
        """The engines as they are now."""
        return self._engines

    async def open(self, live: Live, tell: Callable[[str], None], *, fetch: bool) -> None:
        """Open what is here; with ``fetch`` also fetch what is missing, then open that."""
        await self._open_what_is_here(live)
        if fetch:
            watching = asyncio.create_task(_watch(live))
            try:
                await self._fetch(tell)
            finally:
                watching.cancel()
            await self._open_what_is_here(live)

    async def _open_what_is_here(self, live: Live) -> None:
        """A dictionary that cannot be read must not close the desk: it is logged, and replies go unread."""
        try:
            await asyncio.to_thread(self._open)
        except Exception:
            log.exception("engines_not_opened")
        live.parts_changed()

    async def _fetch(self, tell: Callable[[str], None]) -> None:
        from bot.parts.behind import fetch_behind  # noqa: PLC0415  not before the first page

        await fetch_behind(self.parts, tell)

    def _open(self) -> None:
        from nlp.engines import open_engines  # noqa: PLC0415  not before the first page

        self._engines = open_engines(self.parts, budget=self._checks.budget_ms / 1000)
        self._warm_up()

    def _warm_up(self) -> None:
        """Read one small draft, so that the first librarian doesn't wait for dictionaries."""
        from bot.proofreader import read_once  # noqa: PLC0415
        from nlp.draft import LANGUAGES, Draft  # noqa: PLC0415

        for lang in LANGUAGES:
            read_once(Draft("Hej!", lang=lang), self._engines)

    def close(self) -> None:
        """Nothing to end yet but what ends with us."""


async def _watch(live: Live) -> None:
    while True:
        await asyncio.sleep(_LOOK)
        live.parts_changed()
