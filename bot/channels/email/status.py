"""How the line to the mailbox is: one state for each way, said once when it changes."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, Literal

import structlog

State = Literal["starting", "ok", "unreachable", "bad_password", "no_folder", "refused"]
Way = Literal["in", "out"]

SENTENCES: Final = MappingProxyType(
    {
        (
            "in",
            "unreachable",
        ): "The mailbox can't be reached just now. It is tried again by itself; mails wait there.",
        ("in", "bad_password"): (
            "The mailbox doesn't accept the password. Put the right one into the file that [email] password_file "
            "names; mails wait there meanwhile. Web and Telegram go on."
        ),
        ("in", "no_folder"): "The mailbox has no such folder. Set [email] imap_folder to one that is there.",
        ("out", "unreachable"): "The mail server can't be reached just now. Replies wait and go out by themselves.",
        ("out", "bad_password"): (
            "The mail server doesn't accept the password. Put the right one into the file that [email] password_file "
            "names; replies wait meanwhile. Web and Telegram go on."
        ),
        ("out", "refused"): (
            "The mail server doesn't let this address send. Ask whoever keeps it to allow [email] address for this "
            "user; replies wait meanwhile."
        ),
    }
)
"""English sentences; keys of their translations. What is well has none."""

log: Final = structlog.get_logger(__name__)


class Status:
    """Holds the states and tells of changes, each once however often it is set."""

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        self.now: dict[Way, State] = {"in": "starting", "out": "starting"}
        self._tell = tell

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in English; "" while nothing is. What an admin must mend comes first."""
        found = [one for one in self.now.items() if one in SENTENCES]
        wrong = sorted(found, key=lambda one: one[1] == "unreachable")
        return SENTENCES[wrong[0]] if wrong else ""

    def set(self, way: Way, state: State) -> None:
        """One way is in this state now."""
        if self.now[way] == state:
            return
        self.now[way] = state
        (log.info if (way, state) not in SENTENCES else log.warning)("mail line", way=way, state=state)
        if self._tell:
            self._tell(self.sentence)
