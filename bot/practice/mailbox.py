"""A make-believe mail service for a demonstration: letters leave the desk and reach it without any server.

What the desk sends is composed, and what reaches it is parsed, by the same code as with a real mailbox; only the wire
is missing. Mailboxes are kept in memory, so that a new start empties them.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Final, Protocol

from bot.ports import Clock, Sent, Store, Wire

BOXES: Final = 200
"""Mailboxes kept; the one that was used longest ago makes room."""

KEPT: Final = 50
"""Letters kept in each."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in somebody's mailbox.

    Attributes:
        mail: As any mail program reads it.
        raw: As it travelled.
        own: Whether they wrote it.
    """

    mail: EmailMessage
    raw: bytes
    own: bool

    @property
    def text(self) -> str:
        """Its words, plain."""
        body = self.mail.get_body(("plain",))
        return str(body.get_content()).strip() if body else ""


class Mailbox(Protocol):
    """The library's; see ``bot.channels.email.account``."""

    @property
    def address(self) -> str:
        """Where it gets letters."""
        ...

    @property
    def library(self) -> str:
        """Its name, as patrons read it."""
        ...

    @property
    def inbox(self) -> str:
        """What its durable inbox is called."""
        ...


class PracticePost:
    """Both ends of the wire.

    Args:
        account: The library's mailbox.
        store: Where its mails are taken in.
        clock: The time.
    """

    def __init__(self, account: Mailbox, store: Store, clock: Clock) -> None:
        self.account = account
        self.wake = asyncio.Event()
        self._store = store
        self._clock = clock
        self._boxes: OrderedDict[str, list[Letter]] = OrderedDict()

    async def hand_over(self, to: str, raw: bytes, ref: str) -> Wire:
        """The desk sends a letter, see ``bot.channels.email.smtp.PostBox``; it is there at once."""
        self._keep(to, Letter(_read(raw), raw, own=False))
        return Sent(ref)

    async def write(self, sender: str, subject: str, text: str) -> None:
        """Somebody writes to the library: an answer to its latest letter, quoting it, or a letter of their own.

        Raises:
            StoreClosed: It did not arrive.
        """
        answered = next((letter for letter in reversed(self.box(sender)) if not letter.own), None)
        mail = EmailMessage(policy.SMTP)
        mail["From"] = sender
        mail["To"] = str(answered.mail["Reply-To"] or self.account.address) if answered else self.account.address
        mail["Subject"] = _again(str(answered.mail["Subject"])) if answered else " ".join(subject.split())
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        if answered:
            own = str(answered.mail["Message-ID"])
            mail["In-Reply-To"] = own
            mail["References"] = f"{answered.mail['References'] or ''} {own}".strip()
            text = f"{text}\n\nOn {answered.mail['Date']}, {self.account.library} wrote:\n{_quoted(answered.text)}"
        mail.set_content(text)
        raw = mail.as_bytes()
        await self._store.take_in(self.account.inbox, [(str(mail["Message-ID"]), raw)])
        self._keep(sender, Letter(_read(raw), raw, own=True))
        self.wake.set()

    def box(self, address: str) -> tuple[Letter, ...]:
        """What was written to and by an address, in order."""
        return tuple(self._boxes.get(address, ()))

    def _keep(self, address: str, letter: Letter) -> None:
        box = self._boxes.setdefault(address, [])
        box.append(letter)
        del box[:-KEPT]
        self._boxes.move_to_end(address)
        while len(self._boxes) > BOXES:
            self._boxes.popitem(last=False)


def _read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def _again(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())
