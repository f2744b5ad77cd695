"""The desk's line to its mailbox: which one, with which password; opened behind the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from bot.config import Settings, SettingsError
from bot.config.secrets import read_secret
from bot.duties.feedback_link import feedback_link
from bot.duties.loop import Loop
from bot.ports import Clock, Store
from bot.server.desk import Desk

if TYPE_CHECKING:
    from bot.channels.email.account import Account
    from bot.channels.email.channel import Email
    from bot.practice.mailbox import PracticePost

PASSWORD: Final = "SMILEDESK_EMAIL_PASSWORD"  # noqa: S105 - a variable's name

AT_ONCE: Final = 4
"""Mails handed over at once."""

Guess = Callable[[str, str], str]


class EmailLine:
    """Enter it before the loop, so that it closes after the last reply has left; `open` it when the desk is open.

    Raises:
        SettingsError: The password can't be read, or there is none.
    """

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, *, demo: bool, practice: PracticePost | None = None
    ) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._stack = AsyncExitStack()
        self._practice = practice
        self._account = (
            practice_account(settings.library.name) if practice else None if demo else account_of(settings)
        )

    async def __aenter__(self) -> Self:
        """Nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close what was opened."""
        await self._stack.aclose()

    async def open(self, loop: Loop, desk: Desk, *, guess: Guess, tell: Callable[[str], None]) -> None:
        """Load what reads HTML and speaks SMTP beside the desk's work, open the channel, let the loop send by it."""
        if self._account is None:
            return

        def changed(sentence: str) -> None:
            desk.live.alarm("E-mail", sentence)
            if sentence:
                tell(sentence)

        library = desk.household.now.library
        channel = (await asyncio.to_thread(_load))(
            replace(self._account, library=library.name),
            self._store,
            desk.files,
            self._clock,
            key=desk.key,
            lines=desk.greetings,
            languages=library.languages,
            guess=guess,
            link=partial(feedback_link, desk),
            tell=changed,
            far_end=self._practice,
        )
        # No more at once than are really handed over: what waits its turn would be uncertain after a kill.
        loop.add(await self._stack.enter_async_context(channel), at_once=AT_ONCE)
        if self._practice is None:
            desk.eraser.reach["email"] = channel.reach
        desk.elsewhere.try_out["email"] = channel.try_out


def practice_account(library: str) -> Account:
    """The library's mailbox in a demonstration; no server is behind it."""
    from bot.channels.email.account import Account, Server  # noqa: PLC0415 - only where there is a mailbox

    nowhere = Server("", 0, "none")
    return Account("ask@library.example", library, "", "", nowhere, nowhere, plus=True)


def account_of(settings: Settings) -> Account | None:
    """The mailbox of the settings, None where there is none.

    Raises:
        SettingsError: What is missing, and where to put it.
    """
    from bot.channels.email.account import Account, Server  # noqa: PLC0415 - only where there is a mailbox

    told = settings.email
    if not told.address:
        return None
    for name in ("imap_host", "smtp_host"):
        if not getattr(told, name):
            raise SettingsError(f"email.address is set, so email.{name} must be, too: your mail provider names it.")
    password = read_secret(told.password_file, PASSWORD)
    if password is None:
        raise SettingsError(
            f"The mailbox {told.address} needs a password: put it into a file of its own (chmod 600) and name it as "
            f"email.password_file, or set {PASSWORD}."
        )
    return Account(
        address=told.address.lower(),
        library=settings.library.name,
        user=told.user or told.address,
        password=password,
        imap=Server(told.imap_host, told.imap_port, told.imap_security),
        smtp=Server(told.smtp_host, told.smtp_port, told.smtp_security),
        folder=told.imap_folder,
        plus=told.plus_addresses,
    )


def _load() -> type[Email]:
    from bot.channels.email.channel import Email  # noqa: PLC0415 - lxml and the rest take their time

    return Email
