"""Who is told at once: live connections hear every commit that concerns them, and signs of typing.

Nothing here is needed for the truth. A listener that falls behind is marked and hears no more; its connection is
closed with a code, and the reader comes back with the last ``seq`` it has and gets what it missed from the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.ports import Outcome

WAITING: Final = 400
"""How much a listener may leave unread: more than one commit of the store can carry."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One commit, as listeners get it.

    Attributes:
        outcome: What the commit wrote.
        said: The same as frames as they go over the wire, by whatever a frame depends on: each is made once for all
            listeners.
    """

    outcome: Outcome
    said: dict[Any, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is typing right now.

    Attributes:
        conversation: Where.
        by: Which side.
        who: The librarian's id.
    """

    conversation: str
    by: Literal["patron", "librarian"]
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The language parts have come further, or an alarm came or went; whoever shows them looks again."""


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Somebody has signed out or may not come in any more; staff connections look whether it is theirs."""


News = Heard | Typing | Told | SessionsEnded


class Listener:
    """One live connection's ear."""

    def __init__(self) -> None:
        self._news: list[News] = []
        self._some = asyncio.Event()
        self.behind = False

    def hear(self, news: News) -> None:
        """Take it, or be behind from now on."""
        if len(self._news) >= WAITING:
            self.behind = True
        if not self.behind:
            self._news.append(news)
            self._some.set()

    async def next(self) -> list[News] | None:
        """All the news there is, at least one; None when too much was left unread, and for good."""
        if not self.behind:
            await self._some.wait()
        if self.behind:
            return None
        news, self._news = self._news, []
        self._some.clear()
        return news


class Live:
    """Everyone who listens: patrons to one conversation, staff to all of their library."""

    def __init__(self) -> None:
        self._staff: set[Listener] = set()
        self._patrons: dict[str, set[Listener]] = {}
        self._typing: dict[str, float] = {}
        self._alarms: dict[str, str] = {}

    def heard(self, outcome: Outcome) -> None:
        """A commit; this is what ``Store.listen`` is given."""
        conversation = outcome.conversation.id
        if self._staff or conversation in self._patrons:
            self._tell(conversation, Heard(outcome))

    def typing(self, conversation: str, by: Literal["patron", "librarian"], who: str | None = None) -> None:
        """Somebody types; whoever listens to the conversation sees it for some seconds."""
        if by == "librarian":
            self._typing[conversation] = asyncio.get_running_loop().time()
        self._tell(conversation, Typing(conversation, by, who))

    def librarian_types(self, conversation: str) -> bool:
        """Whether a librarian has typed there in the last seconds (for readers without a live connection)."""
        now = asyncio.get_running_loop().time()
        self._typing = {where: at for where, at in self._typing.items() if now - at < TYPING_SHOWN}
        return conversation in self._typing

    def parts_changed(self) -> None:
        """The language parts have come further."""
        for listener in self._staff:
            listener.hear(Told())

    def sessions_ended(self) -> None:
        """Some session of this desk is over."""
        for listener in self._staff:
            listener.hear(SessionsEnded())

    @property
    def alarms(self) -> dict[str, str]:
        """What somebody has to do something about: what it concerns, to an English sentence (a key of its words)."""
        return dict(self._alarms)

    def alarm(self, about: str, sentence: str) -> None:
        """Tell staff that something needs a person; an empty ``sentence`` takes it back."""
        self._alarms.pop(about, None)
        if sentence:
            self._alarms[about] = sentence
        self.parts_changed()

    def _tell(self, conversation: str, news: News) -> None:
        for listener in self._patrons.get(conversation, ()):
            listener.hear(news)
        for listener in self._staff:
            listener.hear(news)

    @contextmanager
    def for_staff(self) -> Iterator[Listener]:
        """Listen to everything."""
        listener = Listener()
        self._staff.add(listener)
        try:
            yield listener
        finally:
            self._staff.discard(listener)

    @contextmanager
    def for_patron(self, conversation: str) -> Iterator[Listener]:
        """Listen to one conversation."""
        listener = Listener()
        self._patrons.setdefault(conversation, set()).add(listener)
        try:
            yield listener
        finally:
            listeners = self._patrons[conversation]
            listeners.discard(listener)
            if not listeners:
                del self._patrons[conversation]


TYPING_SHOWN: Final = 6.0
"""Seconds a sign of typing stays on screen."""
