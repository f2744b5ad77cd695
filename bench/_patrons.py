"""A city's patrons: at the widget, with a telephone, and by e-mail."""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

import aiohttp

from bench._desk import IDS
from tests.bot.email.mails import mail
from tests.bot.email.servers import ADDRESS, PASSWORD, Dovecot, Post, PostOffice, dovecot
from tests.faults.crowd import Line

ANSWER: Final = "Nr. "
"""What every answer ends with, and its number."""


class Patron(Protocol):
    """Somebody with a question."""

    async def write(self, text: str, lang: str) -> None:
        """Say it, until it is on its way."""
        ...

    async def read(self) -> list[str]:
        """Every answer so far."""
        ...

    async def leave(self) -> None:
        """Go."""
        ...


class WebPatron:
    """Somebody at the widget."""

    def __init__(self, session: aiohttp.ClientSession, origin: str) -> None:
        self._session, self._origin = session, origin
        self._headers: dict[str, str] = {}
        self._line: Line | None = None

    async def write(self, text: str, lang: str) -> None:
        """Say it, until the desk has it."""
        told = {"client_id": f"city-{next(IDS):032}", "text": text}
        first = self._line is None
        if first:
            told["lang"] = lang
        path = "conversations" if first else "messages"
        url = f"{self._origin}/api/patron/{path}"
        async with self._session.post(url, json=told, headers=self._headers) as answer:
            said = await answer.json()
            answer.raise_for_status()
        if self._line is None:
            self._headers = {"Authorization": f"Bearer {said['token']}"}
            self._line = Line(said["token"], said["seq"])
            await self._line.open(self._origin)

    async def read(self) -> list[str]:
        """Every answer so far."""
        assert self._line is not None
        return [str(e["text"]) for e in self._line.entries if e["by"] == "librarian" and e["kind"] == "message"]

    async def leave(self) -> None:
        """Go; half say how it was."""
        assert self._line is not None
        for path, told in (("close", None), ("feedback", {"mark": random.randint(3, 5)})):
            async with self._session.post(
                f"{self._origin}/api/patron/{path}", json=told, headers=self._headers
            ) as answer:
                await answer.read()
        await self._line.close()


class TelegramPatron:
    """Somebody with a telephone."""

    def __init__(self, session: aiohttp.ClientSession, practice: str) -> None:
        self._session, self._people = session, f"{practice}/practice/people"
        self._path = ""
        self._looked = 0.0
        self._seen: list[str] = []

    async def write(self, text: str, lang: str) -> None:
        """Say it to the bot."""
        if not self._path:
            async with self._session.post(self._people, json={"first_name": "Ioana", "language": lang}) as met:
                self._path = f"{self._people}/{(await met.json())['id']}"
        async with self._session.post(f"{self._path}/messages", json={"text": text}) as answer:
            answer.raise_for_status()

    async def read(self) -> list[str]:
        """Every answer so far; a glance at the telephone every half second."""
        if time.monotonic() > self._looked + 0.5:
            async with self._session.get(f"{self._path}/chat") as screen:
                said = (await screen.json())["messages"]
            self._seen = [text for one in said if ANSWER in (text := str(one.get("text", "")))]
            self._looked = time.monotonic()
        return self._seen

    async def leave(self) -> None:
        """Put the telephone away."""


class Mailbox:
    """The library's mailbox on a real IMAP server, and the SMTP server that takes what the desk writes."""

    def __init__(self, box: Dovecot, office: PostOffice) -> None:
        self.box = box
        self._office = office
        self._sorted = 0
        self._letters: dict[str, list[tuple[str, str]]] = {}

    @property
    def settings(self) -> str:
        """How a desk reaches it."""
        return (
            f'[email]\naddress = "{ADDRESS}"\nimap_host = "127.0.0.1"\nimap_port = {self.box.port}\n'
            f'imap_security = "none"\nsmtp_host = "127.0.0.1"\nsmtp_port = {self._office.port}\n'
            'smtp_security = "none"\n'
        )

    def letters(self, to: str) -> list[tuple[str, str]]:
        """Answers to an address: Message-ID and words, in order."""
        taken = self._office.post.taken
        while self._sorted < len(taken):
            letter = taken[self._sorted]
            self._sorted += 1
            body = letter.get_body(("plain",))
            if body and (answer := _ANSWER.search(" ".join(body.get_content().split()))):
                self._letters.setdefault(str(letter["To"]), []).append((letter["Message-ID"], answer[0]))
        return self._letters.get(to, [])


_ANSWER: Final = re.compile(rf".*?{ANSWER}\d+")


class EmailPatron:
    """Somebody who writes letters."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._address = f"patron-{next(IDS)}@patron.example"

    async def write(self, text: str, lang: str) -> None:  # noqa: ARG002 - a mail doesn't say its language
        """Put it into the library's mailbox, in answer to the last letter from there."""
        letters = self._mailbox.letters(self._address)
        refers = {"In_Reply_To": letters[-1][0]} if letters else {}
        sent = {"From": self._address, "To": ADDRESS, "Message_ID": f"<{next(IDS)}@patron.example>", **refers}
        self._mailbox.box.deliver(mail(text, subject="A question", **sent))

    async def read(self) -> list[str]:
        """Every answer so far."""
        return [words for _, words in self._mailbox.letters(self._address)]

    async def leave(self) -> None:
        """Say no more."""


@contextmanager
def practice_telegram() -> Iterator[str]:
    """A Telegram in a process of its own; where it answers."""
    command = [sys.executable, "-m", "bot.practice.telegram", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split(" on ")[1].strip()
    finally:
        process.kill()
        process.wait()


@contextmanager
def mailbox() -> Iterator[Mailbox | None]:
    """A mailbox of the library's; None where there is no IMAP server (Dovecot) to keep it."""
    if shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin") is None:
        yield None
        return
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # it warns of a line without TLS at each sign-in
    with warnings.catch_warnings(), dovecot() as box:
        warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
        office = PostOffice(Post())
        office.start()
        os.environ["SMILEDESK_EMAIL_PASSWORD"] = PASSWORD
        try:
            yield Mailbox(box, office)
        finally:
            office.stop()
