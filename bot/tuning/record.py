"""A record: one thing an admin tunes, in versions that all stay.

A version is a draft until it is published; the newest published one counts. A published version without a body takes
the thing away, and an older version can be restored on top of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nlp.draft import Channel

Name = tuple[str, str, str]
"""Kind, key, language ("" where it has none)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One version of one thing.

    Attributes:
        kind: What sort of thing: "template", "rule", ...
        key: Its name among its sort.
        lang: BCP 47, or "" where it is the same in every language.
        version: From 1, gap-free.
        body: JSON-like; None: it is taken away.
        at: When it was written, aware UTC.
        by: Who wrote it: a person's id, or "cli".
        published_at: When it began to count, or None for a draft.
        published_by: Who published it.
    """

    kind: str
    key: str
    lang: str
    version: int
    body: Mapping[str, Any] | None
    at: datetime
    by: str
    published_at: datetime | None = None
    published_by: str | None = None

    @property
    def name(self) -> Name:
        """What all its versions have in common."""
        return (self.kind, self.key, self.lang)


@dataclass(frozen=True, slots=True)
class Change:
    """A new version to be written.

    Attributes:
        kind: As of the record.
        key: As of the record.
        lang: As of the record.
        body: What it says from now on; None takes the thing away.
        on: The version it was written upon (0: none); None asks nothing.
        publish: Whether it counts at once.
    """

    kind: str
    key: str
    lang: str = ""
    body: Mapping[str, Any] | None = None
    on: int | None = None
    publish: bool = False

    @property
    def name(self) -> Name:
        """What all versions have in common."""
        return (self.kind, self.key, self.lang)


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """How a template fares.

    Attributes:
        used: How often it was put into a reply that was sent.
        edited: How often its words were changed before that.
        changed: The share of its words that was changed on average, 0 to 1.
        found: How many patrons said at the end that they found what they needed.
        missed: How many said that they didn't.
    """

    used: int
    edited: int
    changed: float
    found: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class SentReply:
    """A reply as it left, to try a rule on; without its conversation and whoever wrote it.

    Attributes:
        text: As the patron got it.
        lang: BCP 47.
        channel: Where it went.
        at: When.
        first: Whether it was the first word of a librarian in its conversation.
    """

    text: str
    lang: str
    channel: Channel
    at: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A record as it stands: what was written last, and what counts."""

    newest: Record
    counts: Record | None

    @property
    def body(self) -> Mapping[str, Any] | None:
        """What counts now; None when nothing was published, or it was taken away."""
        return self.counts.body if self.counts else None

    @property
    def is_gone(self) -> bool:
        """Whether it was taken away."""
        return self.counts is not None and self.counts.body is None


def heads(records: Iterable[Record]) -> dict[Name, Head]:
    """The newest and the newest published version of each; ``records`` in the order of their versions."""
    found: dict[Name, Head] = {}
    for record in records:
        before = found.get(record.name)
        counts = record if record.published_at else (before.counts if before else None)
        found[record.name] = Head(record, counts)
    return found
