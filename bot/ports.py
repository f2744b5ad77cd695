"""What the desk asks of its edges: a store that forgets nothing it acknowledged, channels, a clock, a proofreader.

Every ``async`` method of the store that changes something returns only after the change is durable
(``synchronous=FULL``). Times are aware UTC. A method that is given an unknown id says so in its docstring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from bot.tuning.record import Change, Head, Name, Record, SentReply, TemplateUse
from nlp.draft import Channel as ChannelName
from nlp.draft import Draft as DraftText
from nlp.finding import Finding
from replies.conversation import Conversation
from replies.effects import Reply
from replies.events import Event
from replies.house import House
from replies.message import Attachment, Entry, nothing
from replies.promise import Promise
from replies.statistics import Case, Mark, Vow

if TYPE_CHECKING:
    from bot.tuning.files import Plan
    from bot.tuning.pictures import Picture

WordState = Literal["open", "accepted", "declined"]
Role = Literal["librarian", "trainee", "viewer", "admin"]
QueueView = Literal["waiting", "mine", "later", "to_read", "all", "closed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an event.

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


@dataclass(frozen=True, slots=True)
class Voice:
    """What a patron said of our answer; nothing in it leads back to them, nor to whoever answered.

    Attributes:
        n: Random; in no order.
        day: ISO 8601, by UTC.
        channel: Where.
        lang: BCP 47.
        desk: Which desk.
        mark: 1 to 5.
        comment: Their words, or "".
        counted: False for words that followed a mark.
    """

    n: int
    day: str
    channel: ChannelName
    lang: str
    desk: str
    mark: int
    comment: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply the sender may put on the wire now; it is already committed as ``sending``.

    Attributes:
        reply: The outbox row.
        conversation: Whose.
        address: Where to: the channel's address, or the e-mail address.
        lang: Language of the conversation.
        refs: The channel's own names of the parts already delivered, in order: go on after these.
    """

    reply: Reply
    conversation: str
    address: str
    lang: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lease:
    """The watch over something that one process at a time may do.

    Attributes:
        name: What, e.g. "telegram".
        token: Random, of this one watch.
    """

    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A raw update in the durable inbox, oldest first by ``n``.

    Attributes:
        channel: Which inbox, e.g. "telegram:<bot id>".
        key: Its idempotency key there, e.g. the update_id.
        raw: As received.
        attempts: How often handling it has failed.
    """

    n: int
    channel: str
    key: str
    raw: bytes
    attempts: int = 0


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here.

    Attributes:
        id: Random 128-bit hex.
        name: As they sign in and as patrons hear it.
        role: What they may do.
        languages: BCP 47 tags they answer in.
        desks: Desks they serve; empty means all.
        password_hash: argon2, or "" while the invitation is open.
        active: False once they have left; history keeps their name.
        on_shift: Whether they take questions now.
        settings: Their own preferences, JSON-like.
    """

    id: str
    name: str
    role: Role
    languages: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    password_hash: str = ""
    active: bool = True
    on_shift: bool = True
    settings: Mapping[str, Any] = field(default_factory=nothing)

    @property
    def read_first(self) -> bool:
        """Whether their replies wait for a second reader: an admin may say so of somebody still learning."""
        return self.role == "trainee" and self.settings.get("second_reader") is True


@dataclass(frozen=True, slots=True)
class HouseWord:
    """A word of the house dictionary, or one proposed for it.

    Attributes:
        n: Its number.
        word: As it was first written.
        lang: BCP 47, one of those that are read.
        state: Whether an admin has said something to it, and what.
        by: Id of whoever proposed it.
        at: When, aware UTC.
    """

    n: int
    word: str
    lang: str
    state: WordState
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; the cookie's value is never stored, only its digest.

    Attributes:
        token_hash: Digest of the cookie.
        person: Whose.
        csrf: The token every change must carry.
        created_at: When it was opened.
        expires_at: When it ends by itself.
    """

    token_hash: str
    person: str
    csrf: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link: an invitation, or the first admin's door.

    Attributes:
        token_hash: Digest of the token in the link.
        role: What the person will be, when ``person`` is None.
        person: An existing person who gets a new password, or None.
        expires_at: After this it opens nothing.
        made_by: Who made it; None for the command line.
    """

    token_hash: str
    role: Role
    person: str | None
    expires_at: datetime
    made_by: str | None = None


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the audit; ``digest`` chains it to the line before.

    Attributes:
        n: Position from 1, gap-free.
        at: When.
        who: Person id, or "system", "cli".
        action: Machine word, e.g. "person.role", "patron.erased".
        subject: What it was done to: an id, never text of a patron.
        details: JSON-like.
        digest: SHA-256 hex over the line before and this one.
    """

    n: int
    at: datetime
    who: str
    action: str
    subject: str
    details: Mapping[str, Any]
    digest: str


class Clock(Protocol):
    """The time, as an argument."""

    def now(self) -> datetime:
        """Now, aware UTC."""
        ...


class Store(Protocol):
    """The durable truth. One contract; ``tests/contract`` holds every engine to it.

    Attributes:
        house: What decisions are made by; may be replaced at any time, and holds from the next event on.
    """

    house: House

    # conversations

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

    # feedback

    async def thanks(self, person: str, since: date) -> Sequence[Voice]:
        """Good marks and kind words that this person earned since then, the latest first."""
        ...

    async def questions(self, *, limit: int = 100) -> Sequence[Voice]:
        """Low marks that nobody has thought about, the latest first."""
        ...

    async def consider(self, n: int) -> bool:
        """Somebody has thought about a low mark; False when there is none of that number."""
        ...

    # figures

    async def cases(self, since: datetime, until: datetime, *, person: str | None = None) -> Sequence[Case]:
        """Conversations that began in a period (its end excluded), of one librarian when named; also forgotten."""
        ...

    async def vows(self, since: datetime, until: datetime, *, person: str | None = None) -> Sequence[Vow]:
        """Promises that were made in a period, those that left the desk."""
        ...

    async def marks(self, since: date, until: date) -> Sequence[Mark]:
        """Marks that patrons gave, both days included."""
        ...

    async def ages(self, since: date, until: date) -> Mapping[tuple[str, int], int]:
        """How often each mark was given by each age band, in the months of a period."""
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

    # drafts

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

    # time and the outbox

    async def due(self, *, limit: int = 200) -> Sequence[Event]:
        """What the clock owes: ReplyReleased for held replies, TimePassed for conversations, oldest first."""
        ...

    async def next_due(self) -> datetime | None:
        """When ``due`` will next have something, or None; may lie in the past."""
        ...

    async def recover(self, channel: ChannelName | None = None) -> None:
        """Say of everything that was on the wire (of one channel) when its sender ended that nobody knows."""
        ...

    async def take_lease(self, lease: Lease, seconds: float) -> bool:
        """Take the watch, or keep it up, for so long by the database's clock; False when another process has it."""
        ...

    async def let_go_of_lease(self, lease: Lease) -> None:
        """End a watch of ours."""
        ...

    async def claim_deliveries(
        self, channel: ChannelName, *, limit: int = 20, lease: Lease | None = None
    ) -> Sequence[Outgoing]:
        """Replies to put on the wire now, committed as ``sending``; one per conversation, so order is kept.

        A reply whose conversation has an older one still waiting or on the wire is not given out; failed and
        uncertain ones hold nobody up. With a ``lease`` that is no longer held, none is.
        """
        ...

    async def part_delivered(self, reply: str, ref: str) -> None:
        """Remember that the next part of a reply has arrived, under the channel's own name ``ref``."""
        ...

    async def delivered_ref(self, conversation: str, ref: str) -> int | None:
        """The seq of the message (of ours or of the patron) that the channel calls ``ref``, or None."""
        ...

    async def refs(self, conversation: str) -> Sequence[tuple[int, str]]:
        """The channels' own names of this conversation's messages, by seq, ascending."""
        ...

    # inbox

    async def take_in(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> int:
        """Commit raw updates ``(key, raw)``; known keys are skipped. Returns how many were new.

        Only after this may the next offset or the 200 go out.
        """
        ...

    async def arrivals(self, channel: str, *, limit: int = 100, after: int = 0) -> Sequence[Arrival]:
        """Updates not yet handled nor set aside whose ``n`` is above ``after``, in the order of arrival."""
        ...

    async def last_arrival(self, channel: str) -> str | None:
        """The key that was taken in last, handled or not, or None."""
        ...

    async def set_aside(self, channel: str) -> Sequence[Arrival]:
        """Updates that could not be handled; ``handled`` wipes one."""
        ...

    async def handled(self, arrival: Arrival, note: str = "") -> None:
        """Done without an event (unknown type, command); ``note`` is a machine word for counting."""
        ...

    async def mishandled(self, arrival: Arrival, error: str, *, give_up_after: int = 5) -> bool:
        """Handling raised: count it, and set it aside at last so that it blocks nobody. True if set aside."""
        ...

    # files

    async def file(self, conversation: str, file: str) -> Attachment | None:
        """What is known of a file of that conversation, or None (also after forgetting)."""
        ...

    async def files(self) -> frozenset[str]:
        """The ids of all files that are somebody's."""
        ...

    async def gone_files(self) -> Sequence[str]:
        """Ids of files whose conversation was erased: their bytes are to be removed."""
        ...

    async def files_removed(self, gone: Sequence[str]) -> None:
        """Their bytes are removed."""
        ...

    # what channels remember

    async def remember(self, key: str, value: Any) -> None:
        """Keep a small JSON value under a channel's own key (never words of a patron); None lets go of the key."""
        ...

    async def recall(self, key: str) -> Any:
        """What was remembered under a key, or None."""
        ...

    async def recall_all(self, prefix: str) -> Mapping[str, Any]:
        """Everything remembered under keys that begin so, by the rest of the key."""
        ...

    async def let_go(self, prefix: str, before: datetime) -> None:
        """Let go of what begins so and was last remembered before then."""
        ...

    # searching

    async def search(self, search: Search) -> Sequence[Found]:
        """What librarians and patrons have written that is still kept, newest first; what is erased is not found."""
        ...

    # erasing

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

    # people, sessions, links

    async def people(self) -> Sequence[Person]:
        """Everybody, also those who have left, by name."""
        ...

    async def person(self, person: str) -> Person | None:
        """By id."""
        ...

    async def person_named(self, name: str) -> Person | None:
        """By sign-in name, letter case and surrounding space aside."""
        ...

    async def put_person(self, person: Person, *, by: str) -> None:
        """Add or change; audited. Raises Refused ``name_taken`` when another active person has the name."""
        ...

    async def put_session(self, session: Session) -> None:
        """Open a session."""
        ...

    async def session(self, token_hash: str) -> tuple[Session, Person] | None:
        """A session that has not ended and whose person is active; hot, answered from memory where possible."""
        ...

    async def end_sessions(self, *, token_hash: str | None = None, person: str | None = None) -> None:
        """End one session, or all of a person's."""
        ...

    async def put_link(self, link: Link) -> None:
        """Make a one-time link; audited."""
        ...

    async def link(self, token_hash: str) -> Link | None:
        """A link that still opens, without using it up."""
        ...

    async def use_link(self, token_hash: str, person: Person) -> bool:
        """Use the link up and keep the person, in one commit; False if it no longer opens anything."""
        ...

    # the house dictionary

    async def propose_word(self, word: str, lang: str, *, by: str) -> HouseWord:
        """Propose a word that is no mistake; one that is known, whatever its letter case, keeps its state."""
        ...

    async def words_in_state(self, state: WordState, *, limit: int = 500) -> Sequence[HouseWord]:
        """Words in one state, by language and letter."""
        ...

    async def decide_word(self, n: int, state: WordState, *, by: str) -> HouseWord | None:
        """Accept or decline a word, also one decided before; audited. None when there is no such word."""
        ...

    async def dictionary(self) -> Mapping[str, frozenset[str]]:
        """The accepted words by language, case folded."""
        ...

    # what admins tune

    async def records(self) -> Sequence[Record]:
        """Of each record the newest version and the newest published one; ascending by name and version."""
        ...

    async def record_history(self, kind: str, key: str, lang: str = "", *, limit: int = 100) -> Sequence[Record]:
        """One record's versions, newest first; empty when there is none."""
        ...

    async def keep_records(self, changes: Sequence[Change], *, by: str) -> Sequence[Record]:
        """Write new versions, all or none; audited.

        Raises:
            Refused: ``record_changed`` (details ``version``) when one was written since ``Change.on``.
        """
        ...

    async def publish_record(self, kind: str, key: str, lang: str, version: int, *, by: str) -> Record:
        """Let the newest version count from now on; audited.

        Raises:
            Refused: ``record_changed`` when ``version`` is not the newest.
        """
        ...

    async def tuned(self) -> Mapping[Name, Head]:
        """Everything admins have tuned, people among it, at one moment."""
        ...

    async def tune(self, plan: Plan, *, by: str) -> None:
        """Do what files say, all or none; audited.

        Raises:
            Refused: ``record_changed``, ``last_admin``, ``name_taken``.
        """
        ...

    async def put_picture(self, picture: Picture) -> None:
        """Keep a picture of the house under its digest."""
        ...

    async def picture(self, digest: str) -> Picture | None:
        """A picture of the house, or None."""
        ...

    async def sent_replies(self, *, limit: int = 50) -> Sequence[SentReply]:
        """The last replies that librarians sent and nobody has erased, newest first."""
        ...

    async def template_uses(self, since: date) -> Mapping[tuple[str, str], TemplateUse]:
        """How often each template was used since then, by key and language."""
        ...

    # audit, settings, erasing

    async def audit(self, who: str, action: str, subject: str = "", **details: Any) -> None:
        """Append one line."""
        ...

    async def audited(self, *, after: int = 0, before: int | None = None, limit: int = 200) -> Sequence[Audited]:
        """Lines with ``n > after``, ascending; with ``before``, the last ones with ``n < before``, descending."""
        ...

    async def audit_break(self) -> int | None:
        """The number of the first line that doesn't follow from the one before; None when the chain is whole."""
        ...

    async def setting(self, key: str) -> Any:
        """A stored setting (JSON), or None."""
        ...

    async def put_setting(self, key: str, value: Any, *, by: str) -> None:
        """Store a setting (JSON); audited by key, not by value."""
        ...

    async def close(self) -> None:
        """Finish what was accepted, then close. Later calls raise StoreClosed."""
        ...


class StoreClosed(Exception):  # noqa: N818  a state, not a mistake
    """The store takes nothing now: closing, disk full, or read-only. ``reason`` is a machine word."""

    def __init__(self, reason: str = "closing") -> None:
        super().__init__(reason)
        self.reason = reason


# channels


@dataclass(frozen=True, slots=True)
class Sent:
    """The part has arrived; ``ref`` is the channel's name for it."""

    ref: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Certainly not delivered, and trying again would not help; ``reason`` is a machine code."""

    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Certainly not delivered, and it may work later, after ``after`` seconds (None: the loop's backoff)."""

    reason: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been delivered. Never repeated without a person's word."""

    reason: str


Wire = Sent | Failed | Retry | Uncertain


class Channel(Protocol):
    """A way out that needs a wire (Telegram, e-mail); web chat needs none."""

    @property
    def name(self) -> ChannelName:
        """Which channel this is."""
        ...

    def split(self, text: str) -> Sequence[str]:
        """The parts in which a text goes out, in order; pure, always the same for the same text."""
        ...

    async def send(self, outgoing: Outgoing, part: str, index: int) -> Wire:
        """Put one part on the wire; ``index`` from 0, pacing is its own. Never raises but when cancelled."""
        ...

    async def send_file(self, outgoing: Outgoing, file: Attachment) -> Wire:
        """Put a file on the wire, after all words have gone; as ``send`` otherwise."""
        ...


@dataclass(frozen=True, slots=True)
class Proofread:
    """What reading a draft once more said.

    Attributes:
        findings: In order of ``start``.
        engines: Engine -> "ok", "off", "down" or "late".
        ms: How long it took, milliseconds.
    """

    findings: tuple[Finding, ...]
    engines: Mapping[str, str]
    ms: float


class Proofreader(Protocol):
    """Reads drafts once more, within a budget; never blocks a send."""

    def expect(self, lang: str) -> None:
        """A reply in this language is about to be written: have what it needs at hand. Returns at once."""
        ...

    async def read(self, draft: DraftText, *, key: str = "") -> Proofread | None:
        """Check a draft.

        ``key`` names what is being typed: a newer call with the same key drops an older one that has not started,
        which then returns None.
        """
        ...

    async def hear(self, drafts: Sequence[DraftText], rules: frozenset[str]) -> Sequence[tuple[Finding, ...]]:
        """What these rules alone say of each draft, also those that are off; the grammar engine is not asked."""
        ...
