"""What patrons and librarians do in these tests, in few words."""

from __future__ import annotations

from itertools import count
from typing import Any

from bot.ports import Outcome, Store
from replies import events as e

_ids = count(1)


def fresh() -> str:
    """An id no other test has."""
    return f"{next(_ids):032x}"


async def ask(store: Store, text: str = "Where is Kalevala?", **more: Any) -> Outcome:
    """A web patron asks."""
    event = {"conversation": fresh(), "channel": "chat", "lang": "en", "text": text, **more}
    return await store.apply(e.PatronAsked(**event))


async def write(store: Store, conversation: str, text: str, source: str | None = None) -> Outcome:
    """The patron writes more."""
    return await store.apply(e.PatronWrote(conversation=conversation, text=text, source=source))


async def claim(store: Store, conversation: str, who: str = "anna") -> Outcome:
    """A librarian claims."""
    return await store.apply(e.Claimed(conversation=conversation, who=who))


async def send(store: Store, conversation: str, text: str = "On the second floor.", **more: Any) -> Outcome:
    """A librarian presses send."""
    event = {"conversation": conversation, "who": "anna", "reply": fresh(), "text": text, "seen": 99, **more}
    return await store.apply(e.ReplySent(**event))


async def pass_time(store: Store) -> list[Outcome]:
    """What the loop does when a timer is due, until nothing is due any more."""
    outcomes: list[Outcome] = []
    while due := await store.due():
        outcomes += [await store.apply(event) for event in due]
    return outcomes


async def texts(store: Store, conversation: str) -> list[str]:
    """The words of the journal, in order."""
    opened = await store.open(conversation)
    assert opened is not None
    return [entry.text for entry in opened.entries if entry.kind == "message"]
