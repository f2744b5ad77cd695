"""Conversations: what happens to them, how they are read, what is being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from bot.ports.inbox import Arrival
from nlp.draft import Channel as ChannelName
from replies.conversation import Conversation
from replies.events import Event
from replies.message import Entry
from replies.promise import Promise

QueueView = Literal["waiting", "mine", "later", "to_read", "all", "closed"]


class Outcome(NamedTuple):
    """What became of an event. A tuple, as ``Entry`` is: every message makes one.

    Attributes:
        conversation: As it stands after the event.
        entries: What the event wrote, in order; for a duplicate the one entry that carries its source.
        duplicate: The source was seen before: nothing was written now.
    """

    conversation: Conversation
    entries: tuple[Entry, ...]
    duplicate: bool = False

    @property
    def seq(self) -> int:
        """The seq of the event's own entry (its first), or of the conversation when it wrote none."""
        return self.entries[0].seq if self.entries else self.conversation.seq


@dataclass(frozen=True, slots=True)
class Draft:
    """A librarian's unsent words in one conversation; version 0 and "" when there never was one."""

    conversation: str
    librarian: str
    text: str
    version: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation as a page opens it: state and journal read at one moment.

    Attributes:
        conversation: State; its ``replies`` are the held, travelling, failed and uncertain ones.
        entries: Journal entries asked for, ascending, gap-free.
    """

    conversation: Conversation
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of a queue.

    Attributes:
        conversation: State (``replies`` is left empty here).
        last_text: The patron's last words, at most 200 characters, "" once forgotten.
    """

    conversation: Conversation
    last_text: str


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise somebody still has to keep.

    Attributes:
        promise: What, who, by when.
        conversation: Whose (``replies`` and ``promises`` are left empty here).
    """

    promise: Promise
    conversation: Conversation


class Conversations(Protocol):
    """Conversations, their queue and their drafts."""

    async def apply(self, event: Event, *, done: Arrival | None = None) -> Outcome:
        """Decide the event and commit what follows: state, entries, outbox, identity, all or nothing.

        Args:
            event: What happened. Same source and same text again: the first Outcome's entry, ``duplicate`` set.
            done: The inbox row this event came from; it is marked handled in the same commit, also when the event
                is a duplicate (not when it is refused).

        Raises:
            Refused: By the core, or ``unknown_conversation``, ``same_id_other_text``, ``unknown_message``,
                ``unknown_reply``; nothing was written.
            StoreClosed: The store is shutting down or its disk refuses; nothing was written. Try again later.
        """
        ...

    async def apply_all(self, events: Sequence[tuple[Event, Arrival]]) -> Sequence[Outcome]:
        """Many events in their order in one commit, all of them or none; each marks its arrival as handled.

        For what comes in by the hundred: it costs one wait, where each ``apply`` costs its own.

        Raises:
            Refused: As ``apply``, for whichever event; nothing was written of any, and each may be tried alone.
            StoreClosed: As ``apply``.
        """
        ...

    def listen(self, heard: Callable[[Outcome], None]) -> Callable[[], None]:
        """Call ``heard`` on the event loop after each commit that wrote something.

        Per conversation in order of seq. It must not block. Returns a function that ends it.
        """
        ...

    def on_hint(self, heard: Callable[[], None]) -> Callable[[], None]:
        """Call ``heard`` when another process may have changed something; never where there is none.

        For what is not in the journal, such as the inbox. Returns a function that ends it.
        """
        ...

    async def open(self, conversation: str, *, after: int = 0, limit: int | None = None) -> Opened | None:
        """State and entries with ``seq > after`` (the last ``limit`` of them), of one moment; None if unknown."""
        ...

    async def queue(
        self,
        view: QueueView,
        *,
        person: str | None = None,
        desk: str | None = None,
        limit: int = 50,
        skip: int = 0,
    ) -> Sequence[QueueRow]:
        """One page of a queue, from an index.

        ``later``: nobody was free, or something is promised, the first due first.
        ``waiting``: nobody has it, oldest wait first (follow-ups last). ``mine``: claimed by ``person`` or
        offered to them, longest wait first. ``to_read``: with a reply that waits for a second reader, who is not
        its writer ``person``. ``all``: every open one, newest first. ``closed``: latest first.
        """
        ...

    async def counts(self, person: str | None = None) -> Mapping[QueueView, int]:
        """How many are in each view (``closed``: those still kept, counted up to a thousand)."""
        ...

    async def loads(self) -> Mapping[str, int]:
        """Open conversations by librarian id: what routing and handing over go by."""
        ...

    async def promises(self, *, limit: int = 200) -> Sequence[OpenPromise]:
        """Promises that are open, the first due first."""
        ...

    async def by_token(self, token_hash: str) -> str | None:
        """The conversation a web patron's token opens, or None (also after forgetting)."""
        ...

    async def by_address(self, channel: ChannelName, address: str) -> str | None:
        """The latest conversation of a channel address, whatever its state, or None (also after forgetting)."""
        ...

    async def address(self, conversation: str) -> str | None:
        """Where its channel reaches the patron, or None (on the web, and after forgetting)."""
        ...

    async def draft(self, conversation: str, librarian: str) -> Draft:
        """The librarian's draft; an empty one of version 0 if there is none."""
        ...

    async def keep_draft(self, conversation: str, librarian: str, text: str, *, version: int) -> Draft:
        """Save a draft that was typed on top of ``version``; returns it with its new version.

        Raises:
            Refused: ``draft_conflict`` (details ``text``, ``version``) when another tab has saved since;
                ``unknown_conversation``, ``forgotten``.
        """
        ...
