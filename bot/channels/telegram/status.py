"""How the line to Telegram is: one state, said once when it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import structlog

State = Literal["starting", "ok", "unreachable", "second_copy", "webhook_elsewhere", "bad_token", "long_away"]

SENTENCES: Final = MappingProxyType(
    {
        "starting": "Telegram: connecting.",
        "ok": "Telegram: connected.",
        "unreachable": "Telegram can't be reached just now. It is tried again by itself, and nothing is lost.",
        "second_copy": (
            "Telegram says that somebody else is reading this bot's messages. Either a second copy of the desk is "
            "running, or the bot's token is in other hands. Stop the other copy; if there is none, ask @BotFather "
            "for a new token. Web and e-mail go on."
        ),
        "webhook_elsewhere": (
            "This bot's messages are being sent to a web address (a webhook) that this desk didn't set. If that "
            "is an old set-up, run: smiledesk telegram --release-webhook. Waiting messages stay. Web and "
            "e-mail go on."
        ),
        "long_away": (
            "The desk was away from Telegram for more than a day. Telegram may have thrown away what patrons wrote "
            "in that time; whoever misses an answer will write again. What was still there has been taken in."
        ),
        "bad_token": (
            "Telegram doesn't know this bot's token. Ask @BotFather for the right one and put it into the file that "
            "[telegram] token_file names. Web and e-mail go on."
        ),
    }
)
"""English sentences by state; keys of their translations."""

log: Final = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A state, and what it is about: a host name, never a token or a person."""

    state: State
    about: str = ""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in English; the key of its translation."""
        return SENTENCES[self.state]

    @property
    def well(self) -> bool:
        """Whether nobody has to do anything."""
        return self.state in ("starting", "ok")


class Status:
    """Holds the state and tells of changes, each once however often it is set."""

    def __init__(self, tell: Callable[[Told], None] | None = None) -> None:
        self.now = Told("starting")
        self._tell = tell

    def set(self, state: State, about: str = "") -> None:
        """The line is in this state now."""
        if (told := Told(state, about)) == self.now:
            return
        self.now = told
        (log.info if told.well else log.warning)("telegram line", state=state, host=about)
        if self._tell:
            self._tell(told)
