"""The promises as invariants: a desk on a real store against a model in memory, in any order of events.

Patrons ask, write, resend and edit; librarians claim, draft, send and undo; the wire delivers, fails, or never
answers; time passes; the desk restarts, or is killed (its files are copied as they are and opened elsewhere).
After every step: nothing acknowledged is missing or moved (P1, P3), a repeated source is the same message (P2),
nothing leaves twice without a person's word (P4), drafts are as they were saved (P5), a reader who fetches what it
missed has exactly the journal (P6), and nobody answers over unread words (P8).
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from bot.store.sqlite import open_store
from replies import events as e
from replies.conversation import OPEN
from replies.refusal import Refused
from tests.contract.acts import fresh
from tests.house import FakeClock, house

WHO = st.sampled_from(["anna", "bo"])


class Desk(RuleBasedStateMachine):
    """The store under test, and what its clients have been told."""

    conversations = Bundle("conversations")
    replies = Bundle("replies")

    @initialize()
    def begin(self) -> None:
        """An empty desk."""
        self.loop = asyncio.new_event_loop()
        self.folders = [Path(tempfile.mkdtemp())]
        self.clock = FakeClock()
        self.told: dict[str, dict[int, str]] = {}
        self.sources: dict[tuple[str, str], tuple[str, int]] = {}
        self.read: dict[str, list[Any]] = {}
        self.drafts: dict[tuple[str, str], tuple[str, int]] = {}
        self.left: Counter[str] = Counter()
        self.allowed: Counter[str] = Counter()
        self.held: dict[str, tuple[str, str]] = {}
        self.gone: set[str] = set()
        self._open()

    def _open(self) -> None:
        self.stack = AsyncExitStack()
        path = self.folders[-1] / "desk.sqlite3"
        self.store = self._run(self.stack.enter_async_context(open_store(path, self.clock, house())))

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def _apply(self, event: e.Event) -> Any:
        """An event; the outcome, or the code of its refusal. What is acknowledged is noted."""
        try:
            outcome = self._run(self.store.apply(event))
        except Refused as refused:
            return refused.code
        told = self.told.setdefault(outcome.conversation.id, {})
        if not outcome.duplicate and outcome.conversation.id not in self.gone:
            told.update({entry.seq: entry.text for entry in outcome.entries})
        return outcome

    # patrons

    @rule(target=conversations, channel=st.sampled_from(["chat", "telegram"]))
    def ask(self, channel: str) -> Any:
        """A new question."""
        cid = fresh()
        address = cid if channel == "telegram" else None
        asked = e.PatronAsked(
            conversation=cid, source=f"ask:{cid}", channel=channel, lang="en", text=f"ask {cid}", address=address
        )
        outcome = self._apply(asked)
        again = self._apply(asked)
        assert again.duplicate
        assert (again.conversation.id, again.seq) == (outcome.conversation.id, outcome.seq)
        return cid

    @rule(cid=conversations)
    def write(self, cid: str) -> None:
        """More words."""
        text, source = f"line {fresh()}", f"web:{fresh()}"
        outcome = self._apply(e.PatronWrote(conversation=cid, source=source, text=text))
        if cid in self.gone:
            assert outcome == "forgotten"
        else:
            self.sources[cid, source] = (text, outcome.seq)

    @precondition(lambda self: self.sources)
    @rule(data=st.data(), other=st.booleans())
    def resend(self, data: st.DataObject, other: bool) -> None:  # noqa: FBT001  drawn by Hypothesis
        """A client that was not answered in time sends again; or a broken one uses an id for other words."""
        (cid, source), (text, seq) = data.draw(st.sampled_from(sorted(self.sources.items())))
        outcome = self._apply(e.PatronWrote(conversation=cid, source=source, text="other" if other else text))
        if cid in self.gone:
            assert outcome == "forgotten" or outcome.duplicate
        elif other:
            assert outcome == "same_id_other_text"
        else:
            assert outcome.duplicate
            assert outcome.seq == seq

    @rule(cid=conversations)
    def edit(self, cid: str) -> None:
        """The first words, mended."""
        self._apply(e.PatronEdited(conversation=cid, text=f"edit {fresh()}", target=1))

    @rule(cid=conversations)
    def forget(self, cid: str) -> None:
        """Everything of it goes."""
        self._apply(e.PatronForgot(conversation=cid))
        self.gone.add(cid)
        self.told[cid] = {}
        self.read.pop(cid, None)
        self.drafts = {key: kept for key, kept in self.drafts.items() if key[1] != cid}

    # librarians

    @rule(cid=conversations, who=WHO, event=st.sampled_from([e.Claimed, e.Released, e.Closed, e.Nodded, e.Reopened]))
    def act(self, cid: str, who: str, event: type[e.StaffEvent]) -> None:
        """Whatever a librarian may do with one click; the law says whether."""
        self._apply(event(conversation=cid, who=who))

    @rule(cid=conversations, who=WHO, stale_tab=st.booleans())
    def save_draft(self, cid: str, who: str, stale_tab: bool) -> None:  # noqa: FBT001  drawn by Hypothesis
        """Typed on top of what is held, or of something older."""
        held = self._run(self.store.draft(cid, who))
        text = f"draft {fresh()}"
        version = held.version - 1 if stale_tab and held.version else held.version
        try:
            kept = self._run(self.store.keep_draft(cid, who, text, version=version))
        except Refused as refused:
            code = refused.code
            assert code == ("forgotten" if cid in self.gone else "draft_conflict")
        else:
            assert version == held.version
            self.drafts[who, cid] = (kept.text, kept.version)

    @rule(target=replies, cid=conversations, who=WHO, unread=st.integers(0, 3))
    def send(self, cid: str, who: str, unread: int) -> Any:
        """Having read all, or all but the last few."""
        opened = self._run(self.store.open(cid))
        conversation = opened.conversation
        seen = max(0, conversation.seq - unread)
        reply = fresh()
        event = e.ReplySent(
            conversation=cid, source=f"send:{reply}", who=who, reply=reply, text=f"reply {reply}", seen=seen
        )
        outcome = self._apply(event)
        others = [
            entry
            for entry in opened.entries
            if entry.seq > seen and entry.kind in ("message", "edit", "queued") and entry.by != "desk"
        ]
        unread_words = [entry for entry in others if entry.by == "patron"]
        if conversation.state in OPEN and unread_words:
            assert outcome == "stale"
        if isinstance(outcome, str):
            return multiple()
        self.held[reply] = (cid, who)
        self.allowed[reply] = 1
        self.drafts.pop((who, cid), None)
        return reply

    @rule(reply=replies)
    def undo(self, reply: str) -> None:
        """In time, or too late: never both undone and sent."""
        cid, who = self.held[reply]
        outcome = self._apply(e.ReplyUndone(conversation=cid, who=who, reply=reply))
        if not isinstance(outcome, str):
            assert self.left[reply] == 0
            self.allowed[reply] = 0
            self.drafts.pop((who, cid), None)

    # the wire and the clock

    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """The sender takes what is there; the wire answers, or never does."""
        for outgoing in self._run(self.store.claim_deliveries("telegram")):
            self.left[outgoing.reply.id] += 1
            if outgoing.reply.who is None:
                self.allowed[outgoing.reply.id] = max(1, self.allowed[outgoing.reply.id])
            state = data.draw(st.sampled_from(["sent", "failed", "uncertain", "waiting", "silence"]))
            if state == "silence":
                continue
            if state == "waiting":
                self.allowed[outgoing.reply.id] += 1
            retry_at = self.clock.at + timedelta(seconds=30) if state == "waiting" else None
            known = e.DeliveryKnown(
                conversation=outgoing.conversation, reply=outgoing.reply.id, state=state, retry_at=retry_at
            )
            self._apply(known)

    @rule(reply=replies, word=st.sampled_from([e.SentAgain, e.Arrived]))
    def decide(self, reply: str, word: type[e.SentAgain | e.Arrived]) -> None:
        """A person's word about a reply that failed or is uncertain."""
        cid, who = self.held[reply]
        outcome = self._apply(word(conversation=cid, who=who, reply=reply))
        if word is e.SentAgain and not isinstance(outcome, str):
            self.allowed[reply] += 1

    @rule(seconds=st.sampled_from([1, 6, 60, 600, 1200, 90_000]))
    def pass_time(self, seconds: int) -> None:
        """The clock moves on, and what is due happens."""
        self.clock.push(seconds=seconds)
        for _ in range(50):
            due = self._run(self.store.due())
            if not due:
                return
            for event in due:
                self._apply(event)
        raise AssertionError("time never stops being due")

    @rule()
    def restart(self) -> None:
        """Closed in order, opened again."""
        self._run(self.stack.aclose())
        self._open()

    @rule()
    def kill(self) -> None:
        """The files as they are this moment, opened by another desk: what kill -9 leaves."""
        survivor = Path(tempfile.mkdtemp())
        for file in self.folders[-1].iterdir():
            shutil.copy(file, survivor)
        self._run(self.stack.aclose())
        self.folders.append(survivor)
        self._open()

    # the promises

    @invariant()
    def nothing_acknowledged_is_missing_or_moved(self) -> None:
        """P1, P2, P3, P6."""
        for cid, told in self.told.items():
            opened = self._run(self.store.open(cid))
            entries = {entry.seq: entry.text for entry in opened.entries}
            assert list(entries) == list(range(1, opened.conversation.seq + 1))
            assert told.items() <= entries.items()
            spoken = [text for text in entries.values() if text.startswith("line ")]
            assert len(spoken) == len(set(spoken))
            self._catch_up(cid, opened)

    def _catch_up(self, cid: str, opened: Any) -> None:
        """A reader asks for what it has missed and has the journal."""
        read = self.read.setdefault(cid, [])
        last = read[-1].seq if read else 0
        read += self._run(self.store.open(cid, after=last)).entries
        if cid not in self.gone:
            assert tuple(read) == opened.entries

    @invariant()
    def nothing_leaves_twice_without_a_persons_word(self) -> None:
        """P4."""
        for reply, times in self.left.items():
            assert times <= self.allowed[reply], reply

    @invariant()
    def drafts_are_as_they_were_saved(self) -> None:
        """P5."""
        for (who, cid), (text, version) in self.drafts.items():
            held = self._run(self.store.draft(cid, who))
            assert (held.text, held.version) == (text, version)

    def teardown(self) -> None:
        """Close and clean."""
        if hasattr(self, "stack"):
            self._run(self.stack.aclose())
            self.loop.close()
            for folder in self.folders:
                shutil.rmtree(folder)


TestPromises = Desk.TestCase
TestPromises.settings = settings(
    max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
