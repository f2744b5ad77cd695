"""The open transaction: events are decided here, one after another, and what follows is written.

Only the writer's thread uses it. It keeps the conversations it has read for as long as nobody else writes, and holds
entries and changed conversations back until ``flush``, where rows of one kind go to the database together. Whoever
reads such rows flushes first. After ``rollback`` nothing that was read or counted is trusted any more.

Whether a source was seen before is not asked each time: a unique index says so when the rows are written. Then the
group is rolled back, and it is asked each time for a while (``_wary``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from itertools import compress
from operator import is_not
from typing import Any, Final

from bot.ports import Arrival, Clock, Outcome
from bot.store import effects, sql
from bot.store.codec import (
    COLUMN_NAMES,
    CONVERSATION_COLUMNS,
    changed,
    columns,
    digest,
    entry_of,
    micros,
    to_json,
)
from bot.store.engine import Connection, Engine
from bot.store.pending import Pending
from bot.store.whole import whole
from replies.closing import goes_on
from replies.conversation import Conversation, State
from replies.desk import decide
from replies.effects import Erase
from replies.events import Event, PatronAsked, PatronEdited, PatronWrote, QuestionNoted, words
from replies.house import House
from replies.message import Entry, EntryKind
from replies.page import Decision
from replies.refusal import Refused

_KEPT: Final = 8_192
"""Conversations kept in memory; past that all are dropped and read again as needed."""

_WARY: Final = 32
"""Groups in which every source is looked up after one could not be written."""


class Slot:
    """A conversation in memory, and as it last stood in its row (None: it has no row yet)."""

    __slots__ = ("conversation", "n", "stored")

    def __init__(self, n: int, conversation: Conversation, stored: Conversation | None) -> None:
        self.n = n
        self.conversation = conversation
        self.stored = stored


class Ledger:
    """See the module. ``connection`` is in autocommit mode; we begin and commit by ourselves."""

    def __init__(
        self, engine: Engine, connection: Connection, clock: Clock, house: Callable[[], House], library: str
    ) -> None:
        self.connection = connection
        self._engine = engine
        self.library = library
        self.now = clock.now()
        self.erased = False
        self._clock = clock
        self._house = house
        self._slots: dict[str, Slot] = {}
        self._addresses: dict[tuple[str, str], Slot] = {}
        self._touched: dict[int, Slot] = {}
        self._pending = Pending()
        self._new = _New()
        self._wary = 0
        self._next: tuple[int, int] | None = None
        self._waiting: dict[str, int] | None = None

    @property
    def database_now(self) -> str:
        """An expression for the database's own clock, in microseconds."""
        return self._engine.now

    # the group

    def begin(self, conversations: Collection[str] = ()) -> None:
        """Open a group; all of it happens at one moment. Order is by seq: the clock may jump as it likes.

        Args:
            conversations: Those the group will be about; what is not known of them is read in one go.
        """
        alone = self._engine.begin(self.connection)
        self.now = self._clock.now()
        if not alone:
            self._forget()
        elif len(self._slots) > _KEPT:
            self._slots.clear()
            self._addresses.clear()
        self._new = _New()
        if self._wary:
            self._wary -= 1
        unknown = [conversation for conversation in conversations if conversation not in self._slots]
        if len(unknown) > 1:
            query = f"{sql.CONVERSATIONS} AND id {self._engine.among}"
            for row in self.connection.execute(query, (self.library, to_json(unknown))).fetchall():
                self._slot_of(row)

    def commit(self) -> None:
        """Make the group durable; after an erasing, the log that still holds the old pages goes, too."""
        self._engine.commit(self.connection)
        if self.erased:
            self.erased = not self._engine.wipe(self.connection)

    def rollback(self) -> None:
        """Take the group back."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self._forget()
        self._wary = _WARY

    def cold(self, job: Callable[[Ledger], Any]) -> Any:
        """Do something else than deciding events, with a savepoint of its own.

        Raises:
            Exception: Whatever the job raises; what it had written is taken back.
        """
        self.flush()
        self.connection.execute("SAVEPOINT job")
        try:
            result = job(self)
            self.flush()
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO job")
                self.connection.execute("RELEASE job")
            self._forget()
            raise
        self.connection.execute("RELEASE job")
        return result

    def lose_addresses(self) -> None:
        """Some patron's address has gone from its row: look them all up again."""
        self._addresses.clear()

    def _forget(self) -> None:
        self._slots.clear()
        self._addresses.clear()
        self._touched.clear()
        self._pending.clear()
        self._new = _New()
        self._next = None
        self._waiting = None

    # events

    def apply(self, event: Event, done: Arrival | None = None) -> Outcome:
        """Decide an event and write what follows.

        Raises:
            Refused: Nothing was written.
        """
        try:
            outcome = self._take(event)
        except Refused:
            if event.source is None or self._wary:
                raise
            self._wary = 1  # what may not happen now may have happened before: the same again gets the same answer
            outcome = self._take(event)
        if done is not None:
            self._pending.add(sql.HANDLED, (done.n,))
        return outcome

    def apply_all(self, events: Sequence[tuple[Event, Arrival]]) -> list[Outcome]:
        """Many events in their order, each marking where it came from as handled.

        Raises:
            Refused: One of them; whoever calls takes the others back (``cold`` does).
        """
        return [self.apply(event, done) for event, done in events]

    def _take(self, event: Event) -> Outcome:
        return self._open(event) if isinstance(event, _OPENING) else self._go_on(event)

    def slot(self, conversation: str) -> Slot:
        """A conversation by its id.

        Raises:
            Refused: ``unknown_conversation``.
        """
        slot = self._slots.get(conversation)
        if slot is None:
            row = self.connection.execute(sql.CONVERSATION_BY_ID, (self.library, conversation)).fetchone()
            if row is None:
                raise Refused("unknown_conversation")
            slot = self._slot_of(row)
        return slot

    def slot_of(self, n: int) -> Slot:
        """A conversation by its row number."""
        return self._slot_of(self.connection.execute(sql.CONVERSATION_BY_N, (n,)).fetchone())

    def _slot_of(self, row: tuple[Any, ...]) -> Slot:
        known = self._slots.get(row[1])
        if known is not None:
            return known
        conversation = whole(self.connection, row)
        slot = self._slots[conversation.id] = Slot(row[0], conversation, conversation)
        return slot

    def _go_on(self, event: Event) -> Outcome:
        """An event of a conversation that is there."""
        slot = self.slot(event.conversation)
        source = None
        if event.source is not None:
            source = digest(event.source)
            known = self._new.sources.get((slot.n, source))
            if known is None and self._wary:
                known = self._seen(slot.n, source)
            if known is not None:
                return self._repeated(slot, known, event)
        if type(event) is PatronEdited:
            event = self._found(slot, event)
        return self._decide(slot, event, source)

    def _open(self, event: PatronAsked | QuestionNoted) -> Outcome:
        """A first question, or more words from an address that is in a conversation already."""
        source = None if event.source is None else digest(event.source)
        if source is not None and (there := self._opened(source)) is not None:
            return self._repeated(there, self._entry(there, 1), event)
        if isinstance(event, PatronAsked) and (slot_there := self._addressed(event)) is not None:
            return self._go_on(_as_more_words(event, slot_there.conversation.id))
        n, number = self._next or self._count()
        conversation = Conversation(id=event.conversation, library=self.library, number=number)
        slot = Slot(n, conversation, None)
        outcome = self._decide(slot, event, source)
        self._next = (n + 1, number + 1)
        self._slots[conversation.id] = slot
        if isinstance(event, PatronAsked) and event.address is not None:
            self._addresses[event.channel, event.address] = slot
        if source is not None:
            self._new.openings[source] = slot
            self._pending.add(sql.ADD_OPENING, (self.library, source, n))
        return outcome

    def _count(self) -> tuple[int, int]:
        """The next row's number, and the next conversation's."""
        n, number = self.connection.execute(sql.LAST_NUMBERS, (self.library,)).fetchone()
        return n + 1, number + 1

    def _opened(self, source: bytes) -> Slot | None:
        """The conversation this idempotency key opened before."""
        slot = self._new.openings.get(source)
        if slot is not None or not self._wary:
            return slot
        row = self.connection.execute(sql.OPENING, (self.library, source)).fetchone()
        return None if row is None else self.slot_of(row[0])

    def _addressed(self, event: PatronAsked) -> Slot | None:
        """The conversation this address is in, if the words belong there (or have been there before)."""
        if event.address is None or event.channel == "email":  # anybody may write any address into a mail
            return None
        slot = self._addresses.get((event.channel, event.address))
        if slot is None:
            key = (self.library, event.channel, event.address)
            row = self.connection.execute(sql.ID_BY_ADDRESS, key).fetchone()
            if row is None:
                return None
            slot = self._addresses[event.channel, event.address] = self.slot(row[0])
        if goes_on(slot.conversation, self.now, self._house()):
            return slot
        if event.source is None:
            return None
        source = digest(event.source)
        seen = self._new.sources.get((slot.n, source)) or self._seen(slot.n, source)
        return slot if seen else None

    def _decide(self, slot: Slot, event: Event, source: bytes | None) -> Outcome:
        decision = decide(slot.conversation, event, self.now, self._house(), self)
        self._write(slot, event, decision, source)
        return Outcome(decision.conversation, decision.entries)

    def _write(self, slot: Slot, event: Event, decision: Decision, source: bytes | None) -> None:
        if decision.effects:
            self._carry_out(slot, decision)
        if decision.entries:
            self._journal(slot.n, decision.entries, source)
            ref = getattr(event, "ref", None)
            if ref is not None and decision.entries[0].kind is EntryKind.MESSAGE:
                self._pending.add(sql.ADD_NAME, (slot.n, ref, decision.entries[0].seq))
        self.put(slot, decision.conversation)

    def _carry_out(self, slot: Slot, decision: Decision) -> None:
        place = effects.Place(self.library, slot.n, self.now, self._pending)
        for effect in decision.effects:
            if isinstance(effect, Erase):
                self.flush()  # what waits to be written must be there to be erased
                self.lose_addresses()
                self.erased = True
            effects.carry_out(self.connection, place, effect)

    def _journal(self, n: int, entries: tuple[Entry, ...], source: bytes | None) -> None:
        if source is not None:
            self._new.sources[n, source] = entries[0]
        at = micros(self.now)
        for entry in entries:
            meta = to_json(dict(entry.meta)) if entry.meta else None
            said = (entry.kind._value_, entry.by._value_, entry.who, entry.text, meta)
            self._pending.add(sql.ADD_ENTRY, (self.library, n, entry.seq, at, *said, source))
            source = None

    def put(self, slot: Slot, conversation: Conversation) -> None:
        """The conversation stands like this now; its row follows at the next flush."""
        before = slot.conversation
        if before.state is not conversation.state or before.desk != conversation.desk:
            self._recount(before, -1)
            self._recount(conversation, 1)
        slot.conversation = conversation
        self._touched[slot.n] = slot

    def _recount(self, conversation: Conversation, by: int) -> None:
        if self._waiting is not None and conversation.state is State.WAITING:
            self._waiting[conversation.desk] = self._waiting.get(conversation.desk, 0) + by

    # what a decision may ask (replies.house.Scene)

    def ahead(self, desk: str, since: datetime) -> int:
        """How many of that desk's waiting patrons began to wait before ``since``."""
        if since >= self.now:
            if self._waiting is None:
                self.flush()
                self._waiting = dict(self.connection.execute(sql.COUNT_WAITING, (self.library,)))
            return self._waiting.get(desk, 0)
        self.flush()
        row = self.connection.execute(sql.COUNT_AHEAD, (self.library, micros(since), desk)).fetchone()
        return int(row[0])

    # repeated sources, edits

    def _seen(self, n: int, source: bytes) -> Entry | None:
        """The entry this idempotency key made in an earlier group, or None."""
        row = self.connection.execute(sql.BY_SOURCE, (n, source)).fetchone()
        return None if row is None else entry_of(row)

    def _repeated(self, slot: Slot, known: Entry, event: Event) -> Outcome:
        """The same event again: the same answer, unless it brings other words."""
        forgotten = slot.conversation.state is State.FORGOTTEN
        if known.text != words(event) and not forgotten:
            raise Refused("same_id_other_text", seq=known.seq)
        return Outcome(slot.conversation, (known,), duplicate=True)

    def _found(self, slot: Slot, event: PatronEdited) -> PatronEdited:
        """The edit with the seq of the message it changes."""
        self.flush()
        target = event.target
        if target is None:
            row = self.connection.execute(sql.BY_NAME, (slot.n, event.ref)).fetchone()
            target = None if row is None else row[0]
        row = self.connection.execute(sql.IS_PATRON_MESSAGE, (slot.n, target)).fetchone()
        if row is None or target is None:
            raise Refused("unknown_message", target=event.target, ref=event.ref)
        return PatronEdited(
            conversation=event.conversation, source=event.source, text=event.text, target=target, ref=event.ref
        )

    def _entry(self, slot: Slot, seq: int) -> Entry:
        self.flush()
        return entry_of(self.connection.execute(sql.ENTRY, (slot.n, seq)).fetchone())

    # writing rows

    def flush(self) -> None:
        """Write what is held back; rows that share a statement go together."""
        if self._touched:
            self._hold_back_conversations()
        self._pending.write(self.connection)

    def _hold_back_conversations(self) -> None:
        """The rows of conversations that were touched, as they stand now."""
        for slot in self._touched.values():
            now, stored = slot.conversation, slot.stored
            if stored is None:
                self._pending.add(_INSERT, (slot.n, *columns(now)))
            elif fields := tuple(compress(_FIELDS, map(is_not, now, stored))):
                self._pending.add(_update(fields), (*changed(fields, now), slot.n))
            slot.stored = now
        self._touched.clear()


class _New:
    """What the open group has made and the database can't be asked for yet."""

    __slots__ = ("openings", "sources")

    def __init__(self) -> None:
        self.sources: dict[tuple[int, bytes], Entry] = {}
        self.openings: dict[bytes, Slot] = {}


_OPENING: Final = (PatronAsked, QuestionNoted)
_FIELDS: Final = range(len(COLUMN_NAMES))
_INSERT: Final = sql.insert("conversation", CONVERSATION_COLUMNS)


@cache
def _update(fields: tuple[int, ...]) -> str:
    """The statement that changes just these fields."""
    settings = ", ".join(f"{COLUMN_NAMES[i]} = ?" for i in fields)
    return f"UPDATE conversation SET {settings} WHERE n = ?"


def _as_more_words(event: PatronAsked, conversation: str) -> PatronWrote:
    return PatronWrote(
        conversation=conversation,
        source=event.source,
        text=event.text,
        ref=event.ref,
        attachments=event.attachments,
        subject=event.subject,
        quiet=event.quiet,
    )
