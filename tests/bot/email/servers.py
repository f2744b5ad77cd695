"""A real IMAP server (Dovecot) and a real SMTP server (aiosmtpd) on this machine, with faults on demand."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import grp
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.channels.email.account import Account, Server

ADDRESS = "ask@library.example"
PASSWORD = "sesame"
_count = itertools.count()

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = {uid}
mail_location = maildir:{folder}/Maildir
mail_max_userip_connections = 50
imap_capability = {capability}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
"""


def _end_with_us() -> None:
    """A server outlives no test run, however that ends (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Dovecot:
    """A mailbox behind IMAP. Mails are laid into it as a mail server does: whole, by a rename."""

    def __init__(self, folder: Path, *, idle: bool = True) -> None:
        self.port = free_port()
        self.folder = folder
        self._capability = "" if idle else "IMAP4rev1"
        # Dovecot never reads mail as root; then the mailbox is nobody's.
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.getuid())
        self._uid, self._gid, self._user = account.pw_uid, account.pw_gid, account.pw_name
        for name in ("new", "cur", "tmp"):
            (folder / "Maildir" / name).mkdir(parents=True)
        self._own(folder, folder / "Maildir", *(folder / "Maildir").iterdir())

    def _own(self, *paths: Path) -> None:
        if os.geteuid() == 0:
            for path in paths:
                os.chown(path, self._uid, self._gid)

    def start(self) -> None:
        """Open it; comes back when it answers."""
        config = self.folder / "conf"
        group = grp.getgrgid(self._gid).gr_name
        config.write_text(
            CONFIG.format(
                folder=self.folder, user=self._user, group=group, uid=self._uid, gid=self._gid, port=self.port,
                password=PASSWORD, capability=self._capability,
            )
        )  # fmt: skip
        program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
        assert program
        self._process = subprocess.Popen(
            [program, "-F", "-c", str(config)],
            start_new_session=True,
            preexec_fn=_end_with_us,  # noqa: PLW1509 - it calls one function of the system
        )
        deadline = time.monotonic() + 20
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                    if line.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                assert time.monotonic() < deadline, (self.folder / "log").read_text()
                time.sleep(0.05)

    def stop(self) -> None:
        """Close it with every connection to it; the mails stay."""
        self._process.terminate()
        self._process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # its processes that still serve somebody

    def deliver(self, raw: bytes) -> None:
        """A mail arrives."""
        name = f"{time.time():.6f}.{next(_count):06}.test"
        coming = self.folder / "Maildir" / "tmp" / name
        coming.write_bytes(raw)
        self._own(coming)
        coming.rename(self.folder / "Maildir" / "new" / name)

    @property
    def unread(self) -> int:
        """Mails nobody has marked as read."""
        new, current = self.folder / "Maildir" / "new", self.folder / "Maildir" / "cur"
        return len(list(new.iterdir())) + sum("S" not in path.name.rpartition(",")[2] for path in current.iterdir())

    @property
    def server(self) -> Server:
        """Where it is."""
        return Server("127.0.0.1", self.port, "none")


@contextlib.contextmanager
def dovecot(**more: Any) -> Iterator[Dovecot]:
    """A mailbox for the length of a block, in a folder that the account which reads mail can enter."""
    with tempfile.TemporaryDirectory(prefix="smiledesk-mailbox-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        box = Dovecot(Path(folder) / "box", **more)
        box.start()
        try:
            yield box
        finally:
            box.stop()


class Post:
    """What an SMTP server was handed, and what it shall do wrong.

    Attributes:
        taken: Mails that were accepted, in order.
        refuse: Answer to the next RCPT or DATA: (at, answer), e.g. ("rcpt", "550 5.1.1 no such user").
        lose: How many times the line is cut after the mail was accepted, before the answer.
        slow: Seconds before an answer to DATA.
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.refuse: list[tuple[str, str]] = []
        self.lose = 0
        self.slow = 0.0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Who it is for."""
        if self.refuse and self.refuse[0][0] == "rcpt":
            return self.refuse.pop(0)[1]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The mail."""
        if self.refuse and self.refuse[0][0] == "data":
            return self.refuse.pop(0)[1]
        if self.slow:
            await asyncio.sleep(self.slow)
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content, policy=default))  # type: ignore[arg-type]
        self.envelopes.append(envelope)
        if self.lose:
            self.lose -= 1
            assert server.transport
            server.transport.abort()
        return "250 OK"


def _sign_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
    return AuthResult(success=right, handled=False)


class PostOffice(Controller):
    """An SMTP server in a thread of its own."""

    def __init__(self, post: Post, *, port: int = 0) -> None:
        super().__init__(
            post, hostname="127.0.0.1", port=port or free_port(), ready_timeout=20, authenticator=_sign_in,
            auth_require_tls=False, auth_required=True, data_size_limit=60_000_000,
        )  # fmt: skip
        self.post = post

    @property
    def at(self) -> Server:
        """Where it is."""
        return Server("127.0.0.1", self.port, "none")


def account(box: Dovecot | None, office: PostOffice | None, **changes: Any) -> Account:
    """The library's mailbox on these servers; one that is left out is nowhere."""
    nowhere = Server("127.0.0.1", 1, "none")
    told: dict[str, Any] = {
        "address": ADDRESS,
        "library": "Town Library",
        "user": ADDRESS,
        "password": PASSWORD,
        "imap": box.server if box else nowhere,
        "smtp": office.at if office else nowhere,
        **changes,
    }
    return Account(**told)
