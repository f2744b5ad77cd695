"""The doctor's look at the mailbox: signs in at both of its servers and says what to do where it can't."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from typing import Final

from aiosmtplib.errors import SMTPAuthenticationError, SMTPException, SMTPSenderRefused
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from bot.channels.email.account import Account
from bot.channels.email.fetch import open_mailbox
from bot.channels.email.smtp import connection, sign_in
from bot.commands.doctor.result import Result

PATIENCE: Final = 15.0
_MEND_IT: Final = "mend the file that email.password_file names (some providers want an app password)"
_GUIDE: Final = "docs/channels/email.md"


def look_at_mail(account: Account) -> Iterator[Result]:
    """Mail in, mail out."""
    yield _mail_in(account)
    yield asyncio.run(_mail_out(account))


def _mail_in(account: Account) -> Result:
    what, at = "mail in (IMAP)", f"{account.imap.host}:{account.imap.port}"
    try:
        box = open_mailbox(account, patience=PATIENCE)
    except MailboxLoginError:
        return Result(what, "wrong", f"{at} doesn't accept {account.user} with this password", _MEND_IT)
    except MailboxFolderSelectError:
        return Result(what, "wrong", f"{at} has no folder {account.folder}", "set email.imap_folder")
    except (OSError, ImapToolsError, ValueError) as trouble:
        return Result(what, "wrong", f"{at}: {_why(trouble)}", _mend(trouble, "imap"))
    try:
        tells = "and tells of news at once" if "IDLE" in box.client.capabilities else "and is asked every 30 seconds"
    finally:
        box.client.shutdown()
    return Result(what, "ok", f"{at} lets {account.user} in {tells}")


async def _mail_out(account: Account) -> Result:
    what, at = "mail out (SMTP)", f"{account.smtp.host}:{account.smtp.port}"
    server = connection(account, PATIENCE)
    try:
        await sign_in(server, account)
        await server.mail(account.address)
    except SMTPAuthenticationError:
        return Result(what, "wrong", f"{at} doesn't accept {account.user} with this password", _MEND_IT)
    except SMTPSenderRefused:
        says = f"{at} doesn't let {account.user} send as {account.address}"
        return Result(what, "wrong", says, f"ask whoever keeps the server to allow it: {_GUIDE}")
    except (SMTPException, OSError, ValueError) as trouble:
        return Result(what, "wrong", f"{at}: {_why(trouble)}", _mend(trouble, "smtp"))
    finally:
        server.close()
    return Result(what, "ok", f"{at} lets {account.user} send as {account.address}")


def _why(trouble: BaseException) -> str:
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return f"its certificate can't be trusted: {trouble.verify_message}"
    return str(trouble) or type(trouble).__name__


def _mend(trouble: BaseException, way: str) -> str:
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return f"set email.{way}_host to the name in its certificate"
    if isinstance(trouble, ssl.SSLError):
        return f"email.{way}_security and email.{way}_port don't go together: {_GUIDE}"
    return f"check email.{way}_host, _port and _security: {_GUIDE}"
