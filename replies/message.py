"""What is written in a conversation's journal: one entry after another, never changed, never skipped.

A conversation is its journal. Entries are numbered from 1 without gaps (``seq``), in the order in which they
were committed, and every reader sees that same order. An edit is a new entry that points at the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
"""The empty meta, shared."""


def nothing() -> Mapping[str, Any]:
    """The empty meta, as a default."""
    return NOTHING


class Author(StrEnum):
    """Who an entry comes from: the desk itself speaks in acknowledgements and reminders."""

    PATRON = "patron"
    LIBRARIAN = "librarian"
    DESK = "desk"


class EntryKind(StrEnum):
    """What kind of thing happened. What each carries in ``Entry.meta`` is said beside it."""

    MESSAGE = "message"
    """Words to or from the patron. ``attachments`` (id, name, type, size, ``refused`` if so), ``line`` (the desk's
    template key), ``reply`` (outbox id), ``override`` (codes a librarian sent in spite of), ``checks`` (engine ->
    state), ``channel`` where it is not the chat, ``subject``, ``late`` for an answer after the day it was owed by
    (False: in time)."""
    EDIT = "edit"
    """A new version of a patron's message; ``target`` is the seq of the first version."""
    NOTE = "note"
    """Only colleagues see this."""
    CLAIMED = "claimed"
    """``who`` answers now; ``taken_from`` when a colleague had it."""
    RELEASED = "released"
    HANDOVER_OFFERED = "handover_offered"
    """``to`` (a person's id) or ``desk``."""
    HANDOVER_ACCEPTED = "handover_accepted"
    """``who`` has it now; ``taken_from``, and ``desk`` when the desk changed."""
    HANDOVER_DECLINED = "handover_declined"
    """Declined, or taken back by the one who offered."""
    QUEUED = "queued"
    """A librarian pressed send: ``reply``, ``hold_until`` (ISO 8601); the text is in ``text``. Not read by the
    patron: the words reach them as the MESSAGE entry with the same ``reply``."""
    TO_READ = "to_read"
    """As QUEUED, by somebody whose replies a colleague reads first: ``reply``, its words in ``text``; no time yet."""
    PASSED = "passed"
    """The second reader lets it go: ``reply``, and ``hold_until`` as in QUEUED."""
    GIVEN_BACK = "given_back"
    """The second reader gives it back: ``reply``, ``to`` (whose draft it is again); ``text`` is a word to them."""
    UNDONE = "undone"
    """A queued reply was taken back; ``reply``."""
    DELIVERY = "delivery"
    """How a message fared: ``target`` (seq of the message), ``reply``, ``state``, ``reason``, ``retry_at``."""
    CLOSED = "closed"
    """``by`` says who closed it; ``reason``: "answered", "silent", "patron", "blocked"."""
    PAUSED = "paused"
    """A breath for both sides ``until`` (ISO 8601)."""
    RESUMED = "resumed"
    """The pause is over: by its time (the desk) or sooner (a librarian)."""
    BLOCK_ASKED = "block_asked"
    """A librarian asks to block ``until`` (ISO 8601); ``text`` is why. A second person decides."""
    BLOCK_DROPPED = "block_dropped"
    """Not blocked after all."""
    UNBLOCKED = "unblocked"
    """A block was lifted before its day."""
    REOPENED = "reopened"
    FOLLOW_UP = "follow_up"
    """Nobody was free in time: it goes on by e-mail, or waits as a follow-up. ``email``: whether we have one."""
    REMINDED = "reminded"
    """The staff were reminded of a waiting patron; ``waited`` in seconds."""
    ASKED_IF_DONE = "asked_if_done"
    """A silent patron was asked gently; silence closes the conversation later."""
    ADDRESS = "address"
    """The patron left (or changed) a way to answer; the address itself is not in the journal. ``moved``: the channel
    that the conversation goes on by from here. ``call``: a telephone number."""
    TRANSCRIPT = "transcript"
    """The patron has the conversation mailed to them; the letter is in the outbox, not here."""
    NOD = "nod"
    """A librarian said with one tap that the patron is seen, or whoever answers that they are still looking."""
    PROMISE = "promise"
    """What became of a promise: ``promise`` (its id), ``state`` ("made", "moved", "handed", "due", "broken", or of
    ``replies.promise.PromiseState``), ``due`` (ISO 8601) and ``at_hour`` when made or moved, ``to`` (a person's id),
    ``call``; ``text`` is what was promised, or why it was let go."""
    FEEDBACK = "feedback"
    """The patron has given feedback; the mark itself is kept apart from the conversation."""
    FORGOTTEN = "forgotten"
    """Text and identity are gone; ``reason``: "patron", "admin", "retention"."""


PATRON_READS: Final = frozenset(
    {
        EntryKind.MESSAGE,
        EntryKind.EDIT,
        EntryKind.CLOSED,
        EntryKind.REOPENED,
        EntryKind.FOLLOW_UP,
        EntryKind.FORGOTTEN,
    }
)
"""Kinds a patron's page may be given; of their meta only ``attachments``, ``target`` and ``reason``."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; the bytes lie elsewhere under the random ``id``.

    Attributes:
        id: Random 128-bit, hex.
        name: As the patron's device named it; show it, never use it as a path.
        type: Media type as sniffed by the edge.
        size: Bytes.
        ref: The channel's own name for the file, to fetch it later.
        refused: Why it was not kept (``file_too_large``, ``file_type``, ``empty_file``, ``file_gone``,
            ``too_many_files``), or "".
    """

    id: str
    name: str
    type: str
    size: int
    ref: str | None = None
    refused: str = ""

    def told(self) -> dict[str, str | int]:
        """As the journal has it."""
        told: dict[str, str | int] = {"id": self.id, "name": self.name, "type": self.type, "size": self.size}
        return told | {"refused": self.refused} if self.refused else told


class Entry(NamedTuple):
    """One line of the journal. A tuple, as ``Conversation`` is: every message makes one.

    Attributes:
        seq: Position in its conversation, from 1, gap-free.
        at: When it was committed, aware UTC. Order is by ``seq``, never by time.
        kind: What happened.
        by: Who it comes from.
        who: The librarian's id where ``by`` is a librarian.
        text: Words, or empty.
        meta: JSON-like details, see ``EntryKind``.
    """

    seq: int
    at: datetime
    kind: EntryKind
    by: Author
    who: str | None = None
    text: str = ""
    meta: Mapping[str, Any] = NOTHING
