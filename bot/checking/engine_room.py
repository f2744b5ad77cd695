"""The engines that read drafts: opened behind a desk that already answers, opened again when their parts arrive."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

import structlog

from bot import interpreter
from bot.config.settings import Checks
from bot.live import Live
from nlp.draft import LANGUAGES, Draft
from nlp.ports import Engines

if TYPE_CHECKING:
    from bot.engines.languagetool import LanguageToolServer
    from nlp.engines.languagetool import LanguageTool

_LOOK: Final = 2.0
"""Seconds between two looks at the fetch."""

_FIRST_CHECK: Final = 30.0
"""Seconds a language may take to be loaded by LanguageTool."""

log: Final = structlog.get_logger(__name__)


class EngineRoom:
    """What there is to read drafts with; empty at first, and never in the way.

    Args:
        parts: The folder of language parts.
        checks: What the library has set.
        languages: Languages to have ready, BCP 47.

    Where checkers read drafts (``checks.urls``), this process is only ready to help out: no LanguageTool, and a
    language is loaded at its first draft.
    """

    def __init__(self, parts: Path, checks: Checks, languages: Sequence[str] = LANGUAGES) -> None:
        self.parts = parts
        self._languages = languages
        self._checks = checks
        self._engines = Engines()
        self._server: LanguageToolServer | None = None
        self._grammar: LanguageTool | None = None
        self._closed = False

    def engines(self) -> Engines:
        """The engines as they are now."""
        return self._engines

    async def open(self, live: Live, tell: Callable[[str], None], *, fetch: bool) -> None:
        """Open what is here; with ``fetch`` also fetch what is missing, then open that."""
        await self.open_what_is_here(live)
        if fetch:
            await self.fetch(live, tell)

    async def fetch(self, live: Live, tell: Callable[[str], None]) -> None:
        """Fetch what is missing, then open that."""
        from bot.parts.behind import fetch_behind  # noqa: PLC0415  not before the first page

        watching = asyncio.create_task(_watch(live))
        try:
            await fetch_behind(self.parts, tell)
        finally:
            watching.cancel()
        await self.open_what_is_here(live)

    async def open_what_is_here(self, live: Live) -> None:
        """A dictionary that cannot be read must not close the desk: it is logged, and replies go unread."""
        try:
            await _aside(self._open)
            interpreter.settle()
        except Exception:
            log.exception("engines_not_opened")
        live.parts_changed()

    def _open(self) -> None:
        from nlp.engines import open_engines  # noqa: PLC0415  not before the first page

        if not self._checks.urls:
            self._start_languagetool()
        self._engines = open_engines(
            self.parts,
            grammar=self._grammar,
            budget=self._checks.budget_ms / 1000,
            weighing=self._checks.weighing,
            pipelines={str(lang): name for lang, name in self._checks.spacy.items()},
        )
        if not self._checks.urls:
            self._warm_up()

    def _start_languagetool(self) -> None:
        """Start its process if its part is here and it isn't running yet; it comes up in its own time.

        Where servers are named, they are asked instead, and nothing is started here.
        """
        from bot.engines.languagetool import languagetool_here  # noqa: PLC0415
        from nlp.engines.languagetool import LanguageTool  # noqa: PLC0415
        from nlp.engines.pool import Pool  # noqa: PLC0415

        if self._grammar or self._closed or not self._checks.languagetool:
            return
        if self._checks.languagetool_servers:
            pool = Pool(self._checks.languagetool_servers)
            self._grammar = LanguageTool(pool, told=pool.told)
            Thread(target=self._warm_up_servers, name="languagetool-servers", daemon=True).start()
            return
        memory = self._checks.languagetool_memory_mb
        self._server = languagetool_here(self.parts, memory_mb=memory, warm_up=self._warm_up_grammar)
        if self._server:
            self._grammar = LanguageTool(self._server.address)
            self._server.start()

    def _warm_up_grammar(self, address: str) -> None:
        """Let each language be loaded before anybody asks: the first check of one takes seconds."""
        from nlp.engines.languagetool_client import CODES, load_language  # noqa: PLC0415

        for code in (CODES[lang] for lang in self._languages if lang in CODES):
            load_language(address, code, timeout=_FIRST_CHECK)

    def _warm_up_servers(self) -> None:
        for address in self._checks.languagetool_servers:
            self._warm_up_grammar(address)

    def _warm_up(self) -> None:
        """Read one small draft in each language, so that the first librarian doesn't wait for dictionaries."""
        from bot.checking.proofreader import read_once  # noqa: PLC0415

        for lang in self._languages:
            if self._closed:
                return
            try:
                read_once(Draft("Hej!", lang=lang, phase="service", question="Hej?"), self._engines)
            except Exception:
                log.exception("language_not_opened", lang=lang)

    def close(self) -> None:
        """End LanguageTool's process."""
        self._closed = True
        if self._grammar:
            self._grammar.close()
        if self._server:
            self._server.stop()


async def _aside(job: Callable[[], None]) -> None:
    """Do it in a thread that nobody waits for at the end: loading dictionaries must not hold up a shutdown."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def work() -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001  raised again where it is waited for
            _tell(loop, done, error)
        else:
            _tell(loop, done, None)

    Thread(target=work, name="engine-room", daemon=True).start()
    await done


def _tell(loop: asyncio.AbstractEventLoop, done: asyncio.Future[None], error: Exception | None) -> None:
    def settle() -> None:
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    with suppress(RuntimeError):  # the desk has closed meanwhile
        loop.call_soon_threadsafe(settle)


async def _watch(live: Live) -> None:
    while True:
        await asyncio.sleep(_LOOK)
        live.parts_changed()
