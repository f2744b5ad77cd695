"""What everybody around the desk knows, kept outside of it; and the promises, held against what the desk has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from bot.ports import Opened, Outcome
from bot.store.engine import Connection
from bot.store.schema import METADATA
from replies.conversation import State
from replies.message import Entry, EntryKind
from tests.contract.far_end import FarEnd


class Memory:
    """See the module.

    Attributes:
        told: Conversation -> what was acknowledged there: seq -> text.
        said: (conversation, source) -> (text, seq) of the patron's messages, for those who say it again.
        order: Conversation -> the patron's texts in the order in which they were acknowledged.
        words: Conversation -> every word that must be gone when it is forgotten.
        drafts: (librarian, conversation) -> (text, version) as they were saved.
        again: Reply -> how often a person has said: send it again.
        gone: What is forgotten.
    """

    def __init__(self) -> None:
        self.told: dict[str, dict[int, str]] = {}
        self.said: dict[tuple[str, str], tuple[str, int]] = {}
        self.order: defaultdict[str, list[str]] = defaultdict(list)
        self.words: defaultdict[str, set[str]] = defaultdict(set)
        self.drafts: dict[tuple[str, str], tuple[str, int]] = {}
        self.again: Counter[str] = Counter()
        self.gone: set[str] = set()
        self._read: defaultdict[str, list[Entry]] = defaultdict(list)

    def heard(self, outcome: Outcome) -> None:
        """The desk has said what became of an event."""
        cid = outcome.conversation.id
        told = self.told.setdefault(cid, {})
        if cid not in self.gone:
            told.update({entry.seq: entry.text for entry in outcome.entries})

    def spoke(self, cid: str, source: str, text: str, seq: int) -> None:
        """The desk has told a patron that their words are there."""
        if (cid, source) not in self.said:
            self.order[cid].append(text)
        self.said[cid, source] = (text, seq)
        self.words[cid].add(text)

    def forgot(self, cid: str) -> None:
        """Nobody may know any more."""
        self.gone.add(cid)
        self.told[cid] = {}
        self._read.pop(cid, None)
        self.drafts = {key: kept for key, kept in self.drafts.items() if key[1] != cid}

    def holds_against(self, opened: Opened) -> None:
        """P1, P2, P3, and that a question has one librarian.

        Raises:
            AssertionError: A promise is broken.
        """
        cid, entries = opened.conversation.id, opened.entries
        if opened.conversation.state is State.FORGOTTEN:
            self.forgot(cid)
        assert [entry.seq for entry in entries] == list(range(1, opened.conversation.seq + 1)), "a gap"
        kept = {entry.seq: entry.text for entry in entries}
        assert self.told[cid].items() <= kept.items(), "acknowledged, and not there"
        if cid not in self.gone:
            _each_once(entries)
            _one_has_it(entries, opened.conversation.assignee)
            places = [next(e.seq for e in entries if e.text == text) for text in self.order[cid]]
            assert all(before < after for before, after in pairwise(places)), "another order"

    def has_read_to(self, cid: str) -> int:
        """The last seq of a reader who was away meanwhile."""
        return self._read[cid][-1].seq if self._read[cid] else 0

    def catches_up(self, opened: Opened, missed: Sequence[Entry]) -> None:
        """P6: with what they missed, they have the journal."""
        read = self._read[opened.conversation.id]
        read += missed
        if opened.conversation.id not in self.gone:
            assert tuple(read) == opened.entries, "what was read is not what there is"

    def may_have_left(self, far_end: FarEnd) -> None:
        """P4; and what needed nobody's word left in its order."""
        for (reply, part), times in far_end.taken.items():
            assert times <= 1 + self.again[reply], f"part {part} of {reply} arrived {times} times"
            assert times == far_end.settled.get((reply, part), times), f"part {part} of {reply} had arrived"
        for left in far_end.left.values():
            seqs = [seq for reply, seq in left if not self.again[reply]]
            assert seqs == sorted(seqs), "a reply overtook another"

    def nothing_is_left(self, connection: Connection) -> None:
        """P11: no cell of any table holds a word of what is forgotten."""
        words = {word for cid in self.gone for word in self.words[cid]}
        for table in METADATA.tables if words else ():
            for row in connection.execute(f"SELECT * FROM {table}"):
                cells = [cell for cell in row if isinstance(cell, str | bytes) and len(cell) > _SHORT]
                found = [word for word in words for cell in cells if word in _read(cell)]
                assert not found, f"{table} still has {found}"


_SHORT = 20  # letters: no words of this house are shorter


def _read(cell: str | bytes) -> str:
    return cell if isinstance(cell, str) else cell.decode(errors="replace")


def _each_once(entries: Iterable[Entry]) -> None:
    """What a patron or a librarian said is there once; the desk repeats itself."""
    said = Counter(entry.text for entry in entries if entry.kind is EntryKind.MESSAGE and entry.by != "desk")
    assert all(times == 1 for times in said.values()), f"twice: {said}"


def _one_has_it(entries: Iterable[Entry], has_it: str | None) -> None:
    """Nobody takes what a colleague has without saying so."""
    now: Any = None
    for entry in entries:
        match entry.kind:
            case EntryKind.CLAIMED | EntryKind.HANDOVER_ACCEPTED:
                assert now == entry.meta.get("taken_from"), "claimed by two"
                now = entry.who
            case EntryKind.RELEASED:
                now = None
            case EntryKind.REOPENED:
                now = entry.who
            case EntryKind.FOLLOW_UP:
                assert now is None
    assert now == has_it
