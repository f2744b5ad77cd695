"""The whole desk against a memory of what it has said, in any order of events, with its power failing anywhere.

The store and its outbox, the law and the sender are the real ones; patrons, librarians, the far ends and the clock
are here. Whoever is not answered because the power failed says the same again, as a browser or Telegram does.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from bot.duties.loop import Sender, Timers
from bot.ports import Arrival, Outcome, StoreClosed
from nlp.draft import Channel as ChannelName
from replies import events as e
from replies.conversation import OPEN
from replies.house import Librarian
from replies.refusal import Refused
from tests.contract.acts import fresh
from tests.contract.far_end import FATES, FarEnd, Fate, Way
from tests.contract.memory import Memory
from tests.contract.power import ON, Database, Power
from tests.house import ANNA, BO, FakeClock, house

CILLA = Librarian("cilla", "Cilla")
"""She is still learning: a colleague reads what she writes."""

HOUSE = house(staff=(ANNA, BO, CILLA), writes_mail=True)
STAFF = st.sampled_from([person.id for person in HOUSE.staff])
WHO = STAFF | st.just("")
"""A person, or whoever the question is with."""

CHANNELS: Final[tuple[ChannelName, ...]] = ("telegram", "email")
SELDOM: Final = 12
"""Acts between two that would leave little of a day if they were as frequent as all others."""

PHONES = st.sampled_from(["31", "32"])
WEATHER = st.lists(st.sampled_from(FATES), max_size=6)
ONE_CLICK = st.sampled_from(
    [e.Claimed, e.Released, e.Closed, e.Nodded, e.Reopened, e.HandoverAccepted, e.HandoverDeclined]
)

Acted = Outcome | str
"""What became of an event, or the code of its refusal."""


class WholeDesk(RuleBasedStateMachine):
    """See the module. ``database`` is where its rows are."""

    conversations = Bundle("conversations")
    replies = Bundle("replies")
    unread = Bundle("unread")

    def __init__(self, database: Callable[[], Database]) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.database = database()
        self.clock = FakeClock()
        self.memory = Memory()
        self.far_end = FarEnd(self._lights_out)
        self.held: dict[str, tuple[str, str]] = {}
        self.touched: set[str] = set()
        self.on_their_way: list[tuple[str, str, str]] = []
        self.updates = 0
        self.lives = 0
        self.acts = 0
        self.done_at: Counter[str] = Counter()
        self.failures: list[int] = []
        self.open_desk()

    @initialize(target=conversations)
    def begin(self) -> Any:
        """Three patrons have asked already, one on each channel."""
        self.text_to_the_bot("31")
        self.handle_updates()
        return multiple(*self.memory.told, self.ask("chat"), self.ask("email"))

    # the desk's lives

    def open_desk(self) -> None:
        """A life begins: what was on the wire is uncertain first of all."""
        self.lives += 1
        self.power = Power(left=self.failures.pop(0) if self.failures else ON)
        self.store = self.run(self._opened())
        self.do(self._recover)
        self.touched |= self.memory.told.keys()

    async def _recover(self) -> None:
        await self.store.recover()

    async def _opened(self) -> Any:
        return self.database.open(self.power, self.clock, HOUSE)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """To its end."""
        return self.loop.run_until_complete(work)

    def do(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        """Until the desk has answered: through as many lives as that takes. A refusal is its code."""
        while True:
            try:
                answer = self.run(work())
            except Refused as refused:
                answer = refused.code
            except StoreClosed:
                assert self.power.off
            if not self.power.off:
                return answer
            self.run(self.store.close())
            self.open_desk()

    def apply(self, event: e.Event, *, done: Arrival | None = None) -> Acted:
        """An event, and what became of it."""
        self.acts += 1
        return self.noted(self.do(lambda: self.store.apply(event, done=done)))

    def noted(self, acted: Acted) -> Acted:
        """Everybody remembers what the desk has said."""
        if not isinstance(acted, str):
            self.memory.heard(acted)
            self.touched.add(acted.conversation.id)
        return acted

    @precondition(lambda self: self.power.left == ON)
    @rule(moments=st.integers(0, 24), again=st.lists(st.integers(0, 6), max_size=1))
    def the_power_will_fail(self, moments: int, again: list[int]) -> None:
        """After so many statements, in the middle of whatever comes next; or again, while the desk comes back."""
        self.power.left, self.failures = moments, again

    @precondition(lambda self: self.seldom("restart"))
    @rule()
    def restart(self) -> None:
        """Closed in order, opened again."""
        self.done_at["restart"] = self.acts
        self.run(self.store.close())
        self.open_desk()

    def seldom(self, what: str) -> bool:
        """Whether enough has happened since it was last done."""
        return self.acts - self.done_at[what] > SELDOM

    # patrons

    @rule(target=conversations, channel=st.sampled_from(["chat", "email"]))
    def ask(self, channel: str) -> str:
        """A new question."""
        cid, text, address = fresh(), f"ask {fresh()}", f"{fresh()}@patron.example"
        asked = e.PatronAsked(
            conversation=cid, source=f"ask:{cid}", channel=channel, lang="en", text=text,
            address=address if channel == "email" else None,
        )  # fmt: skip
        first = self.apply(asked)
        again = self.apply(asked)
        assert again.duplicate
        assert (again.conversation.id, again.seq) == (cid, first.seq)
        self.memory.words[cid] |= {text, address}
        return cid

    @rule(cid=conversations, times=st.integers(1, 3))
    def write(self, cid: str, times: int) -> None:
        """More words, that a hurried browser may send several times at once."""
        text, source = f"line {fresh()}", f"web:{fresh()}"
        event = e.PatronWrote(conversation=cid, source=source, text=text)

        async def at_once() -> list[Acted]:
            return await self._at_once([event] * times)

        outcomes = [self.noted(acted) for acted in self.do(at_once)]
        if cid in self.memory.gone:
            assert set(outcomes) == {"forgotten"}
        else:
            assert len({outcome.seq for outcome in outcomes}) == 1
            self.memory.spoke(cid, source, text, outcomes[0].seq)

    async def _at_once(self, events: list[e.Event]) -> list[Acted]:
        """Events that come together, and so are committed together."""
        results = await asyncio.gather(*map(self.store.apply, events), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException) and not isinstance(result, Refused):
                raise result
        return [result.code if isinstance(result, Refused) else result for result in results]

    @precondition(lambda self: self.memory.said)
    @rule(data=st.data(), other=st.booleans())
    def write_again(self, data: st.DataObject, other: bool) -> None:  # noqa: FBT001  drawn by Hypothesis
        """Long after: the same words are the same message; other words under its id are refused."""
        (cid, source), (text, seq) = data.draw(st.sampled_from(sorted(self.memory.said.items())))
        outcome = self.apply(e.PatronWrote(conversation=cid, source=source, text="other" if other else text))
        if cid in self.memory.gone:
            assert outcome == "forgotten" or outcome.duplicate
        elif other:
            assert outcome == "same_id_other_text"
        else:
            assert (outcome.duplicate, outcome.seq) == (True, seq)

    @rule(phone=PHONES)
    def text_to_the_bot(self, phone: str) -> None:
        """Telegram has an update for the desk."""
        self.updates += 1
        self.on_their_way.append((f"{self.updates:06}", phone, f"text {fresh()}"))

    @precondition(lambda self: self.on_their_way)
    @rule(target=conversations, times=st.integers(1, 2))
    def take_in(self, times: int) -> Any:
        """The desk takes in what Telegram has, and handles it."""
        known = set(self.memory.told)
        self.handle_updates(times)
        return multiple(*sorted(set(self.memory.told) - known))

    def handle_updates(self, times: int = 1) -> None:
        """Telegram is told that the desk has them once that is committed; who is not told sends them again."""
        batch = [(key, f"{phone} {text}".encode()) for key, phone, text in self.on_their_way]
        for _ in range(times):
            self.do(lambda: self.store.take_in("telegram", batch))
        told, self.on_their_way = self.on_their_way, []
        for arrival in self.run(self.store.arrivals("telegram")):
            phone, _, text = arrival.raw.decode().partition(" ")
            self._handle(arrival, phone, text)
        for _, _, text in told:
            assert sum(text in words for words in self.memory.words.values()) == 1
        assert not self.run(self.store.arrivals("telegram"))

    def _handle(self, arrival: Arrival, phone: str, text: str) -> None:
        source = f"telegram:1:{arrival.key}"
        asked = e.PatronAsked(
            conversation=fresh(), source=source, channel="telegram", lang="en", text=text, address=phone
        )
        outcome = self.apply(asked, done=arrival)
        self.memory.spoke(outcome.conversation.id, source, text, outcome.seq)

    @rule(cid=conversations)
    def edit(self, cid: str) -> None:
        """The first words, mended."""
        text = f"edit {fresh()}"
        self.apply(e.PatronEdited(conversation=cid, source=f"web:{text}", text=text, target=1))
        self.memory.words[cid].add(text)

    @rule(cid=conversations)
    def leave(self, cid: str) -> None:
        """The patron closes."""
        self.apply(e.PatronLeft(conversation=cid))

    @precondition(lambda self: self.seldom("forget"))
    @rule(cid=conversations)
    def forget(self, cid: str) -> None:
        """No word of it may be left anywhere."""
        self.apply(e.PatronForgot(conversation=cid))
        self.done_at["forget"] = self.acts
        self.memory.forgot(cid)
        self.run(self.store.ask(self.memory.nothing_is_left))

    # librarians

    @rule(cid=conversations, who=WHO, event=ONE_CLICK)
    def click(self, cid: str, who: str, event: type[e.StaffEvent]) -> None:
        """Whatever a librarian may do with one click; the law says whether."""
        self.apply(event(conversation=cid, who=who or self.whose(cid)))

    def whose(self, cid: str) -> str:
        """Who has been offered a question, or has it; Anna, where nobody has."""
        conversation = self.run(self.store.open(cid)).conversation
        return conversation.offered_to or conversation.assignee or ANNA.id

    @rule(cid=conversations)
    def all_claim(self, cid: str) -> None:
        """In one moment: one has it, the others are told who."""
        before = self.run(self.store.open(cid)).conversation

        async def at_once() -> list[Acted]:
            return await self._at_once([e.Claimed(conversation=cid, who=person.id) for person in HOUSE.staff])

        outcomes = [self.noted(acted) for acted in self.do(at_once)]
        has_it = self.run(self.store.open(cid)).conversation.assignee
        if before.state in OPEN:
            assert has_it == before.assignee or before.assignee is None
            assert [isinstance(acted, str) for acted in outcomes] == [who.id != has_it for who in HOUSE.staff]

    @rule(cid=conversations, who=WHO, to=STAFF)
    def offer(self, cid: str, who: str, to: str) -> None:
        """To a colleague; it stays where it is until they take it."""
        self.apply(e.HandoverOffered(conversation=cid, who=who or self.whose(cid), to=to))

    @rule(cid=conversations, who=STAFF, stale_tab=st.booleans())
    def save_draft(self, cid: str, who: str, stale_tab: bool) -> None:  # noqa: FBT001  drawn by Hypothesis
        """Typed on top of what is held, or of something older."""
        held = self.run(self.store.draft(cid, who))
        text = f"draft {fresh()}"
        self.memory.words[cid].add(text)
        version = held.version - 1 if stale_tab and held.version else held.version
        kept = self.do(lambda: self.store.keep_draft(cid, who, text, version=version))
        if isinstance(kept, str):
            assert kept == ("forgotten" if cid in self.memory.gone else "draft_conflict")
        else:
            assert version == held.version
            self.memory.drafts[who, cid] = (kept.text, kept.version)

    @rule(target=replies, cid=conversations, who=WHO, unread=st.sampled_from([0, 0, 0, 1, 3]), close=st.booleans())
    def send(self, cid: str, who: str, unread: int, close: bool) -> Any:  # noqa: FBT001  drawn by Hypothesis
        """Having read all, or all but the last few."""
        opened, who = self.run(self.store.open(cid)), who or self.whose(cid)
        seen = max(0, opened.conversation.seq - unread)
        reply, text = fresh(), f"reply {fresh()}|and more"
        sent = e.ReplySent(
            conversation=cid, source=f"send:{reply}", who=who, reply=reply, text=text, seen=seen, close=close,
            second_reader=who == CILLA.id,
        )  # fmt: skip
        outcome = self.apply(sent)
        words = [x for x in opened.entries if x.seq > seen and x.by == "patron" and x.kind in ("message", "edit")]
        if opened.conversation.state in OPEN and words:
            assert outcome == "stale"
        if isinstance(outcome, str):
            return multiple()
        self.memory.words[cid].add(text)
        self.held[reply] = (cid, who)
        self.memory.drafts.pop((who, cid), None)
        return reply

    @rule(target=replies, cid=conversations, who=WHO, fates=WEATHER)
    def answer(self, cid: str, who: str, fates: list[Fate]) -> Any:
        """All of it at once: taken over, read, answered, held for the undo seconds, and put on the wire."""
        person = who or self.whose(cid)
        self.apply(e.Claimed(conversation=cid, who=person, take_over=True))
        reply = self.send(cid, person, unread=0, close=False)
        self.pass_time(6)
        self.deliver(fates)
        return reply

    @rule(target=unread, cid=conversations)
    def answer_as_a_learner(self, cid: str) -> Any:
        """All but the second reading."""
        self.apply(e.Claimed(conversation=cid, who=CILLA.id, take_over=True))
        return self.send(cid, CILLA.id, unread=0, close=False)

    @rule(reply=unread, who=STAFF, passes=st.booleans())
    def read_it_first(self, reply: str, who: str, passes: bool) -> None:  # noqa: FBT001  drawn by Hypothesis
        """A second reader lets it go, or gives it back."""
        cid, writer = self.held[reply]
        if passes:
            outcome = self.apply(e.ReplyPassed(conversation=cid, who=who, reply=reply, seen=0, override=True))
        else:
            text = f"word {fresh()}"
            outcome = self.apply(e.ReplyGivenBack(conversation=cid, who=who, reply=reply, text=text))
            self.memory.words[cid].add(text)
            self.memory.drafts.pop((writer, cid), None)
        assert isinstance(outcome, str) or (writer == CILLA.id and who != writer)

    @rule(reply=replies)
    def undo(self, reply: str) -> None:
        """In time, or too late: never both undone and sent."""
        cid, who = self.held[reply]
        if not isinstance(self.apply(e.ReplyUndone(conversation=cid, who=who, reply=reply)), str):
            entries = self.run(self.store.open(cid)).entries
            assert not any(entry.kind == "message" and entry.meta.get("reply") == reply for entry in entries)
            self.memory.again[reply] = -1
        self.memory.drafts.pop((who, cid), None)

    @rule(cid=conversations, word=st.sampled_from([e.SentAgain, e.SentAgain, e.Arrived]))
    def decide(self, cid: str, word: type[e.SentAgain | e.Arrived]) -> None:
        """A person's word about a reply that failed or is uncertain, if there is one."""
        replies = self.run(self.store.open(cid)).conversation.replies
        reply = next((reply.id for reply in replies if reply.state in ("failed", "uncertain")), None)
        if reply is None:
            return
        lives = self.lives
        outcome = self.apply(word(conversation=cid, who=self.whose(cid), reply=reply))
        if word is e.SentAgain and (lives < self.lives or not isinstance(outcome, str)):
            self.memory.again[reply] += 1  # the answer that was lost may have said yes

    # the wire and the clock

    @rule(fates=WEATHER)
    def deliver(self, fates: list[Fate]) -> None:
        """The senders take what is there; the far end does what it likes, part by part."""
        self.far_end.fates = fates

        async def work() -> None:
            for channel in CHANNELS:
                sender = Sender(self.store, self.clock, Way(channel, self.far_end))
                await sender.begin()
                await sender.finish()
            self.far_end.desk_knows(so=not self.power.off)

        self.do(work)
        self.touched |= self.memory.told.keys()

    @rule(seconds=st.sampled_from([1, 6, 60, 600, 1200, 90_000, -3600]))
    def pass_time(self, seconds: int) -> None:
        """The clock moves on, or is set back; and what is due happens."""
        self.clock.push(seconds=seconds)

        async def what_is_due() -> float:
            return await Timers(self.store, self.clock).pass_time()

        for _ in range(50):
            if self.do(what_is_due):
                break
        else:
            raise AssertionError("time never stops being due")
        self.touched |= self.memory.told.keys()

    def _lights_out(self) -> None:
        self.power.left = 0

    # the promises

    @invariant()
    def promises_are_kept(self) -> None:
        """In every conversation that something has happened to."""
        for cid in sorted(self.touched):
            opened = self.run(self.store.open(cid))
            self.memory.holds_against(opened)
            self.memory.catches_up(opened, self.run(self.store.open(cid, after=self.memory.has_read_to(cid))).entries)
        self.touched.clear()
        self.memory.may_have_left(self.far_end)

    @invariant()
    def drafts_are_as_they_were_saved(self) -> None:
        """P5."""
        for (who, cid), (text, version) in self.memory.drafts.items():
            held = self.run(self.store.draft(cid, who))
            assert (held.text, held.version) == (text, version)

    def teardown(self) -> None:
        """What was forgotten has not come back; then close and clean."""
        try:
            self.power.left = ON
            self.run(self.store.ask(self.memory.nothing_is_left))
        finally:
            self.run(self.store.close())
            self.run(self.loop.shutdown_default_executor())
            self.loop.close()
            self.database.close()
