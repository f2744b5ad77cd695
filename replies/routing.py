"""Which desk a question goes to, and which librarians to think of first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from replies.conversation import Conversation
from replies.hours import is_open
from replies.house import DeskPlace, House, Librarian

_WORD: Final = re.compile(r"\w+")
_READ: Final = 2_000
"""Characters of a question read for topic words: enough for any opening, bounded for any paste."""


def choose_desk(house: House, *, asked: str | None, lang: str, text: str, now: datetime) -> str:
    """The desk for a new question.

    The desk asked for, if it exists. Otherwise the desks that answer in the patron's language (all, when none
    does); among those the most topic words, then the open ones, then the order in which the house lists them.
    """
    if asked is not None and any(desk.id == asked for desk in house.desks):
        return asked
    if len(house.desks) == 1:
        return house.desks[0].id
    fluent = [desk for desk in house.desks if not desk.languages or lang in desk.languages]
    words = frozenset(_WORD.findall(text[:_READ].casefold()))
    best = max(fluent or house.desks, key=lambda desk: (_topics(desk, lang, words), is_open(desk.hours, now)))
    return best.id


def _topics(desk: DeskPlace, lang: str, words: frozenset[str]) -> int:
    """How many of the desk's topic words are in the question."""
    return sum(topic in words for key in (lang, "") for topic in desk.topics.get(key, ()))


def serves(librarian: Librarian, desk: str) -> bool:
    """Whether a librarian serves a desk; one without desks serves all."""
    return not librarian.desks or desk in librarian.desks


def who_first(house: House, conversation: Conversation, loads: Mapping[str, int]) -> tuple[Librarian, ...]:
    """Librarians who could take it: on shift, at its desk, with its language first and the least busy first.

    ``loads`` is open conversations by librarian id.
    """
    able = [p for p in house.staff if p.on_shift and serves(p, conversation.desk)]
    return tuple(sorted(able, key=lambda p: (not _speaks(p, conversation.lang), loads.get(p.id, 0), p.name)))


def _speaks(librarian: Librarian, lang: str) -> bool:
    return not librarian.languages or lang in librarian.languages
