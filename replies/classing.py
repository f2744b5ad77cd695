"""What kind of question it may have been: a suggestion, to be taken or changed with one tap."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from replies.courtesy import SORTS, Sort

_HERE: Final = Path(__file__).parent / "templates"
_WORD: Final = re.compile(r"\w+")
_READ: Final = 2_000
"""Characters of a question that are read."""

_USUAL: Final[dict[Sort, int]] = {
    "directions": 1,
    "account": 2,
    "technology": 2,
    "known_item": 2,
    "reading": 3,
    "subject": 3,
    "other": 2,
}
_MANY_ANSWERS: Final = 4
_LONG: Final = timedelta(minutes=45)


class Class(NamedTuple):
    """A kind of question, and a level of the READ scale."""

    sort: Sort
    scale: int


def suggest(question: str, lang: str, *, answers: int = 1, took: timedelta = timedelta(0)) -> Class:
    """The likeliest kind by the beginnings of words, and the level that kind usually takes.

    Args:
        question: What the patron wrote.
        lang: BCP 47.
        answers: How many messages librarians wrote; many of them make it a level more.
        took: From the question to the last answer; so does a long time, where the question was about a subject.
    """
    sort = _sort(question, lang)
    scale = _USUAL[sort] + (answers > _MANY_ANSWERS) + (sort == "subject" and took > _LONG)
    return Class(sort, min(scale, 5))


def _sort(question: str, lang: str) -> Sort:
    beginnings = _beginnings(lang.partition("-")[0])
    words = _WORD.findall(question[:_READ].casefold())
    counted = {sort: sum(word.startswith(beginnings.get(sort, ())) for word in words) for sort in SORTS}
    best = max(SORTS, key=lambda sort: counted[sort])
    return best if counted[best] else "other"


@cache
def _beginnings(lang: str) -> dict[str, tuple[str, ...]]:
    """Beginnings of words by kind of question; of a language without any, none."""
    path = _HERE / lang / "sorts.toml"
    if not path.is_file():
        return {}
    return {sort: tuple(words) for sort, words in tomllib.loads(path.read_text("utf-8")).items()}
