"""What became of an erasing: place by place, also where nobody of us can reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, Protocol

from bot.ports import Opened
from bot.words import words

Where = Literal[
    "desk", "inbox", "telegram", "mailbox", "group", "backups", "their_copies", "telegram_old", "mail_sent",
    "mailbox_trouble", "telegram_trouble", "comments", "log_of_server",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    Attributes:
        where: Which.
        reached: Whether it was erased there; else it is left, and somebody may have to see to it.
        count: How many conversations, messages or mails; 0 where that says nothing.
        names: What is left by name, such as the folders of backups.
    """

    where: Where
    reached: bool
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What a channel may take back.

    Attributes:
        opened: A conversation with its whole journal.
        address: Where its patron is on this channel.
        refs: The channel's own names of its messages, by seq.
    """

    opened: Opened
    address: str
    refs: Sequence[tuple[int, str]]


class Reach(Protocol):
    """A channel's hand in places outside the desk."""

    async def take_back(self, traces: Sequence[Trace], addresses: frozenset[str]) -> Sequence[Place]:
        """Erase there what can be erased; never raises, what stays is named.

        Args:
            traces: The patron's conversations by this channel.
            addresses: What the patron is called on this channel.
        """
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """An erasing, done."""

    places: tuple[Place, ...]

    @property
    def conversations(self) -> int:
        """How many conversations were erased."""
        return next((place.count for place in self.places if place.where == "desk"), 0)


SENTENCES: Final = MappingProxyType[str, str](
    {
        "desk": "Conversations erased on the desk, with drafts, notes, attachments and waiting replies: %(count)s.",
        "inbox": "Messages erased that were not read yet or had been set aside: %(count)s.",
        "telegram": "Messages taken back in the patron's Telegram chat: %(count)s.",
        "mailbox": "Mails erased in the library's mailbox: %(count)s.",
        "group": "The topic in the staff's Telegram group goes as soon as Telegram can be reached.",
        "backups": "Copies of the desk still hold it; it is erased again when one is restored. Remove the copies you "
        "don't need: %(names)s.",
        "their_copies": "What the patron has saved, printed or been sent stays with the patron.",
        "telegram_old": "Telegram lets nobody take back messages older than two days; these stay in the patron's "
        "chat: %(count)s.",
        "telegram_trouble": "Telegram could not be reached or did not agree; these messages stay in the patron's "
        "chat: %(count)s.",
        "mail_sent": "Mails we sent lie in the patron's mailbox, and your mail provider may keep copies of its own.",
        "mailbox_trouble": "The mailbox could not be reached. Look there for mails from and to: %(names)s.",
        "comments": "Comments with a mark are kept without a link to anybody, so nobody can find this patron's.",
        "log_of_server": "The database server's own log and replicas keep erased rows until they are rotated.",
    }
)
"""English sentences by place; keys of their translations."""


def sentence(place: Place, lang: str) -> str:
    """A place, as a sentence in the reader's language."""
    said = words(lang).gettext(SENTENCES[place.where])
    return said % {"count": place.count, "names": ", ".join(place.names)}
