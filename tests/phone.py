"""A practice Telegram in a process of its own, and people with phones before it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from tests.waiting import wait_for


def call(url: str, method: str = "GET", body: Any = None) -> Any:
    """One request to the people's side; JSON in and out."""
    told = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, told, {"Content-Type": "application/json"}, method=method), timeout=10) as answer:
        return json.load(answer)


@contextmanager
def practice_telegram() -> Iterator[str]:
    """A practice Telegram; gives its address."""
    command = [sys.executable, "-m", "bot.practice.telegram", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as telegram:
        try:
            assert telegram.stdout is not None
            yield telegram.stdout.readline().decode().rsplit(" ", 1)[1].strip()
        finally:
            telegram.terminate()


@dataclass(frozen=True)
class Phone:
    """Somebody's Telegram; ``url`` is the practice Telegram's."""

    url: str
    id: int

    @classmethod
    def of(cls, url: str, first_name: str, language: str) -> Phone:
        """Somebody gets one."""
        met = call(f"{url}/practice/people", "POST", {"first_name": first_name, "language": language})
        return cls(url, met["id"])

    @property
    def _me(self) -> str:
        return f"{self.url}/practice/people/{self.id}"

    def writes(self, text: str) -> None:
        """Write to the bot."""
        call(f"{self._me}/messages", "POST", {"text": text})

    def messages(self) -> list[Any]:
        """The whole chat."""
        seen: list[Any] = call(f"{self._me}/chat")["messages"]
        return seen

    def heard(self) -> list[str]:
        """What the bot has said, in order."""
        return [message["text"] for message in self.messages() if message["from"] == "bot"]

    def reads(self, words: str) -> str:
        """Wait for a message with these words; the whole of it."""
        found: str = wait_for(lambda: next((text for text in self.heard() if words in text), ""), 20)
        return found

    def taps(self, words: str) -> None:
        """Press the latest button with these words on it."""
        for message in reversed(self.messages()):
            for button in (button for row in message["buttons"] for button in row):
                if words in button["text"]:
                    told = {"message_id": message["message_id"], "data": button["data"]}
                    call(f"{self._me}/taps", "POST", told)
                    return
        raise AssertionError(f"no button says {words!r}")
