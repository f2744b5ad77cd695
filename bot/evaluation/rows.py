"""Labelled rows from a folder of JSON lines, and the split that keeps estimates honest.

Four kinds of row are known by their fields: a drafted reply with ``labels`` (tone), a ``text`` with ``gold`` marks
(typing; an empty list is a clean sentence), a ``text`` whose ``gold`` is ``polite`` or ``impolite``, and a ``text``
with ``promise``, true or false, and the time by which it is ``due`` (seen from ``now``, where the row says it). Other
files are passed over.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from bot.draft_fields import NoDraftError, parse_draft
from nlp.draft import Draft

Half = Literal["dev", "held", "all"]

_NUMBER: Final = re.compile(r"\d+")
_THOUGHT: Final = ("polite", "impolite")
_KINDS_NOT_MARKS: Final = (str, dict)  # what other files keep under "gold"


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked mistake: code points, half open; ``start == end`` where something is missing.

    Attributes:
        start: First code point.
        end: One past the last.
        replacement: The right wording, or None when only the place is known.
        kind: The class of the mistake, as the row names it.
    """

    start: int
    end: int
    replacement: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Promised:
    """Whether a sentence holds a promise by the library.

    Attributes:
        made: Whether it does.
        due: A day, or a day and an hour, in local time as ISO 8601; empty when no time is named.
        written: Local time at which the sentence was written, or None when the row doesn't say.
    """

    made: bool
    due: str
    written: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled row.

    Attributes:
        source: The file it stands in, without folder and ending.
        identity: Its id.
        lang: BCP 47.
        draft: What is checked, with what is known around it.
        labels: Category and code of every label; None for rows of the other kinds.
        marks: Every marked mistake; None for rows of the other kinds.
        held: Whether it belongs to the half that nobody who writes rules looks at.
        promised: Whether it promises; None for rows of the other kinds.
        thought: What people thought of a real text: ``polite``, ``impolite``, ``clean``; None for all others.
    """

    source: str
    identity: str
    lang: str
    draft: Draft
    labels: tuple[tuple[str, str], ...] | None
    marks: tuple[Mark, ...] | None
    held: bool
    promised: Promised | None = None
    thought: str | None = None


def is_held(identity: str) -> bool:
    """Whether a row belongs to the held half: by a hash of the last number in its id, or of the id without one.

    Rows with the same number tend to be of the same kind in all languages, so they stay on one side.
    """
    numbers = _NUMBER.findall(identity)
    key = numbers[-1] if numbers else identity
    return bool(hashlib.sha256(key.encode()).digest()[0] & 1)


def read_rows(folder: Path, half: Half, languages: tuple[str, ...]) -> Iterator[Row]:
    """Every labelled row under a folder, in the order of file names and lines.

    Raises:
        ValueError: when a line is not what its neighbours are; names file and line.
    """
    for path in sorted(folder.rglob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                row = _row(path.stem, json.loads(line))
            except (NoDraftError, KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}, line {number}: {error}") from error
            if row and row.lang in languages and half in {"all", "held" if row.held else "dev"}:
                yield row


def _row(source: str, fields: dict[str, Any]) -> Row | None:
    identity = str(fields["id"])
    if "labels" in fields:
        labels = tuple((label["category"], label["code"]) for label in fields["labels"])
        return Row(source, identity, fields["lang"], parse_draft(fields), labels, None, is_held(identity))
    if isinstance(fields.get("promise"), bool):
        return _promise_row(source, fields)
    if "gold" not in fields:
        return None
    if fields["gold"] in _THOUGHT:
        draft = Draft(fields["text"], lang=fields["lang"])
        return Row(source, identity, fields["lang"], draft, None, None, is_held(identity), thought=fields["gold"])
    if isinstance(fields["gold"], _KINDS_NOT_MARKS):
        return None
    marks = tuple(
        Mark(mark["start"], mark["end"], mark.get("replacement"), mark.get("class", "any")) for mark in fields["gold"]
    )
    draft = Draft(fields["text"], lang=fields["lang"])
    thought = None if marks else "clean"
    return Row(source, identity, fields["lang"], draft, None, marks, is_held(identity), thought=thought)


def _promise_row(source: str, fields: dict[str, Any]) -> Row:
    identity = str(fields["id"])
    written = datetime.fromisoformat(fields["now"]).replace(tzinfo=UTC) if fields.get("now") else None
    promised = Promised(fields["promise"], str(fields.get("due") or ""), written)
    draft = Draft(fields["text"], lang=fields["lang"])
    return Row(source, identity, fields["lang"], draft, None, None, is_held(identity), promised)
