"""From a mail in the inbox to what it means: a question, more words, a reply that came back, or nothing at all."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.attachments.files import Files
from bot.attachments.keeping import apply_with_files
from bot.channels.email.account import Account
from bot.channels.email.fetch import CUT
from bot.channels.email.mail import Mail, Part
from bot.channels.email.parse import parse
from bot.channels.email.token import find, reply_of
from bot.metrics import MAILS
from bot.ports import Arrival, Clock, Store
from replies.conversation import State
from replies.events import PatronAsked, PatronWrote, ReplyReturned
from replies.message import Attachment
from replies.refusal import Refused

LONGEST: Final = 20_000
"""Characters of words in a message; all of a longer mail comes beside it as a file."""

MOST_LINES: Final = 5
"""Questions of one sender in ``WITHIN`` that the desk itself may answer: machines that answer back meet silence."""

WITHIN: Final = timedelta(hours=6)
_SENDERS: Final = 10_000

Guess = Callable[[str, str], str]
"""(text, likely language) to the language it is written in."""


class Handler:
    """Handles one mail at a time.

    Args:
        account: The library's mailbox.
        store: The store.
        files: Where attachments are kept.
        clock: The time.
        key: The desk's secret, by which tokens are signed.
        languages: The library's, its first one first.
        guess: Tells the language of words.
    """

    def __init__(
        self,
        account: Account,
        store: Store,
        files: Files,
        clock: Clock,
        *,
        key: bytes,
        languages: tuple[str, ...],
        guess: Guess,
    ) -> None:
        self._account = account
        self._store = store
        self._files = files
        self._clock = clock
        self._key = key
        self._languages = languages
        self._guess = guess
        self._answered: OrderedDict[str, deque[datetime]] = OrderedDict()

    async def handle(self, arrival: Arrival) -> None:
        """Carry out what a mail means, once.

        Raises:
            StoreClosed: Nothing was written.
        """
        cut = arrival.raw.startswith(CUT)
        mail = await asyncio.to_thread(parse, arrival.raw.removeprefix(CUT))
        own = self._account.is_own(mail.sender)
        MAILS.labels("own" if own else mail.machine or "person").inc()
        if own or mail.machine in ("receipt", "auto_reply"):
            await self._store.handled(arrival, "own" if own else mail.machine)
        elif mail.machine == "bounce":
            await self._returned(arrival, mail)
        else:
            await self._words(arrival, mail, cut=cut)

    # -- words

    async def _words(self, arrival: Arrival, mail: Mail, *, cut: bool) -> None:
        text = mail.text or mail.subject
        files = await self._keep(mail, text, cut=cut)
        if not text and not files:
            text = "—"  # an empty mail is a sign that somebody wants something
        event = await self._event(mail, text[:LONGEST], files, quiet=mail.machine == "bulk" or not mail.whole)
        try:
            await apply_with_files(self._store, self._files, event, arrival)
        except Refused as refused:
            await self._store.handled(arrival, f"refused:{refused.code}")

    async def _event(
        self, mail: Mail, text: str, files: tuple[Attachment, ...], *, quiet: bool
    ) -> PatronAsked | PatronWrote:
        """More words where a token of ours says so, else a question; From and Subject prove nothing."""
        # Two different mails under one Message-ID are two; the same one however often it is delivered is one.
        source = f"mail:{mail.key}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        said = {"text": text, "source": source, "ref": mail.key, "attachments": files}
        conversation = find(self._key, (*mail.refs, *mail.to))
        if conversation and await self._is_there(conversation):
            return PatronWrote(conversation=conversation, channel="email", quiet=quiet, **said)  # type: ignore[arg-type]
        return PatronAsked(
            conversation=secrets.token_hex(16),
            channel="email",
            lang=self._language(f"{mail.subject}\n{text}"),
            address=mail.sender or None,
            subject=mail.subject if mail.text else "",
            quiet=quiet or not self._may_answer(mail.sender),
            **said,  # type: ignore[arg-type]
        )

    async def _is_there(self, conversation: str) -> bool:
        opened = await self._store.open(conversation, limit=1)
        return opened is not None and opened.conversation.state is not State.FORGOTTEN

    def _language(self, text: str) -> str:
        found = self._guess(text, self._languages[0])
        return found if found in self._languages else self._languages[0]

    def _may_answer(self, sender: str) -> bool:
        """Whether the desk itself may answer this sender once more (RFC 3834: no loops)."""
        if not sender:
            return False
        now = self._clock.now()
        times = self._answered.setdefault(sender, deque())
        self._answered.move_to_end(sender)
        while times and now - times[0] > WITHIN:
            times.popleft()
        times.append(now)
        if len(self._answered) > _SENDERS:
            self._answered.popitem(last=False)
        return len(times) <= MOST_LINES

    # -- files

    async def _keep(self, mail: Mail, text: str, *, cut: bool) -> tuple[Attachment, ...]:
        """Its files, kept or with the reason why not."""
        parts = list(mail.files)
        if len(text) > LONGEST:
            parts.insert(0, Part("message.txt", "text/plain", text.encode()))
        most = self._files.rules.at_once
        kept = [
            await self._files.take(part.name, part.content) if not cut else self._too_large(part)
            for part in parts[:most]
        ]
        refused = [self._files.refused(part.name, len(part.content), "too_many_files") for part in parts[most:]]
        return (*kept, *refused[:most])

    def _too_large(self, part: Part) -> Attachment:
        return self._files.refused(part.name, len(part.content), "file_too_large")

    # -- replies that came back

    async def _returned(self, arrival: Arrival, mail: Mail) -> None:
        """A reply of ours could not be delivered; only a token of ours says which. A delay is no news."""
        conversation = find(self._key, mail.refs)
        ours = next((ref for ref in mail.refs if find(self._key, [ref])), "")
        target = await self._store.delivered_ref(conversation, ours) if conversation else None
        if conversation is None or target is None or mail.status.startswith("4"):
            await self._store.handled(arrival, "bounce")
            return
        event = ReplyReturned(
            conversation=conversation,
            source=f"mail:{mail.key}",
            reply=reply_of(ours),
            target=target,
            status=mail.status,
        )
        try:
            await self._store.apply(event, done=arrival)
        except Refused as refused:
            await self._store.handled(arrival, f"refused:{refused.code}")
