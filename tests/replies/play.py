"""A conversation played out in memory, without a store."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from replies import events as e
from replies.conversation import Conversation
from replies.desk import decide
from replies.house import QUIET, House, Scene
from replies.page import Decision
from tests.house import NOON, FakeClock, house

CID = "c" * 32


class Play:
    """Keeps the conversation from event to event, and everything that was written and asked for."""

    def __init__(self, told: House | None = None, scene: Scene = QUIET) -> None:
        self.house = told or house()
        self.scene = scene
        self.clock = FakeClock(NOON)
        self.conversation = Conversation(id=CID)
        self.entries: list[Any] = []
        self.effects: list[Any] = []

    def do(self, event: type[e.Event], **more: Any) -> Decision:
        """One event happens now."""
        decision = decide(
            self.conversation, event(conversation=CID, **more), self.clock.now(), self.house, self.scene
        )
        self.conversation = decision.conversation
        self.entries += decision.entries
        self.effects += decision.effects
        return decision

    def ask(self, text: str = "Where is it?", **more: Any) -> Play:
        """The patron asks."""
        self.do(e.PatronAsked, **{"channel": "chat", "lang": "en", "text": text, **more})
        return self

    def send(self, text: str = "Here.", **more: Any) -> str:
        """A librarian presses send; returns the reply's id."""
        reply = f"r{len(self.entries)}"
        asked = {"who": "anna", "reply": reply, "text": text, "seen": self.conversation.seq, **more}
        self.do(e.ReplySent, **asked)
        return reply

    def push(self, **passed: float) -> list[Decision]:
        """Time passes, and what became due happens at its own time."""
        until = self.clock.at
        self.clock.push(**passed)
        end, self.clock.at = self.clock.at, until
        done = []
        while (due := self.conversation.due_at) is not None and due <= end:
            self.clock.at = max(self.clock.at, due)
            done.append(self.do(e.TimePassed))
        self.clock.at = end
        return done

    @property
    def said(self) -> list[str]:
        """The words the patron has read, in order."""
        return [entry.text for entry in self.entries if entry.kind == "message" and entry.by != "patron"]

    @property
    def kinds(self) -> list[str]:
        """The kinds of the entries, in order."""
        return [str(entry.kind) for entry in self.entries]

    def at(self) -> datetime:
        """Now."""
        return self.clock.at
