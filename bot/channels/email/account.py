"""The library's mailbox: where it is, and how to get in."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Literal

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class Server:
    """One of its two servers."""

    host: str
    port: int
    security: Security


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox.

    Attributes:
        address: The library's address, lower case.
        library: Its name, as patrons read it.
        user: Who signs in.
        password: Never logged.
        imap: Where mails are fetched.
        smtp: Where mails are handed over.
        folder: The folder they arrive in.
        plus: Whether ``name+anything@domain`` arrives there too.
    """

    address: str
    library: str
    user: str
    password: str
    imap: Server
    smtp: Server
    folder: str = "INBOX"
    plus: bool = False

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def inbox(self) -> str:
        """What its durable inbox is called."""
        return f"email:{self.address}"

    def is_own(self, address: str) -> bool:
        """Whether a mail from there is one of ours."""
        name, _, domain = address.rpartition("@")
        own, _, _ = self.address.rpartition("@")
        return domain == self.domain and name.partition("+")[0] == own


def context(server: Server) -> ssl.SSLContext | None:
    """How certificates are checked; None where there are none."""
    return None if server.security == "none" else ssl.create_default_context()
