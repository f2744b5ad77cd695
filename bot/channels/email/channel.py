"""The e-mail channel: opened for the length of a block, it takes mails in and carries replies out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from secrets import token_hex
from typing import Protocol, Self

from bot.attachments.files import Files
from bot.channels.email.account import Account
from bot.channels.email.compose import Enclosed, Letter, compose
from bot.channels.email.fetch import Fetcher
from bot.channels.email.handle import Guess, Handler
from bot.channels.email.smtp import PostBox
from bot.channels.email.status import Status
from bot.channels.email.take_back import MailboxReach
from bot.channels.email.token import message_id, plus_address, sign
from bot.channels.email.worker import Worker
from bot.ports import Clock, Failed, Opened, Outgoing, Retry, Sent, Store, StoreClosed, Wire
from nlp.draft import Channel as ChannelName
from replies.message import Attachment, Author, EntryKind
from replies.templates.desk import DeskLines
from replies.templates.letter import letter, reply_subject


class FarEnd(Protocol):
    """Takes letters, and puts those that come into the inbox.

    Attributes:
        wake: Set when one has come.
    """

    wake: asyncio.Event

    async def hand_over(self, to: str, raw: bytes, ref: str) -> Wire:
        """Send one mail; ``ref`` is its name once it is sent."""
        ...


class Email:
    """A `bot.ports.Channel`; ``async with`` it to open the line.

    Args:
        account: The library's mailbox.
        store: The store.
        files: Where attachments are kept.
        clock: The time.
        key: The desk's secret, by which tokens are signed.
        lines: The library's words.
        languages: The library's, its first one first.
        guess: Tells the language of words.
        link: A conversation to the link by which its patron says how it was; "" where the desk has no address.
        tell: Hears the sentence for whoever keeps the desk, "" when all is well.
        far_end: What stands for the mail servers where there are none.
    """

    def __init__(
        self,
        account: Account,
        store: Store,
        files: Files,
        clock: Clock,
        *,
        key: bytes,
        lines: DeskLines,
        languages: Sequence[str],
        guess: Guess = lambda _text, likely: likely,
        link: Callable[[str], str] = lambda _conversation: "",
        tell: Callable[[str], None] | None = None,
        far_end: FarEnd | None = None,
    ) -> None:
        self._account = account
        self._store = store
        self._files = files
        self._clock = clock
        self._key = key
        self._lines = lines
        self._link = link
        self._stack = AsyncExitStack()
        self.status = Status(tell)
        self.reach = MailboxReach(account)
        self._far_end = far_end
        self._post = far_end or PostBox(account, self.status)
        self._handler = Handler(account, store, files, clock, key=key, languages=tuple(languages), guess=guess)

    async def __aenter__(self) -> Self:
        """Open the line; it never waits for the mail server and never fails because that does."""
        comes: FarEnd | Fetcher
        if self._far_end:
            comes = self._far_end
        else:
            comes = await self._stack.enter_async_context(Fetcher(self._account, self._store, self.status))
        work = asyncio.create_task(Worker(self._store, self._account.inbox, comes.wake, self._handler).run())
        self._stack.push_async_callback(_end, work)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the line; what is in the inbox stays there."""
        await self._stack.aclose()

    @property
    def name(self) -> ChannelName:
        """Which channel this is."""
        return "email"

    def split(self, text: str) -> Sequence[str]:
        """A mail is as long as it has to be."""
        return [text]

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        """It has gone already, in the letter itself."""
        own_id = message_id(self._key, outgoing.conversation, outgoing.reply.id, self._account.domain)
        return Sent(f"{own_id.strip('<>')}#{file.id}")

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:  # noqa: ARG002 - there is one part
        """Send a reply as a letter; the same reply is always the same mail."""
        try:
            opened = await self._store.open(outgoing.conversation)
            refs = await self._store.refs(outgoing.conversation)
        except StoreClosed:
            return Retry("unreachable")
        if opened is None:
            return Failed("rejected")
        own_id = message_id(self._key, outgoing.conversation, outgoing.reply.id, self._account.domain)
        try:
            enclosed = [await self._enclosed(file) for file in outgoing.reply.files]
            raw = compose(self._letter(outgoing, part, opened, refs, own_id), enclosed)
        except OSError:  # a file that is not there any more
            return Failed("no_files")
        except (ValueError, UnicodeError, IndexError):  # an address that no mail can carry
            return Failed("address")
        return await self._post.hand_over(outgoing.address, raw, own_id.strip("<>"))

    async def try_out(self, to: str, text: str, lang: str, who: str) -> Wire:
        """A letter to a colleague who wants to see a text as one; it belongs to no conversation."""
        account, words = self._account, self._lines.letter(lang)
        own_id = f"<try.{token_hex(16)}@{account.domain}>"
        said = letter(words, text, library=account.library, librarian=who)
        mail = Letter(account.library, account.address, to, words.subject, said, lang, own_id, self._clock.now())
        try:
            raw = compose(mail)
        except (ValueError, UnicodeError, IndexError):  # an address that no mail can carry
            return Failed("address")
        return await self._post.hand_over(to, raw, own_id.strip("<>"))

    async def _enclosed(self, file: Attachment) -> Enclosed:
        path = self._files.path(file.id)
        if path is None:
            raise FileNotFoundError(file.id)
        return Enclosed(file.name, file.type, await asyncio.to_thread(path.read_bytes))

    def _letter(
        self, outgoing: Outgoing, text: str, opened: Opened, refs: Sequence[tuple[int, str]], own_id: str
    ) -> Letter:
        reply, account = outgoing.reply, self._account
        words = self._lines.letter(outgoing.lang)
        who = self._store.house.name_of(reply.who) if reply.who else ""
        link = self._link(outgoing.conversation) if reply.close else ""
        thread = [(seq, ref) for seq, ref in refs if "@" in ref and f"<{ref}>" != own_id]
        patrons = {entry.seq for entry in opened.entries if entry.by is Author.PATRON}
        theirs = [ref for seq, ref in thread if seq in patrons]
        subjects = (e.meta["subject"] for e in opened.entries if e.kind is EntryKind.MESSAGE and "subject" in e.meta)
        subject = next(subjects, "")
        token = sign(self._key, outgoing.conversation)
        return Letter(
            library=account.library,
            sender=account.address,
            to=outgoing.address,
            subject=reply_subject(subject) if subject else words.subject,
            text=letter(words, text, library=account.library, librarian=who, feedback=link),
            lang=outgoing.lang,
            message_id=own_id,
            at=self._clock.now(),
            refs=[ref for _, ref in thread],
            answers=theirs[-1] if theirs else "",
            reply_to=plus_address(account.address, token) if account.plus else "",
            automatic=reply.who is None,
        )


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
