"""Mails from IMAP into the durable inbox, in a thread: committed first, marked as read only then.

A mail's place in its folder (UIDVALIDITY and UID) is its key in the inbox, so the last key says where to go on after
a restart, also past mails that somebody has read elsewhere. A folder that was made anew, or a first start, begins
with what is unread; a mail that comes twice that way is known by its Message-ID.
"""

from __future__ import annotations

import asyncio
import contextlib
import imaplib
import re
import threading
import time
from collections.abc import Iterator
from typing import Any, Final, Self

import structlog
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from bot.channels.email.account import Account, Server, context
from bot.channels.email.status import State, Status
from bot.ports import Store, StoreClosed

LARGEST: Final = 40_000_000
"""Bytes of a mail that are fetched; of a larger one its beginning."""

BEGINNING: Final = 1_000_000
CUT: Final = b"X-Smiledesk-Cut: yes\r\n"
"""What is put before a mail of which only the beginning was fetched."""

PATIENCE: Final = 30.0
"""Seconds to wait for the server's answer."""

IDLE: Final = 240.0
"""Seconds of silence after which we look by ourselves: routers forget quiet connections."""

POLL: Final = 30.0
"""The same where the server can't tell us of news."""

_GLANCE: Final = 1.0
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 120.0
_PASSWORD_PAUSE: Final = 60.0
TROUBLE: Final = (OSError, imaplib.IMAP4.error, ImapToolsError, EOFError, ValueError)

log: Final = structlog.get_logger(__name__)


def open_mailbox(account: Account, *, patience: float = PATIENCE) -> BaseMailBox:
    """Connect and sign in.

    Raises:
        OSError: It can't be reached.
        MailboxLoginError: Wrong user or password.
        MailboxFolderSelectError: No such folder.
    """
    server = account.imap
    box = _connect(server, patience)
    try:
        box.login(account.user, account.password, initial_folder=None)
        box.folder.set(account.folder)
    except BaseException:
        _hang_up(box)
        raise
    return box


def _connect(server: Server, patience: float) -> BaseMailBox:
    if server.security == "tls":
        return MailBox(server.host, server.port, timeout=patience, ssl_context=context(server))
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=patience, ssl_context=context(server))
    return MailBoxUnencrypted(server.host, server.port, timeout=patience)


def _hang_up(box: BaseMailBox) -> None:
    with contextlib.suppress(OSError):
        box.client.shutdown()


class Fetcher:
    """Fetches until told to stop; ``async with`` it.

    Args:
        account: The mailbox.
        store: Where mails are kept.
        status: Is told how the line is.
        idle: Seconds of waiting for news before we look by ourselves.
        pause: The first pause after trouble, in seconds.
    """

    def __init__(
        self, account: Account, store: Store, status: Status, *, idle: float = IDLE, pause: float = _FIRST_PAUSE
    ) -> None:
        self.wake = asyncio.Event()
        self._account = account
        self._store = store
        self._status = status
        self._idle = idle
        self._first_pause = pause
        self._stop = threading.Event()

    async def __aenter__(self) -> Self:
        """Begin."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="mail-fetcher", daemon=True)
        self._thread.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop; what was committed is kept, what was not stays unread in the mailbox."""
        self._stop.set()
        await asyncio.to_thread(self._thread.join, PATIENCE)

    # all below runs in the thread

    def _run(self) -> None:
        pause = self._first_pause
        while not self._stop.is_set():
            began = time.monotonic()
            wait = self._try()
            pause = self._first_pause if time.monotonic() - began > _LONGEST_PAUSE else min(pause * 2, _LONGEST_PAUSE)
            self._stop.wait(wait or pause)

    def _try(self) -> float:
        """One connection, until it breaks; returns the seconds to wait, 0 for the usual pause."""
        try:
            box = open_mailbox(self._account)
        except MailboxLoginError:
            self._say("bad_password")
            return _PASSWORD_PAUSE
        except MailboxFolderSelectError:
            self._say("no_folder")
            return _PASSWORD_PAUSE
        except TROUBLE:
            self._say("unreachable")
            return 0.0
        try:
            self._say("ok")
            self._stay(box)
        except StoreClosed:
            return 1.0
        except TROUBLE as trouble:
            if not self._stop.is_set():
                log.info("mailbox hung up", kind=type(trouble).__name__)
        except (RuntimeError, asyncio.CancelledError):
            self._stop.set()  # the loop has gone
        finally:
            _hang_up(box)
        return 0.0

    def _stay(self, box: BaseMailBox) -> None:
        can_idle = "IDLE" in box.client.capabilities
        if last := self._last(_validity(box)):
            _mark(box, last)  # a kill may have come between its commit and its mark
        while not self._stop.is_set():
            self._scan(box)
            if can_idle:
                self._wait_for_news(box)
            else:
                self._stop.wait(min(POLL, self._idle))
                box.client.noop()

    def _wait_for_news(self, box: BaseMailBox) -> None:
        with box.idle as idle:
            until = time.monotonic() + self._idle
            while not self._stop.is_set() and time.monotonic() < until:
                began = time.monotonic()
                if idle.poll(timeout=_GLANCE):
                    return
                if time.monotonic() - began < _GLANCE / 2:
                    return  # it answered with nothing: the line is dead, and leaving IDLE will say so

    def _scan(self, box: BaseMailBox) -> None:
        """Take in what is new, each mail by itself, so that a large one delays no small one's safety."""
        validity = _validity(box)
        for uid in self._new(box, validity):
            if self._stop.is_set():
                return
            raw = _fetch(box, uid)
            if raw is None:
                continue  # somebody has moved it away meanwhile
            self._wait_for(self._store.take_in(self._account.inbox, [(f"{validity}:{uid}", raw)]))
            _mark(box, uid)
            self._loop.call_soon_threadsafe(self.wake.set)

    def _new(self, box: BaseMailBox, validity: int) -> Iterator[int]:
        """UIDs not yet taken in, ascending."""
        after = self._last(validity)
        criteria = f"UID {after + 1}:*" if after else "UNSEEN"
        found = box.client.uid("SEARCH", criteria)[1]
        uids = sorted(int(one) for one in (found[0] or b"").split())
        return (one for one in uids if one > after)  # "7:*" names the last one even when it is 6

    def _last(self, validity: int) -> int:
        """The UID that was taken in last, 0 when none of this folder was."""
        last = self._wait_for(self._store.last_arrival(self._account.inbox)) or ""
        known, _, uid = last.partition(":")
        return int(uid) if known == str(validity) else 0

    def _wait_for(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _say(self, state: State) -> None:
        self._loop.call_soon_threadsafe(self._status.set, "in", state)


def _validity(box: BaseMailBox) -> int:
    """The folder's UIDVALIDITY, as it was said when it was opened."""
    said = box.client.untagged_responses.get("UIDVALIDITY") or [b"0"]
    return int(said[-1]) if isinstance(said[-1], bytes) else 0


def _mark(box: BaseMailBox, uid: int) -> None:
    """It has been read."""
    box.client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")


def _fetch(box: BaseMailBox, uid: int) -> bytes | None:
    """A mail's bytes, or of a very large one its beginning; None when it is gone."""
    told = box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")[1]
    size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(one for one in told if isinstance(one, bytes)))
    if size is None:
        return None
    large = int(size[1]) > LARGEST
    wanted = f"(BODY.PEEK[]<0.{BEGINNING}>)" if large else "(BODY.PEEK[])"
    got = box.client.uid("FETCH", str(uid), wanted)[1]
    raw = next((bytes(one[1]) for one in got if isinstance(one, tuple)), None)
    return CUT + raw if raw is not None and large else raw
