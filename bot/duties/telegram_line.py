"""The desk's line to Telegram: which token, asked or told, the real one or the practice one; opened behind the desk.

Nothing of python-telegram-bot is loaded before `open`, so the first page does not wait for it. Taking updates from a
webhook works from the first moment: it needs the store alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from aiohttp import web

from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.webhook import PATH, Webhook, derive_secret
from bot.channels.web.copying import copy_of
from bot.config import Settings, SettingsError
from bot.config.secrets import read_secret
from bot.duties.feedback_link import feedback_link
from bot.duties.loop import Loop
from bot.live import Live, Typing
from bot.ports import Clock, Store
from bot.practice.telegram.serving import serving
from bot.practice.telegram.world import World
from bot.server.desk import Desk
from bot.server.doors import Route, anyone
from bot.server.phone import PHONE, phone_routes
from bot.staff_group.topics import group_key

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Line, Telegram
    from bot.channels.telegram.quick import QuickAnswers
    from bot.channels.telegram.status import Told
    from bot.staff_group.group import StaffGroup

PRACTICE_TOKEN: Final = "1000000:practice"  # noqa: S105 - the make-believe phone's, known to everybody
TYPING_LASTS: Final = 4.0
"""Seconds before Telegram is told again; it shows a sign of typing for five."""

Guess = Callable[[str, str], str]


class TelegramLine:
    """Enter it before the loop, so that it closes after the last reply has left; `open` it when the desk is open.

    Raises:
        SettingsError: The token or the secret can't be read, or a webhook is wanted without a public address.
    """

    def __init__(self, settings: Settings, store: Store, clock: Clock, *, demo: bool) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._stack = AsyncExitStack()
        self._world = World(PRACTICE_TOKEN, now=time.time) if demo else None
        self._group = self._world.open_group(settings.library.name, forum=True).id if self._world else 0
        self._token = PRACTICE_TOKEN if demo else self._read_token()
        self._secret = self._read_secret()
        self._receiver = Receiver(store, self._token.split(":", 1)[0]) if self._token else None

    @property
    def is_set_up(self) -> bool:
        """Whether there is a bot."""
        return self._receiver is not None

    @property
    def is_practice(self) -> bool:
        """Whether the make-believe phone is there."""
        return self._world is not None

    @property
    def routes(self) -> tuple[Route, ...]:
        """What the desk's server must answer for this line."""
        if self._world:
            return phone_routes(self._world, self._group)
        if self._receiver and self._secret:
            webhook = Webhook(self._receiver, self._secret)

            async def take(_: Desk, request: web.Request) -> web.StreamResponse:
                return await webhook.take(request)

            return (anyone("POST", PATH, take),)
        return ()

    async def __aenter__(self) -> Self:
        """Nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close what was opened."""
        await self._stack.aclose()

    async def open(
        self,
        loop: Loop,
        desk: Desk,
        *,
        guess: Guess,
        tell: Callable[[str], None],
    ) -> None:
        """Load python-telegram-bot beside the desk's work, open the channel and let the loop send through it.

        Args:
            loop: Whose senders carry the replies.
            desk: Whose patrons and librarians meet here.
            guess: (text, likely language) to the language to answer in.
            tell: Says a sentence to whoever keeps the desk, when they have to do something.
        """
        if self._receiver is None:
            return
        base_url = self._settings.telegram.base_url
        if self._world:
            base_url = (await self._stack.enter_async_context(serving(self._world))).url
            await self._store.remember(group_key(PRACTICE_TOKEN.split(":", 1)[0]), {"chat": self._group})

        def changed(told: Told) -> None:
            sentence = "" if told.well else told.sentence
            desk.live.alarm("Telegram", sentence)
            if sentence:
                tell(sentence)

        async def copy(chat: str) -> bytes | None:
            patron = await self._store.patron(chat=chat)
            return await copy_of(desk, [one.id for one in patron.conversations]) if patron else None

        make_line, make_channel, make_answers, make_group = await asyncio.to_thread(_load)
        line = make_line(
            self._token,
            base_url=base_url.rstrip("/"),
            webhook_url=self._webhook_url() if self._secret else "",
            secret=self._secret,
            own_webhook=self._webhook_url() if self._settings.web.public_url and not self._secret else "",
        )
        telegram = make_channel(
            line,
            self._store,
            self._clock,
            files=desk.files,
            receiver=self._receiver,
            languages=desk.household.now.library.languages,
            copy=copy,
            more=partial(feedback_link, desk),
            answers=make_answers(desk.greetings, lambda: self._store.house.desks[0].hours, self._clock),
            guess=guess,
            tell=changed,
            staff=lambda bot, pace: make_group(desk, bot, pace, takes=frozenset(self._settings.telegram.group_takes)),
            named=lambda name: desk.elsewhere.on_telegram(name, PHONE if self._world else ""),
        )
        loop.add(await self._stack.enter_async_context(telegram))
        self._stack.callback(self._store.on_hint(self._receiver.wake.set))  # another process may take updates in
        desk.eraser.reach["telegram"] = telegram.reach
        desk.elsewhere.try_out["telegram"] = telegram.try_out
        typing = asyncio.create_task(_pass_on_typing(desk.live, telegram.typing))
        self._stack.callback(typing.cancel)

    def _read_token(self) -> str:
        return read_secret(self._settings.telegram.token_file, "SMILEDESK_TELEGRAM_TOKEN") or ""

    def _read_secret(self) -> str:
        """The webhook's secret, or "" when Telegram is asked instead of telling."""
        told = self._settings.telegram
        if self.is_practice or not self._token or told.mode != "webhook":
            return ""
        if not self._settings.web.public_url.startswith("https://"):
            raise SettingsError(
                "telegram.mode is webhook, so Telegram must be able to call this desk: set web.public_url to its "
                'https:// address, or set telegram.mode to "polling".'
            )
        own = read_secret(told.webhook_secret_file, "SMILEDESK_WEBHOOK_SECRET")
        return own or derive_secret(self._token)

    def _webhook_url(self) -> str:
        return self._settings.web.public_url.rstrip("/") + PATH


async def _pass_on_typing(live: Live, show: Callable[[str], Awaitable[None]]) -> None:
    """Let patrons see that a librarian is typing, as often as Telegram needs to be told."""
    shown: dict[str, float] = {}
    while True:
        with live.for_staff() as listener:
            while heard := await listener.next():
                now = asyncio.get_running_loop().time()
                for news in heard:
                    if (
                        isinstance(news, Typing)
                        and news.by == "librarian"
                        and now >= shown.get(news.conversation, 0.0)
                    ):
                        shown = {where: until for where, until in shown.items() if until > now}
                        shown[news.conversation] = now + TYPING_LASTS
                        await show(news.conversation)


def _load() -> tuple[type[Line], type[Telegram], type[QuickAnswers], type[StaffGroup]]:
    from bot.channels.telegram.channel import Line, Telegram  # noqa: PLC0415 - python-telegram-bot takes its time
    from bot.channels.telegram.quick import QuickAnswers  # noqa: PLC0415
    from bot.staff_group.group import StaffGroup  # noqa: PLC0415

    return Line, Telegram, QuickAnswers, StaffGroup
