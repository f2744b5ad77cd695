"""The store over whatever database there is: one writer, a few readers, durable when it says so."""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from bot.ports import (
    Arrival,
    Audited,
    Clock,
    Draft,
    Found,
    Guess,
    HouseWord,
    Lease,
    Link,
    Opened,
    OpenPromise,
    Outcome,
    Outgoing,
    Patron,
    Person,
    QueueRow,
    QueueView,
    Search,
    SecondFactor,
    Session,
    StoreClosed,
    Tidied,
    Voice,
    WordState,
)
from bot.store import (
    audit,
    drafts,
    erasing,
    feedback,
    figures,
    files,
    inbox,
    leases,
    memory,
    outbox,
    people,
    pictures,
    promises,
    queues,
    records,
    retention,
    signing_in,
    sql,
    taking_in,
    words,
)
from bot.store import search as searching
from bot.store.codec import to_json
from bot.store.engine import FAULTS, Connection, Engine, Fault
from bot.store.ledger import Ledger
from bot.store.tokens import Tokens
from bot.store.writer import Writer, closed
from bot.tuning.pictures import Picture
from bot.tuning.record import Change, Head, Name, Record, SentReply, TemplateUse
from nlp.draft import Channel
from replies.events import Event
from replies.house import House
from replies.message import Attachment
from replies.statistics import Case, Mark, Vow

if TYPE_CHECKING:
    from bot.tuning.plan import Plan

_T = TypeVar("_T")
_READERS: Final = 3
_WIPES: Final = 20
_READING: Final = 0.05
"""Seconds that a reader gets to end before the log is cleared."""


class SqlStore:
    """See ``bot.ports.Store``. Made by ``open_store`` of the engine's module.

    Attributes:
        house: What the library has told its desk; may be replaced at any time.
        library: Whose store it is.
    """

    def __init__(self, engine: Engine, clock: Clock, house: House, library: str) -> None:
        self.house = house
        self._engine = engine
        self._clock = clock
        self.library = library
        self._fed: Callable[[], None] | None = None
        self._tokens = Tokens()
        self._hinted: list[Callable[[], None]] = []
        self._listeners: tuple[Callable[[Outcome], None], ...] = ()
        self._local = threading.local()
        self._connections: list[Connection] = []
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="store-reader")
        self._writer = Writer(self._open_ledger, self._settled, asyncio.get_running_loop())

    def _open_ledger(self) -> Ledger:
        connection = self._keep(self._engine.connect(writing=True))
        return Ledger(self._engine, connection, self._clock, lambda: self.house, self.library)

    async def opened(self) -> None:
        """Wait until this store alone, or with those it shares with, can write.

        Raises:
            StoreInUse: Somebody else came in between.
        """
        await self._writer.opened

    def _keep(self, connection: Connection) -> Connection:
        self._connections.append(connection)
        return connection

    async def recover(self, channel: Channel | None = None) -> None:
        await self._cold(lambda ledger: outbox.recover(ledger, channel))

    async def desk_id(self) -> str:
        """A random name that every process of this desk knows it by; it says nothing to anybody else."""
        made = secrets.token_hex(16)
        name: str = await self._cold(lambda ledger: memory.first(ledger, "shared:id", made))
        return name

    async def take_lease(self, lease: Lease, seconds: float) -> bool:
        return await self._cold(lambda ledger: leases.take(ledger, lease, seconds))

    async def let_go_of_lease(self, lease: Lease) -> None:
        await self._cold(lambda ledger: leases.let_go(ledger, lease))

    async def close(self) -> None:
        """Finish what was accepted, then close."""
        await self._writer.close()
        await asyncio.to_thread(self._readers.shutdown)
        while self._connections:
            self._connections.pop().close()

    # reading and writing

    async def _read(self, ask: Callable[[Connection], _T]) -> _T:
        """Ask a question on a reader thread.

        Raises:
            StoreClosed: It is closed, or the database can't answer now.
        """

        def asked() -> _T:
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = self._keep(self._engine.connect(writing=False))
            try:
                return ask(connection)
            except Fault as fault:
                if not fault.reason:
                    raise
            return ask(connection)  # the line broke: once more over a new one, nothing was changed

        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, asked)
        except RuntimeError as error:  # the pool has been shut down
            raise StoreClosed from error
        except FAULTS as error:
            raise closed(error) from error

    async def _cold(self, job: Callable[[Ledger], _T]) -> _T:
        """Have something else than an event done, in a savepoint of its own."""
        return cast("_T", await self._writer.do(lambda ledger: ledger.cold(job)))

    async def ask(self, question: Callable[[Connection], _T]) -> _T:
        """Ask something that no method asks, on a reader thread.

        Raises:
            StoreClosed: It is closed, or the database can't answer now.
        """
        return await self._read(question)

    def _settled(self, results: Sequence[Any]) -> None:
        for result in results:
            for outcome in result if isinstance(result, list) else (result,):
                if type(outcome) is not Outcome or outcome.duplicate:
                    continue
                if self._fed and outcome.entries:
                    self._tokens.heard(outcome)
                else:
                    self.tell(outcome)
        if self._fed and results:
            self._fed()

    def tell(self, outcome: Outcome) -> None:
        """Tell whoever listens."""
        self._tokens.heard(outcome)
        for heard in self._listeners:
            heard(outcome)

    def on_hint(self, heard: Callable[[], None]) -> Callable[[], None]:
        self._hinted.append(heard)
        return lambda: self._hinted.remove(heard)

    def hint(self) -> None:
        """Another process may have changed something."""
        for heard in tuple(self._hinted):
            heard()

    def feed_with(self, committed: Callable[[], None] | None) -> None:
        """Somebody else tells listeners what is in the journal, this process's commits among it.

        Args:
            committed: Called after each group of ours; None takes it back.
        """
        self._fed = committed

    # conversations

    async def apply(self, event: Event, *, done: Arrival | None = None) -> Outcome:
        outcome: Outcome = await self._writer.do(methodcaller("apply", event, done), event.conversation)
        return outcome

    async def apply_all(self, events: Sequence[tuple[Event, Arrival]]) -> Sequence[Outcome]:
        return await self._cold(lambda ledger: ledger.apply_all(events))

    def listen(self, heard: Callable[[Outcome], None]) -> Callable[[], None]:
        self._listeners += (heard,)
        return lambda: self._deafen(heard)

    def _deafen(self, heard: Callable[[Outcome], None]) -> None:
        self._listeners = tuple(other for other in self._listeners if other != heard)

    async def open(self, conversation: str, *, after: int = 0, limit: int | None = None) -> Opened | None:
        found = await self._read(lambda db: queues.opened(db, self.library, conversation, after, limit))
        return found and Opened(*found)

    async def queue(
        self,
        view: QueueView,
        *,
        person: str | None = None,
        desk: str | None = None,
        limit: int = 50,
        skip: int = 0,
    ) -> Sequence[QueueRow]:
        values = {"library": self.library, "person": person, "desk": desk, "limit": limit, "skip": skip}
        return await self._read(lambda db: queues.page(db, view, values))

    async def counts(self, person: str | None = None) -> Mapping[QueueView, int]:
        return await self._read(lambda db: queues.counts(db, self.library, person))

    async def loads(self) -> Mapping[str, int]:
        return await self._read(lambda db: queues.loads(db, self.library))

    async def promises(self, *, limit: int = 200) -> Sequence[OpenPromise]:
        return await self._read(lambda db: promises.open_ones(db, self.library, limit))

    async def thanks(self, person: str, since: date) -> Sequence[Voice]:
        return await self._read(lambda db: feedback.thanks(db, self.library, person, since.isoformat()))

    async def questions(self, *, limit: int = 100) -> Sequence[Voice]:
        return await self._read(lambda db: feedback.questions(db, self.library, limit))

    async def consider(self, n: int) -> bool:
        return await self._cold(lambda ledger: feedback.consider(ledger, n))

    async def cases(self, since: datetime, until: datetime, *, person: str | None = None) -> Sequence[Case]:
        return await self._read(lambda db: figures.cases(db, self.library, since, until, person))

    async def vows(self, since: datetime, until: datetime, *, person: str | None = None) -> Sequence[Vow]:
        return await self._read(lambda db: figures.vows(db, self.library, since, until, person))

    async def marks(self, since: date, until: date) -> Sequence[Mark]:
        return await self._read(lambda db: figures.marks(db, self.library, since, until))

    async def ages(self, since: date, until: date) -> Mapping[tuple[str, int], int]:
        return await self._read(lambda db: figures.ages(db, self.library, since, until))

    async def by_token(self, token_hash: str) -> str | None:
        known = self._tokens.known(token_hash)
        return known or await self._tokens.ask(token_hash, lambda: self._one(sql.ID_BY_TOKEN, token_hash))

    async def by_address(self, channel: Channel, address: str) -> str | None:
        return cast("str | None", await self._one(sql.ID_BY_ADDRESS, self.library, channel, address))

    async def address(self, conversation: str) -> str | None:
        return cast("str | None", await self._one(sql.ADDRESS, self.library, conversation))

    async def _one(self, query: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        row = await self._read(lambda db: db.execute(query, values).fetchone())
        return row and row[0]

    # drafts

    async def draft(self, conversation: str, librarian: str) -> Draft:
        return await self._read(lambda db: drafts.read(db, self.library, conversation, librarian))

    async def keep_draft(self, conversation: str, librarian: str, text: str, *, version: int) -> Draft:
        return await self._cold(lambda ledger: drafts.keep(ledger, conversation, librarian, text, version))

    # time and the outbox

    async def due(self, *, limit: int = 200) -> Sequence[Event]:
        now = self._clock.now()
        return await self._read(lambda db: queues.due(db, self.library, now, limit))

    async def stranded(self) -> Sequence[Event]:
        too_far = self._clock.now() + self.house.patience.undo
        return await self._read(lambda db: outbox.stranded(db, self.library, too_far))

    async def next_due(self) -> datetime | None:
        return await self._read(queues.next_due)

    async def claim_deliveries(
        self, channel: Channel, *, limit: int = 20, lease: Lease | None = None
    ) -> Sequence[Outgoing]:
        return await self._cold(lambda ledger: outbox.claim(ledger, channel, limit, lease))

    async def part_delivered(self, reply: str, ref: str) -> None:
        await self._cold(lambda ledger: outbox.part_delivered(ledger, reply, ref))

    async def delivered_ref(self, conversation: str, ref: str) -> int | None:
        return cast("int | None", await self._one(_NAMED, self.library, conversation, ref))

    async def refs(self, conversation: str) -> Sequence[tuple[int, str]]:
        return await self._read(lambda db: db.execute(_REFS, (self.library, conversation)).fetchall())

    # inbox

    async def take_in(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> int:
        return await self._cold(lambda ledger: inbox.take_in(ledger, channel, updates))

    async def arrivals(self, channel: str, *, limit: int = 100, after: int = 0) -> Sequence[Arrival]:
        return await self._read(lambda db: inbox.arrivals(db, self.library, channel, limit, after))

    async def last_arrival(self, channel: str) -> str | None:
        return cast("str | None", await self._one(inbox.LAST, self.library, channel))

    async def set_aside(self, channel: str) -> Sequence[Arrival]:
        return await self._read(lambda db: inbox.set_aside(db, self.library, channel))

    async def handled(self, arrival: Arrival, note: str = "") -> None:
        await self._cold(lambda ledger: inbox.handled(ledger, arrival, note))

    async def mishandled(self, arrival: Arrival, error: str, *, give_up_after: int = 5) -> bool:
        return await self._cold(lambda ledger: inbox.mishandled(ledger, arrival, error, give_up_after))

    # files

    async def file(self, conversation: str, file: str) -> Attachment | None:
        return await self._read(lambda db: files.one(db, self.library, conversation, file))

    async def files(self) -> frozenset[str]:
        return await self._read(files.every)

    async def gone_files(self) -> Sequence[str]:
        return await self._read(files.gone)

    async def files_removed(self, gone: Sequence[str]) -> None:
        await self._cold(lambda ledger: files.removed(ledger, gone))

    # what channels remember

    async def remember(self, key: str, value: Any) -> None:
        await self._cold(lambda ledger: memory.put(ledger, key, value))

    async def recall(self, key: str) -> Any:
        value = await self._one("SELECT value FROM memory WHERE library_id = ? AND key = ?", self.library, key)
        return None if value is None else json.loads(value)

    async def recall_all(self, prefix: str) -> Mapping[str, Any]:
        return await self._read(lambda db: memory.under(db, self.library, prefix))

    async def let_go(self, prefix: str, before: datetime) -> None:
        await self._cold(lambda ledger: memory.drop_old(ledger, prefix, before))

    # searching

    async def search(self, search: Search) -> Sequence[Found]:
        return await self._read(lambda db: searching.find(db, self._engine, self.library, search))

    # erasing

    async def patron(
        self, *, number: int | None = None, email: str | None = None, chat: str | None = None
    ) -> Patron | None:
        if chat is not None:
            return await self._read(lambda db: erasing.of_chat(db, self.library, chat))
        return await self._read(lambda db: erasing.find(db, self.library, number, email))

    async def conversations_kept(self) -> Sequence[str]:
        return await self._read(lambda db: erasing.there(db, self.library))

    async def conversations_erased(self) -> Sequence[str]:
        return await self._read(lambda db: erasing.wished(db, self.library))

    async def erased_counts(self) -> tuple[int, int]:
        return await self._read(lambda db: erasing.counts(db, self.library))

    async def held_arrivals(self) -> Sequence[Arrival]:
        return await self._read(lambda db: erasing.held(db, self.library))

    async def erased_arrivals(self) -> Sequence[Arrival]:
        return await self._read(lambda db: erasing.erased(db, self.library))

    async def tidy(self, *, limit: int = 200) -> Tidied:
        return await self._cold(lambda ledger: retention.tidy(ledger, self.house.patience, limit))

    async def wipe(self) -> bool:
        await self._cold(_erased)
        for _ in range(_WIPES):
            if not await self._cold(lambda ledger: ledger.erased):
                await asyncio.to_thread(self._engine.sweep)
                return True
            await asyncio.sleep(_READING)
        return False

    # people, sessions, links

    async def people(self) -> Sequence[Person]:
        return await self._read(lambda db: people.everybody(db, self.library))

    async def person(self, person: str) -> Person | None:
        return await self._read(lambda db: people.by_id(db, self.library, person))

    async def person_named(self, name: str) -> Person | None:
        return await self._read(lambda db: people.by_name(db, self.library, name))

    async def put_person(self, person: Person, *, by: str) -> None:
        await self._cold(lambda ledger: people.put(ledger, person, by))

    async def put_session(self, session: Session) -> None:
        await self._cold(lambda ledger: people.put_session(ledger, session))

    async def session(self, token_hash: str) -> tuple[Session, Person] | None:
        now = self._clock.now()
        return await self._read(lambda db: people.session(db, self.library, token_hash, now))

    async def end_sessions(self, *, token_hash: str | None = None, person: str | None = None) -> None:
        await self._cold(lambda ledger: people.end_sessions(ledger, token_hash, person))

    async def put_link(self, link: Link) -> None:
        await self._cold(lambda ledger: people.put_link(ledger, link))

    async def link(self, token_hash: str) -> Link | None:
        now = self._clock.now()
        return await self._read(lambda db: people.link(db, self.library, token_hash, now))

    async def use_link(self, token_hash: str, person: Person) -> bool:
        return await self._cold(lambda ledger: people.use_link(ledger, token_hash, person))

    # second factors, guesses

    async def second_factor(self, person: str) -> SecondFactor | None:
        return await self._read(lambda db: signing_in.second_factor(db, self.library, person))

    async def second_factors(self) -> frozenset[str]:
        return await self._read(lambda db: signing_in.switched_on(db, self.library))

    async def offer_second_factor(self, person: str, sealed: str) -> None:
        await self._cold(lambda ledger: signing_in.offer(ledger, person, sealed))

    async def confirm_second_factor(self, person: str, step: int, codes: Sequence[str]) -> bool:
        return await self._cold(lambda ledger: signing_in.confirm(ledger, person, step, codes))

    async def use_step(self, person: str, step: int) -> bool:
        return await self._cold(lambda ledger: signing_in.use_step(ledger, person, step))

    async def use_recovery_code(self, person: str, digest: str) -> bool:
        return await self._cold(lambda ledger: signing_in.use_recovery_code(ledger, person, digest))

    async def end_second_factor(self, person: str, *, by: str) -> bool:
        return await self._cold(lambda ledger: signing_in.end(ledger, person, by))

    async def count_guesses(self, guesses: Sequence[Guess]) -> float:
        return await self._cold(lambda ledger: signing_in.count(ledger, guesses))

    async def take_back_guesses(self, guesses: Sequence[Guess]) -> None:
        await self._cold(lambda ledger: signing_in.take_back(ledger, guesses))

    # the house dictionary

    async def propose_word(self, word: str, lang: str, *, by: str) -> HouseWord:
        return await self._cold(lambda ledger: words.propose(ledger, word, lang, by))

    async def words_in_state(self, state: WordState, *, limit: int = 500) -> Sequence[HouseWord]:
        return await self._read(lambda db: words.in_state(db, self.library, state, limit))

    async def decide_word(self, n: int, state: WordState, *, by: str) -> HouseWord | None:
        return await self._cold(lambda ledger: words.decide(ledger, n, state, by))

    async def dictionary(self) -> Mapping[str, frozenset[str]]:
        return await self._read(lambda db: words.accepted(db, self.library))

    # what admins tune

    async def records(self) -> Sequence[Record]:
        return await self._read(lambda db: records.heads(db, self.library))

    async def record_history(self, kind: str, key: str, lang: str = "", *, limit: int = 100) -> Sequence[Record]:
        return await self._read(lambda db: records.history(db, self.library, (kind, key, lang), limit))

    async def keep_records(self, changes: Sequence[Change], *, by: str) -> Sequence[Record]:
        return await self._cold(lambda ledger: records.keep(ledger, changes, by))

    async def publish_record(self, kind: str, key: str, lang: str, version: int, *, by: str) -> Record:
        return await self._cold(lambda ledger: records.publish(ledger, Change(kind, key, lang), version, by))

    async def tuned(self) -> Mapping[Name, Head]:
        return await self._read(lambda db: taking_in.tuned(db, self.library))

    async def tune(self, plan: Plan, *, by: str) -> None:
        await self._cold(lambda ledger: taking_in.take_in(ledger, plan, by))

    async def put_picture(self, picture: Picture) -> None:
        await self._cold(lambda ledger: pictures.put(ledger, picture))

    async def picture(self, digest: str) -> Picture | None:
        return await self._read(lambda db: pictures.one(db, self.library, digest))

    async def sent_replies(self, *, limit: int = 50) -> Sequence[SentReply]:
        return await self._read(lambda db: records.sent_replies(db, self.library, limit))

    async def template_uses(self, since: date) -> Mapping[tuple[str, str], TemplateUse]:
        return await self._read(lambda db: records.uses(db, self.library, since.isoformat()))

    # audit, settings

    async def audit(self, who: str, action: str, subject: str = "", **details: Any) -> None:
        await self._cold(lambda ledger: audit.append(ledger, who, action, subject, details))

    async def audited(self, *, after: int = 0, before: int | None = None, limit: int = 200) -> Sequence[Audited]:
        return await self._read(lambda db: audit.read(db, self.library, after, before, limit))

    async def audit_break(self) -> int | None:
        return await self._read(audit.first_break)

    async def setting(self, key: str) -> Any:
        value = await self._one("SELECT value FROM setting WHERE library_id = ? AND key = ?", self.library, key)
        return None if value is None else json.loads(value)

    async def put_setting(self, key: str, value: Any, *, by: str) -> None:
        def put(ledger: Ledger) -> None:
            ledger.connection.execute(_PUT_SETTING, (ledger.library, key, to_json(value)))
            audit.append(ledger, by, "setting.changed", key)

        await self._cold(put)


def _erased(ledger: Ledger) -> None:
    ledger.erased = True


_NAMED: Final = """
    SELECT m.seq FROM named AS m JOIN conversation AS c ON c.n = m.conversation
    WHERE c.library_id = ? AND c.id = ? AND m.ref = ?
"""
_REFS: Final = """
    SELECT m.seq, m.ref FROM named AS m JOIN conversation AS c ON c.n = m.conversation
    WHERE c.library_id = ? AND c.id = ? ORDER BY m.seq, m.ref
"""
_PUT_SETTING: Final = sql.insert(
    "setting",
    "library_id, key, value",
    conflict=" ON CONFLICT (library_id, key) DO UPDATE SET value = excluded.value",
)
