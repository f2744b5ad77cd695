"""What goes out: a letter in plain words and in simple HTML; its headers keep threads together and machines quiet."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

_LINK: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail.

    Attributes:
        library: The sender's name.
        sender: The library's address.
        to: The patron's.
        subject: One line.
        text: All of it, its signature included.
        lang: BCP 47.
        message_id: With its brackets; the same for the same reply.
        refs: Message-IDs of the thread without brackets, oldest first.
        answers: The one that this answers, or "".
        reply_to: Where answers go, when not to the sender.
        automatic: Nobody wrote this: it says so, and asks for no automatic answer.
        at: When it was written.
    """

    library: str
    sender: str
    to: str
    subject: str
    text: str
    lang: str
    message_id: str
    at: datetime
    refs: Sequence[str] = ()
    answers: str = ""
    reply_to: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes along: its name, its media type, its bytes."""

    name: str
    type: str
    content: bytes


def compose(letter: Letter, enclosed: Sequence[Enclosed] = ()) -> bytes:
    """The mail's bytes.

    Raises:
        ValueError: An address that can't be written.
    """
    if not letter.to.isascii():
        raise ValueError("an address with letters that not every server on the way takes")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(letter.library, addr_spec=letter.sender)
    mail["To"] = Address(addr_spec=letter.to)
    if letter.reply_to:
        mail["Reply-To"] = Address(letter.library, addr_spec=letter.reply_to)
    mail["Subject"] = " ".join(letter.subject.split())[:200]
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = letter.message_id
    if letter.answers:
        mail["In-Reply-To"] = f"<{letter.answers}>"
    if letter.refs:
        mail["References"] = " ".join(f"<{ref}>" for ref in letter.refs[-20:])
    if letter.automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(as_html(letter.text, letter.lang), subtype="html", charset="utf-8", cte="quoted-printable")
    for file in enclosed:
        kind, _, subtype = file.type.partition("/")
        mail.add_attachment(file.content, kind, subtype or "octet-stream", filename=file.name)
    mail["Content-Language"] = letter.lang  # last: what becomes multipart hands its Content headers on
    return mail.as_bytes()


def as_html(text: str, lang: str) -> str:
    """The same words as a page: paragraphs and links, nothing else."""
    body, _, below = text.partition("\n-- \n")
    paragraphs = [_paragraph(part) for part in re.split(r"\n{2,}", body.strip()) if part.strip()]
    footer = f'<hr><p style="color:#555"><small>{_linked(below.strip())}</small></p>' if below.strip() else ""
    return f'<!DOCTYPE html><html lang="{html.escape(lang)}"><body>{"".join(paragraphs)}{footer}</body></html>'


def _paragraph(text: str) -> str:
    return f"<p>{_linked(text.strip())}</p>"


def _linked(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in _LINK.finditer(text):
        link = html.escape(found[0])
        pieces += [html.escape(text[at : found.start()]), f'<a href="{link}">{link}</a>']
        at = found.end()
    pieces.append(html.escape(text[at:]))
    return "".join(pieces).replace("\n", "<br>")
