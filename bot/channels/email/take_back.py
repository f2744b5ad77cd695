"""Erasing a patron's mails in the library's mailbox: in every folder, from them and to them, and no one else's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from imap_tools import OR, BaseMailBox
from imap_tools.message import MailMessage

from bot.channels.email.account import Account
from bot.channels.email.fetch import TROUBLE, open_mailbox
from bot.erasure.report import Place, Trace

_UNOPENED: Final = "\\Noselect"


class MailboxReach:
    """See ``bot.erasure.report.Reach``."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def take_back(self, traces: Sequence[Trace], addresses: frozenset[str]) -> Sequence[Place]:  # noqa: ARG002
        """Search every folder for each address, and delete what is really to or from it."""
        if not addresses:
            return ()
        try:
            count = await asyncio.to_thread(erase_mails, self._account, addresses)
        except TROUBLE:
            return (Place("mailbox_trouble", reached=False, names=tuple(sorted(addresses))),)
        return (Place("mailbox", reached=True, count=count),)


def erase_mails(account: Account, addresses: frozenset[str]) -> int:
    """Delete all mails of these addresses; returns how many there were.

    Raises:
        OSError: The mailbox can't be reached; or another of ``fetch.TROUBLE``.
    """
    box = open_mailbox(account)
    try:
        return sum(_erase_in(box, folder.name, addresses) for folder in box.folder.list() if _opens(folder.flags))
    finally:
        box.logout()


def _opens(flags: Sequence[str]) -> bool:
    return _UNOPENED not in flags


def _erase_in(box: BaseMailBox, folder: str, addresses: frozenset[str]) -> int:
    box.folder.set(folder)
    theirs = {
        mail.uid
        for address in sorted(addresses)
        for mail in box.fetch(OR(from_=address, to=address, cc=address), headers_only=True, mark_seen=False)
        if mail.uid and _concerns(mail, addresses)
    }
    if theirs:
        box.delete(sorted(theirs))
    return len(theirs)


def _concerns(mail: MailMessage, addresses: frozenset[str]) -> bool:
    """IMAP finds ann@ in joann@, too: only whole addresses count."""
    return bool(addresses & {one.lower() for one in (mail.from_, *mail.to, *mail.cc)})
