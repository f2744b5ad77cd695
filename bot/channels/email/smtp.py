"""Handing a mail over, and what became of it: sent, certainly not, or nobody knows.

Before its words are on the wire everything may be tried again. Once the server has taken them it is sent. If the line
breaks in between, the server may have them or not, and only a person may say "again"; the same Message-ID then lets
mail programs show the two as one.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

import aiosmtplib
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.channels.email.account import Account, context
from bot.channels.email.status import Status
from bot.ports import Failed, Retry, Sent, Uncertain, Wire

PATIENCE: Final = 30.0
"""Seconds to wait for each of the server's answers."""

LATER: Final = 300.0
"""Seconds before another attempt where a server says "not now": it means minutes."""

MEND: Final = 60.0
"""The same while an admin has to mend something."""

AT_ONCE: Final = 4


class PostBox:
    """Hands mails over to the library's mail server."""

    def __init__(self, account: Account, status: Status, *, patience: float = PATIENCE) -> None:
        self._account = account
        self._status = status
        self._patience = patience
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def hand_over(self, to: str, raw: bytes, ref: str) -> Wire:
        """Send one mail; ``ref`` is its name once it is sent."""
        async with self._turns:
            server = connection(self._account, self._patience)
            try:
                early = await self._open(server) or await self._address(server, to)
                return early or await self._data(server, raw, ref)
            finally:
                await _goodbye(server)

    async def _open(self, server: aiosmtplib.SMTP) -> Wire | None:
        try:
            await sign_in(server, self._account)
        except SMTPAuthenticationError:
            self._status.set("out", "bad_password")
            return Retry("unreachable", MEND)
        except (SMTPException, OSError, ValueError):
            self._status.set("out", "unreachable")
            return Retry("unreachable")
        return None

    async def _address(self, server: aiosmtplib.SMTP, to: str) -> Wire | None:
        try:
            await server.mail(self._account.address)
            await server.rcpt(to)
        except SMTPSenderRefused as error:
            self._status.set("out", "refused")
            return Retry("unreachable", LATER if _for_now(error) else MEND)
        except SMTPRecipientRefused as error:
            return Retry("unreachable", LATER) if _for_now(error) else Failed("address")
        except SMTPResponseException as error:
            return Retry("unreachable", LATER) if _for_now(error) else Failed("rejected")
        except (SMTPException, OSError):
            return Retry("unreachable")
        self._status.set("out", "ok")
        return None

    async def _data(self, server: aiosmtplib.SMTP, raw: bytes, ref: str) -> Wire:
        try:
            await server.data(raw)
        except SMTPDataError as error:
            return Retry("unreachable", LATER) if _for_now(error) else Failed("rejected")
        except (SMTPException, OSError):
            return Uncertain("timeout")
        return Sent(ref)


def connection(account: Account, patience: float = PATIENCE) -> aiosmtplib.SMTP:
    """A connection to come."""
    server = account.smtp
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        tls_context=context(server),
        timeout=patience,
    )


async def sign_in(server: aiosmtplib.SMTP, account: Account) -> None:
    """Connect, and sign in where there is a password.

    Raises:
        SMTPAuthenticationError: Wrong user or password.
        SMTPException: The server says something else.
        OSError: It can't be reached.
    """
    await server.connect()
    if account.password:
        await server.login(account.user, account.password)


def _for_now(error: SMTPResponseException) -> bool:
    """Whether the server says "not now" rather than "no"."""
    return 400 <= error.code < 500


async def _goodbye(server: aiosmtplib.SMTP) -> None:
    with contextlib.suppress(SMTPException, OSError):
        if server.is_connected:
            await server.quit(timeout=2)
    server.close()
