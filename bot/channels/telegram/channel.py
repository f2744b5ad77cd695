"""The Telegram channel: opened for the length of a block, it takes messages in and carries replies out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, Self

import httpx
from telegram import Bot, BotCommand, InputFile, Message
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.attachments.files import Files
from bot.channels.telegram.absence import EVERY, Absence
from bot.channels.telegram.courtesy import Buttons, Courtesy, keyboard
from bot.channels.telegram.files import LARGEST_PICTURE, PICTURES, Fetcher
from bot.channels.telegram.handle import Copy, Guess, Handler
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.patrons import Patrons
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.quick import QuickAnswers
from bot.channels.telegram.receive import WANTED, Receiver
from bot.channels.telegram.sentences import Say, say
from bot.channels.telegram.split import split
from bot.channels.telegram.staff import Staff
from bot.channels.telegram.status import Status, Told
from bot.channels.telegram.take_back import ChatReach
from bot.channels.telegram.taps import found_buttons, mark_buttons
from bot.channels.telegram.tongue import Tongues
from bot.channels.telegram.wire import fate
from bot.channels.telegram.worker import Worker
from bot.ports import Clock, Failed, Outcome, Outgoing, Retry, Sent, Store, StoreClosed, Wire
from nlp.draft import Channel as ChannelName
from replies.hours import ALWAYS
from replies.house import Line as HouseLine
from replies.message import Attachment, EntryKind
from replies.templates import load_desk

COMMANDS: Final = (
    ("start", Say.COMMAND_START),
    ("language", Say.COMMAND_LANGUAGE),
    ("hours", Say.OPENING_HOURS),
    ("call", Say.COMMAND_CALL),
    ("close", Say.COMMAND_CLOSE),
    ("export", Say.COMMAND_EXPORT),
    ("forget", Say.COMMAND_FORGET),
)
SEND_PATIENCE: Final = 20.0
"""Seconds to wait for Telegram's answer to a send; after that nobody knows."""

LONGEST_TURN: Final = 5.0
"""Seconds a delivery may wait for its turn on the spot; a longer wait is given back to the outbox."""

WEBHOOK_PAUSE: Final = 30.0
NAME_PAUSE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """How to reach Telegram.

    Attributes:
        token: The bot's token; never logged.
        base_url: Where the Bot API answers, without the token.
        webhook_url: Where Telegram shall push updates (the whole address), or "" to ask for them.
        secret: What Telegram must show when it pushes.
        own_webhook: Where this desk had Telegram push to in an earlier set-up, or "".
    """

    token: str
    base_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    secret: str = ""
    own_webhook: str = ""

    @property
    def bot_id(self) -> str:
        """The bot's number, which a token begins with."""
        return self.token.split(":", 1)[0]


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed: a long list, which every line would read twice."""
    return httpx.create_ssl_context()


class Telegram:
    """A `bot.ports.Channel`; ``async with`` it to open the line."""

    def __init__(
        self,
        line: Line,
        store: Store,
        clock: Clock,
        *,
        files: Files | None = None,
        receiver: Receiver | None = None,
        pace: Pace | None = None,
        languages: Sequence[str] = ("en",),
        answers: QuickAnswers | None = None,
        guess: Guess = lambda _text, likely: likely,
        tell: Callable[[Told], None] | None = None,
        named: Callable[[str], None] = lambda _name: None,
        staff: Callable[[Bot, Pace], Staff] | None = None,
        copy: Copy | None = None,
        more: Callable[[str], str] = lambda _conversation: "",
    ) -> None:
        self._line = line
        self._store = store
        self._files = files
        self._languages = languages
        trusting = {"verify": _trusted()}
        self._requests = (
            HTTPXRequest(connection_pool_size=1, httpx_kwargs=trusting),
            HTTPXRequest(read_timeout=SEND_PATIENCE, httpx_kwargs=trusting),
        )
        self._bot = Bot(
            line.token,
            base_url=f"{line.base_url}/bot",
            base_file_url=f"{line.base_url}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._pace = pace or Pace(time.monotonic)
        self._courtesy = Courtesy(self._bot, self._pace)
        self._closing: set[str] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._stack = AsyncExitStack()
        self.status = Status(tell)
        self.receiver = receiver or Receiver(store, line.bot_id)
        self._named = named
        self._absence = Absence(store, clock, line.bot_id)
        self._tongues = Tongues(languages, store, clock, line.bot_id)
        answers = answers or QuickAnswers(load_desk(languages), lambda: ALWAYS, clock)
        patrons = Patrons(store, self._courtesy, self._tongues, clock, answers, line.bot_id)
        self._staff = staff(self._bot, self._pace) if staff else None
        self.reach = ChatReach(self._bot, self._pace, self._tongues, clock)
        self._handler = Handler(
            patrons, fetcher=Fetcher(self._bot, files), guess=guess, staff=self._staff, copy=copy, more=more
        )

    async def __aenter__(self) -> Self:
        """Open the line; it never waits for Telegram and never fails because Telegram does."""
        # httpx writes every address it calls at INFO, and Telegram's addresses hold the token.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        for request in self._requests:
            await request.initialize()
            self._stack.push_async_callback(request.shutdown)
        self._stack.push_async_callback(self._courtesy.finish)
        self._stack.callback(self._store.listen(self._heard))
        await self._tongues.tidy()
        poller = Poller(self._bot, self.receiver, self.status, self._absence, own_webhook=self._line.own_webhook)
        listen = self._set_webhook() if self._line.webhook_url else poller.run()
        works = [listen, Worker(self._store, self.receiver, self._handler).run(), self._introduce()]
        if self._staff:
            works.append(self._staff.run())
        self._tasks += [asyncio.create_task(work) for work in works]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the line; what is in the inbox stays there."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()

    @property
    def name(self) -> ChannelName:
        """Which channel this is."""
        return "telegram"

    def split(self, text: str) -> Sequence[str]:
        """Parts of at most 4,096 UTF-16 units."""
        return split(text)

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:  # noqa: ARG002 - a part needs no number
        """Send one part as plain text, in its turn: what looks like markup stays as it was typed."""
        if not _can_be_written(part):
            return Failed("rejected")
        buttons = keyboard(await self._buttons_under(outgoing))
        return await self._in_turn(
            outgoing.address, lambda chat: self._bot.send_message(chat, part, reply_markup=buttons)
        )

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        """Send one file in its turn, pictures as pictures."""
        path = self._files.path(file.id) if self._files else None
        if path is None:
            return Failed("rejected")
        content = InputFile(await asyncio.to_thread(path.read_bytes), file.name)
        if file.type in PICTURES and file.size <= LARGEST_PICTURE:
            return await self._in_turn(outgoing.address, lambda chat: self._bot.send_photo(chat, content))
        return await self._in_turn(outgoing.address, lambda chat: self._bot.send_document(chat, content))

    async def try_out(self, to: str, text: str, lang: str, who: str) -> Wire:  # noqa: ARG002 - a chat shows neither
        """The parts of a text in a colleague's own chat with the bot; ends with the first that does not arrive."""
        for part in split(text):
            wire = await self._in_turn(to, partial(self._bot.send_message, text=part))
            if not isinstance(wire, Sent):
                return wire
        return wire

    async def _in_turn(self, address: str, call: Callable[[int], Awaitable[Message]]) -> Wire:
        """Make one call when it is this chat's turn, and say what became of it."""
        chat = chat_of(address)
        if chat is None:
            return Failed("no_chat")
        if (wait := self._pace.wait(chat)) > LONGEST_TURN:
            return Retry("rate", wait)
        await self._pace.turn(chat)
        try:
            message = await call(chat)
        except TelegramError as error:
            what = fate(error)
            if isinstance(what, Retry) and what.after:
                self._pace.hold(chat, what.after)
            return what
        return Sent(str(message.message_id))

    async def _buttons_under(self, outgoing: Outgoing) -> Buttons:
        """Under the desk's own "did you find it?" stand its two answers."""
        seq = outgoing.reply.seq
        if outgoing.reply.who is not None or seq is None:
            return ()
        try:
            opened = await self._store.open(outgoing.conversation, after=seq - 1)
        except StoreClosed:
            return ()
        asks = opened and opened.entries and opened.entries[0].meta.get("line") == HouseLine.DID_YOU_FIND_IT
        return found_buttons(outgoing.conversation, outgoing.lang) if asks else ()

    async def typing(self, conversation: str) -> None:
        """A librarian is typing: their patron sees it for a few seconds."""
        chat = chat_of(await self._store.address(conversation) or "")
        if chat is not None:
            self._courtesy.typing(chat)

    def _heard(self, outcome: Outcome) -> None:
        """When a conversation has closed and its last reply is out, ask how it was."""
        conversation = outcome.conversation
        if conversation.channel != "telegram":
            return
        if any(entry.kind is EntryKind.CLOSED for entry in outcome.entries):
            self._closing.add(conversation.id)
        travelling = any(reply.state in ("queued", "sending") for reply in conversation.replies)
        if conversation.id in self._closing and not travelling:
            self._closing.discard(conversation.id)
            if conversation.closed_at and not conversation.feedback:
                self._courtesy.start(self._ask_how_it_was(conversation.id, conversation.lang))

    async def _ask_how_it_was(self, conversation: str, lang: str) -> None:
        chat = chat_of(await self._store.address(conversation) or "")
        if chat is not None:
            self._courtesy.write(chat, say(Say.HOW_WAS_IT, lang), mark_buttons(conversation))

    async def _set_webhook(self) -> None:
        """Tell Telegram where to push, until it has understood; pending updates are never dropped."""
        while True:
            try:
                await self._bot.set_webhook(
                    self._line.webhook_url,
                    secret_token=self._line.secret,
                    allowed_updates=list(WANTED),
                    drop_pending_updates=False,
                )
            except TelegramError:
                self.status.set("unreachable")
                await asyncio.sleep(WEBHOOK_PAUSE)
            else:
                break
        while True:
            with contextlib.suppress(StoreClosed):
                self.status.set(await self._absence.state())
            await asyncio.sleep(EVERY.total_seconds())

    async def _introduce(self) -> None:
        """Learn the bot's name for links to it; then its menu, in every language, which is not worth a second try."""
        while True:
            try:
                self._named((await self._bot.get_me()).username or "")
                break
            except TelegramError:
                await asyncio.sleep(NAME_PAUSE)
        with contextlib.suppress(TelegramError):
            for lang in ("", *self._languages):
                words = [BotCommand(name, say(what, lang or self._languages[0])) for name, what in COMMANDS]
                await self._bot.set_my_commands(words, language_code=lang or None)


def chat_of(address: str) -> int | None:
    """The chat a stored address means, or None when it means none."""
    try:
        return int(address)
    except ValueError:
        return None


def _can_be_written(text: str) -> bool:
    """Whether a text is Unicode that can travel: half a surrogate pair can't."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return bool(text.strip())
