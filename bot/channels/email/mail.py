"""A mail as the desk sees it: who wrote, which words, which files, and whether a person wrote it at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Machine = Literal["", "bounce", "receipt", "auto_reply", "bulk"]
"""Who wrote: a person (""), a mail server that could not deliver, a reading receipt, somebody's out-of-office, or a
list, a newsletter, a program (``bulk``). Only a person is ever answered by the desk itself (RFC 3834)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a mail: its name as sent, its media type as claimed, its bytes."""

    name: str
    claimed: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What was understood of a mail.

    Attributes:
        key: Its Message-ID without brackets, or a digest of its content when it has none.
        sender: The address to answer to, lower case; "" when there is none.
        to: Every address it was sent to, lower case.
        subject: Decoded, one line.
        text: The new words, without what is only quoted; may be empty.
        files: Files that came along.
        refs: Message-IDs it answers, nearest first.
        machine: Whether a machine wrote it.
        status: Of a bounce, the delivery status, e.g. "5.1.1"; else "".
        quoted: Whether words were left out because they are in the conversation already.
        whole: False when it was too large or too broken to be read whole.
    """

    key: str
    sender: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    files: tuple[Part, ...] = ()
    refs: tuple[str, ...] = ()
    machine: Machine = ""
    status: str = ""
    quoted: bool = False
    whole: bool = True
