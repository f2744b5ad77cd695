"""What a desk does besides answering requests: timers, lines to Telegram and a mailbox, keeping files and erasings.

A desk of one process opens them all at once. Where there are several, each is one process's at a time (see
``bot.duties.watch``): opened when the watch is ours, closed when it ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any, Final

from bot.attachments.keeping import Remover
from bot.config import Settings
from bot.duties.email_line import EmailLine
from bot.duties.loop import Loop
from bot.duties.retention import Retention
from bot.duties.sent import SentLedger
from bot.duties.sharing import Sharing
from bot.duties.telegram_line import TelegramLine
from bot.duties.watch import Duty, Watch
from bot.erasure.memory import Erasures
from bot.home import Home
from bot.ports import Lease
from bot.practice.mailbox import PracticePost
from bot.server.desk import Desk
from bot.server.rounds import Rounds
from nlp.draft import Channel

Line = TelegramLine | EmailLine
Guess = Callable[[str, str], str]
Tell = Callable[[str], None]
Work = Coroutine[Any, Any, None]

ON_THEIR_WAY: Final = timedelta(hours=1)
"""A file this young may be another process's, whose message is not committed yet."""


class Duties:
    """Opens them for this process.

    Args:
        desk: The process's.
        home: Where the desk lives.
        settings: What the library has set.
        demo: Whether this is a demonstration.
        guess: (text, likely language) to the language to answer in.
        tell: Says a sentence to whoever keeps the desk.
        practice: A demonstration's mail service.
    """

    def __init__(
        self,
        desk: Desk,
        home: Home,
        settings: Settings,
        *,
        demo: bool,
        guess: Guess,
        tell: Tell,
        practice: PracticePost | None = None,
    ) -> None:
        self._desk = desk
        self._home = home
        self._settings = settings
        self._demo = demo
        self._practice = practice
        self._guess = guess
        self._tell = tell

    async def alone(self, closing: AsyncExitStack, telegram: TelegramLine) -> list[Work]:
        """Open everything that must be open before the desk is; returns what is to be done behind it.

        Raises:
            SettingsError: The mailbox's password can't be read, or there is none.
        """
        desk, home = self._desk, self._home
        enter = closing.enter_async_context
        await enter(Erasures(desk.store, home.erasures))
        await enter(Remover(desk.store, desk.files))
        await enter(Retention(desk.store, desk.files, desk.clock))
        email = EmailLine(self._settings, desk.store, desk.clock, demo=self._demo, practice=self._practice)
        lines = (await enter(telegram), await enter(email))
        sent = closing.enter_context(SentLedger(home.sent))
        loop = await enter(Loop(desk.store, desk.clock, sent=sent))
        return [*(self._open(line, loop) for line in lines), self._rounds().keep()]

    def one_of_several(self, *, answers_only: bool) -> list[Work]:
        """What is to be done behind this process: the others looked after, and a watch stood over each duty."""
        work = [Sharing(self._desk).run()]
        if not answers_only:
            watch = Watch(self._desk.store)
            work += [watch.stand(name, duty) for name, duty in self._each().items()]
        return work

    def _each(self) -> dict[str, Duty]:
        """Every duty by the name of its lease."""
        store, clock, settings = self._desk.store, self._desk.clock, self._settings
        each: dict[str, Duty] = {"timers": self._timers, "keeping": self._keeping}
        if TelegramLine(settings, store, clock, demo=False).is_set_up:
            each["telegram"] = self._sending("telegram", lambda: TelegramLine(settings, store, clock, demo=False))
        if settings.email.address:
            each["email"] = self._sending("email", lambda: EmailLine(settings, store, clock, demo=False))
        return each

    def _open(self, line: Line, loop: Loop) -> Work:
        return line.open(loop, self._desk, guess=self._guess, tell=self._tell)

    @asynccontextmanager
    async def _timers(self, _: Lease) -> AsyncIterator[None]:
        async with Loop(self._desk.store, self._desk.clock):
            yield

    @asynccontextmanager
    async def _keeping(self, _: Lease) -> AsyncIterator[None]:
        store, files = self._desk.store, self._desk.files
        async with (
            Erasures(store, self._home.erasures),
            Remover(store, files, spare=ON_THEIR_WAY),
            Retention(store, files, self._desk.clock),
            _beside(self._rounds().keep()),
        ):
            yield

    def _rounds(self) -> Rounds:
        asks = self._settings.checks.links and not self._demo
        return Rounds(self._desk, self._desk.ask_links if asks else None)

    def _sending(self, channel: Channel, make: Callable[[], Line]) -> Duty:
        desk = self._desk

        @asynccontextmanager
        async def send(lease: Lease) -> AsyncIterator[None]:
            await desk.store.recover(channel)  # whoever sent before us has stopped, and can't say what arrived
            with SentLedger(self._home.sent) as sent:
                async with (
                    make() as line,
                    Loop(desk.store, desk.clock, sent=sent, lease=lease) as loop,
                    _beside(self._open(line, loop)),
                ):
                    yield

        return send


@asynccontextmanager
async def _beside(work: Work) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
