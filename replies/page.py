"""The page a decision is written on: entries and effects as they come, the conversation as it will be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from replies.conversation import Conversation, State
from replies.effects import Deliver, Effect, KeepPromise, Reply
from replies.house import QUIET, House, Line, Scene
from replies.message import NOTHING, Author, Entry, EntryKind
from replies.promise import Promise, owed_by
from replies.refusal import Refused
from replies.timers import MOVES_TIMERS, next_due

_FIELD: Final = {name: position for position, name in enumerate(Conversation._fields)}
_SEQ: Final = _FIELD["seq"]
_as_tuple: Final = tuple.__new__


class Decision(NamedTuple):
    """What an event means: the conversation after it, what is written, and what is to be done."""

    conversation: Conversation
    entries: tuple[Entry, ...] = ()
    effects: tuple[Effect, ...] = ()


class Page:
    """One decision in the making. Nothing outside sees it before ``decision()``.

    Attributes:
        before: The conversation as it was.
        now: The moment, aware UTC.
        house: The library.
        scene: The desk this moment.
        seq: The last seq written.
    """

    __slots__ = ("_changes", "_effects", "_entries", "before", "house", "now", "scene", "seq")

    def __init__(self, before: Conversation, now: datetime, house: House, scene: Scene = QUIET) -> None:
        self.before = before
        self.now = now
        self.house = house
        self.scene = scene
        self.seq = before.seq
        self._entries: list[Entry] = []
        self._effects: list[Effect] = []
        self._changes: dict[str, Any] = {}

    def write(self, kind: EntryKind, by: Author, *, who: str | None = None, text: str = "", **meta: Any) -> int:
        """Add an entry to the journal; returns its seq."""
        self.seq += 1
        self._entries.append(_as_tuple(Entry, (self.seq, self.now, kind, by, who, text, meta or NOTHING)))
        return self.seq

    def change(self, **changes: Any) -> None:
        """Change fields of the conversation."""
        self._changes.update(changes)

    def must_come(self, at: datetime, longest: timedelta) -> None:
        """See that a time somebody named lies ahead, and not too far.

        Raises:
            Refused: ``wrong_time``.
        """
        if not timedelta(0) < at - self.now <= longest:
            raise Refused("wrong_time")

    def get(self, field: str) -> Any:
        """A field as it is on this page so far."""
        return self._changes[field] if field in self._changes else getattr(self.before, field)

    def do(self, effect: Effect) -> None:
        """Ask for something to be done in the same transaction."""
        self._effects.append(effect)

    def reply(self, reply: Reply) -> None:
        """Write an outbox row, and keep it in sight while it is not settled."""
        self.do(Deliver(reply))
        in_sight: dict[str, Reply] = {known.id: known for known in self.get("replies")}
        in_sight[reply.id] = reply  # in its old place if it was in sight, so order is kept
        if reply.state in ("sent", "undone"):
            del in_sight[reply.id]
        self.change(replies=tuple(in_sight.values()))

    def promise(self, promise: Promise) -> None:
        """Write a promise's row, and keep it in sight while it is open."""
        self.do(KeepPromise(promise))
        in_sight: dict[str, Promise] = {known.id: known for known in self.get("promises")}
        in_sight[promise.id] = promise
        if promise.state != "open":
            del in_sight[promise.id]
        hours = self.house.desk(self.get("desk")).hours
        first = min((owed_by(known, hours) for known in in_sight.values()), default=None)
        self.change(promises=tuple(in_sight.values()), promise_at=first)

    def say(self, line: Line, **slots: str | int | datetime) -> None:
        """The desk speaks by itself: a message, and a delivery where the channel needs a wire."""
        text = self.house.lines.line(line, self.get("lang"), **slots)
        channel = self.get("channel")
        meta: dict[str, Any] = {"channel": channel} if channel != "chat" else {}
        seq = self.write(EntryKind.MESSAGE, Author.DESK, text=text, line=str(line), **meta)
        if self.get("addressed"):
            self.reply(Reply(f"{self.before.id}-{seq}", channel, text, seq=seq))

    def close(self, by: Author, who: str | None, reason: str) -> None:
        """The conversation is closed; the clock of forgetting starts."""
        self.write(EntryKind.CLOSED, by, who=who, reason=reason)
        self.change(
            state=State.CLOSED,
            closed_at=self.now,
            waiting_since=None,
            offered_to=None,
            offered_desk=None,
            asked_at=None,
            paused_until=None,
        )

    def decision(self) -> Decision:
        """What has been written, as one value."""
        changes = self._changes
        if not MOVES_TIMERS.isdisjoint(changes):
            changes["due_at"] = next_due(self.before._replace(**changes), self.house)
        after = list(self.before)  # ``_replace`` takes three times as long, and ``_make`` twice
        after[_SEQ] = self.seq
        for name, value in changes.items():
            after[_FIELD[name]] = value
        return _as_tuple(Decision, (_as_tuple(Conversation, after), tuple(self._entries), tuple(self._effects)))
