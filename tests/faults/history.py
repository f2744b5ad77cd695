"""Reads what clients saw and what the store kept, and says where they disagree.

Clients keep a history outside the process that is killed (a pipe, another process): what they were told is
acknowledged, and what went over the wire to patrons. Texts must differ from each other, so that each can be
followed. ``check`` is linear in the number of entries.

What it proves, by promise: nothing acknowledged is lost (P1), nothing is stored twice (P2), every journal is gap-free
and keeps the order in which a client that waits for each answer wrote (P3), nothing leaves twice without a
person's word (P4).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class History:
    """What was seen from outside.

    Attributes:
        acked: (writer, conversation, text, seq) in the order in which each writer was answered; seq None if the
            channel does not tell.
        wire: Every time something left towards a patron: one key per thing that may leave once.
        again: How many times a person said "send again", by the same key.
    """

    acked: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    wire: list[str] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)

    def read(self, line: str) -> dict[str, Any]:
        """Take one JSON line of a client: {"ack": [writer, conversation, text, seq]} or {"wire": key}."""
        seen: dict[str, Any] = json.loads(line)
        if "ack" in seen:
            writer, conversation, text, seq = seen["ack"]
            self.acked.append((writer, conversation, text, seq))
        if "wire" in seen:
            self.wire.append(seen["wire"])
        return seen


def check(history: History, path: Path) -> list[str]:
    """Everything that is wrong, as sentences; empty when all promises are kept."""
    journals = read_journals(path)
    return [
        *_damaged(path),
        *_gaps(journals),
        *_lost(history, journals),
        *_doubled(journals),
        *_out_of_order(history, journals),
        *_left_twice(history),
    ]


Journals = dict[str, list[tuple[int, str, str]]]
"""Conversation -> (seq, kind, text), ascending."""


def read_journals(path: Path) -> Journals:
    """What the store kept, read without the store's own code."""
    journals: Journals = defaultdict(list)
    connection = sqlite3.connect(path)
    try:
        query = """
            SELECT c.id, e.seq, e.kind, e.text FROM entry AS e JOIN conversation AS c ON c.n = e.conversation
            ORDER BY e.conversation, e.seq
        """
        for conversation, *line in connection.execute(query):
            journals[conversation].append(tuple(line))
    finally:
        connection.close()
    return journals


def _damaged(path: Path) -> Iterator[str]:
    connection = sqlite3.connect(path)
    try:
        (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    if answer != "ok":
        yield f"the file is damaged: {answer}"


def _gaps(journals: Journals) -> Iterator[str]:
    for conversation, lines in journals.items():
        seqs = [seq for seq, _, _ in lines]
        if seqs != list(range(1, len(seqs) + 1)):
            yield f"{conversation}: the journal has gaps or repeats: {seqs}"


def _lost(history: History, journals: Journals) -> Iterator[str]:
    for writer, conversation, text, seq in history.acked:
        found = [at for at, _, kept in journals.get(conversation, ()) if kept == text]
        if not found:
            yield f"{writer} was told that {text!r} is kept in {conversation}, and it is not there"
        elif seq is not None and seq not in found:
            yield f"{writer} was told that {text!r} is #{seq} in {conversation}, and it is #{found}"


def _doubled(journals: Journals) -> Iterator[str]:
    for conversation, lines in journals.items():
        counted = Counter((kind, text) for _, kind, text in lines if text and not text.startswith("<"))
        for (kind, text), times in counted.items():
            if times > 1:
                yield f"{conversation}: {kind} {text!r} is there {times} times"


def _out_of_order(history: History, journals: Journals) -> Iterator[str]:
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for writer, conversation, text, _ in history.acked:
        if text not in told[writer, conversation]:
            told[writer, conversation].append(text)
    for (writer, conversation), texts in told.items():
        place = {text: seq for seq, _, text in reversed(journals.get(conversation, []))}
        known = [text for text in texts if text in place]
        for before, after in pairwise(known):
            if place[before] > place[after]:
                yield f"{conversation}: {writer} wrote {before!r} before {after!r}, the journal says otherwise"


def _left_twice(history: History) -> Iterator[str]:
    for key, times in Counter(history.wire).items():
        if times > 1 + history.again[key]:
            yield f"{key} left {times} times with {history.again[key]} words of a person"


def lines_of(raw: bytes) -> Iterable[str]:
    """Whole lines of a pipe whose writer was killed; half a last line was never said."""
    return raw.decode().rpartition("\n")[0].splitlines()
