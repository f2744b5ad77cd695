"""Finding a patron again, and forgetting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.ports.inbox import Arrival
from replies.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Patron:
    """One person who asked, as far as the desk can tell.

    Attributes:
        conversations: Theirs, those already forgotten left out, by number.
        addresses: What they are called: channel and address there, e-mail addresses folded.
    """

    conversations: tuple[Conversation, ...]
    addresses: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Search:
    """A search in what was said.

    Attributes:
        text: Words that must all be in one message; at least one.
        lang: Only conversations in this language; "" for all.
        channel: Only those by this channel; "" for all.
        before: Only what was written before this position; see ``Found.n``.
        limit: How many at most.
    """

    text: str
    lang: str = ""
    channel: str = ""
    before: int = 2**62
    limit: int = 30


class Found(NamedTuple):
    """One message that holds the words: where it is, and the first of them with what stands around it.

    ``n`` rises with time: what is asked for before the last one found goes on from there.
    """

    n: int
    conversation: str
    number: int
    channel: str
    lang: str
    desk: str
    state: str
    at: datetime
    by: str
    kind: str
    before: str
    hit: str
    after: str


class Tidied(NamedTuple):
    """What went because its time was over, beside whole conversations: how many of each."""

    identities: int = 0
    files: int = 0
    comments: int = 0
    updates: int = 0


class Erasing(Protocol):
    """Search, erasing, retention."""

    async def search(self, search: Search) -> Sequence[Found]:
        """What librarians and patrons have written that is still kept, newest first; what is erased is not found."""
        ...

    async def patron(
        self, *, number: int | None = None, email: str | None = None, chat: str | None = None
    ) -> Patron | None:
        """Whose question this number is, or whose e-mail address, with all that shares an address with it.

        By ``chat``, a Telegram chat: what was asked there and nothing else, since it is the chat itself that asks.
        """
        ...

    async def conversations_kept(self) -> Sequence[str]:
        """The ids of all conversations that are not forgotten."""
        ...

    async def conversations_erased(self) -> Sequence[str]:
        """The ids of those that the patron or an admin wanted forgotten; those whose time was over are left out."""
        ...

    async def erased_counts(self) -> tuple[int, int]:
        """How many conversations are forgotten for whatever reason, and how many updates were erased."""
        ...

    async def held_arrivals(self) -> Sequence[Arrival]:
        """Updates of every inbox that are not handled, also those set aside."""
        ...

    async def erased_arrivals(self) -> Sequence[Arrival]:
        """Updates that were handled with the note "forgotten"; ``raw`` is empty."""
        ...

    async def tidy(self, *, limit: int = 200) -> Tidied:
        """Erase what goes sooner than its conversation, by the house's patience: at most ``limit`` of each kind.

        Identities and files of closed conversations without an open promise, words beside marks, and updates that
        nobody could handle. Times, channels, marks and counts stay.
        """
        ...

    async def wipe(self) -> bool:
        """Clear the log of what was erased; False when readers were in the way, and it is done later."""
        ...
