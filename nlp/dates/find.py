"""Every date and hour in a text, with the words that belong together joined: "Friday 27 November at ten"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, Literal

from nlp.dates.reckon import Reckoned, reckon
from nlp.dates.vocabulary import load_words

Precision = Literal["day", "minute"]

_LAST_MINUTE: Final = time(23, 59)
_NEAR: Final = 26
"""Code points that may stand between a day and its hour ("tomorrow, at the very latest at 12")."""

_TOUCHING: Final = 5
"""Code points between two names of one day ("Friday, the 27th")."""

_BREAK: Final = re.compile(r"[.;:!?–—](?:\s|$)|,\s*\w+\s+\w+\s+\w+\s+\w+")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or an hour named in a text.

    Attributes:
        start: First code point.
        end: One past the last.
        due: Local time, in the zone of the ``now`` it was reckoned from; the last minute of a day without an hour.
        precision: Whether an hour was named or only a day.
    """

    start: int
    end: int
    due: datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    meant: Reckoned


def find_moments(text: str, lang: str, now: datetime) -> tuple[Moment, ...]:
    """All moments named in a text, in order; those that can't be reckoned are left out.

    Args:
        text: What was written.
        lang: Its language, one of the five.
        now: The local time of the library at which it was written.
    """
    found: list[Moment] = []
    for group in _groups(text, _mentions(text, lang, now)):
        moment = _moment(group, now)
        if moment:
            found.append(moment)
    return tuple(found)


def _mentions(text: str, lang: str, now: datetime) -> list[_Mention]:
    """The longest mentions, none over another."""
    words, found = load_words(lang), list[_Mention]()
    for rule, pattern in words.rules:
        for match in pattern.finditer(text):
            meant = _reckoned(rule, match, lang, now)
            if meant:
                found.append(_Mention(match.start(), match.end(), meant))
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    kept, covered = list[_Mention](), bytearray(len(text))
    for mention in found:
        if not any(covered[mention.start : mention.end]):
            covered[mention.start : mention.end] = b"1" * (mention.end - mention.start)
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _reckoned(rule: str, match: re.Match[str], lang: str, now: datetime) -> Reckoned | None:
    try:
        return reckon(rule, match, load_words(lang), now)
    except (OverflowError, ValueError):  # beyond the calendar's end
        return None


def _groups(text: str, mentions: Sequence[_Mention]) -> Iterator[list[_Mention]]:
    """Mentions that make one moment together."""
    group: list[_Mention] = []
    for mention in mentions:
        if group and not _belongs(text, group, mention):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _belongs(text: str, group: list[_Mention], mention: _Mention) -> bool:
    between = text[group[-1].end : mention.start]
    has_hour = any(other.meant.hour for other in group)
    has_day = any(other.meant.day for other in group)
    if mention.meant.day and has_day:
        return len(between) <= _TOUCHING and not mention.meant.hour
    return not (mention.meant.hour and has_hour) and len(between) <= _NEAR and not _BREAK.search(between)


def _moment(group: list[_Mention], now: datetime) -> Moment | None:
    days = sorted((m for m in group if m.meant.day), key=lambda m: not m.meant.exact)
    hour = next((m.meant.hour for m in group if m.meant.hour), None)
    day = days[0].meant.day if days else None
    if day is None:
        day = now.date() + timedelta(days=hour is not None and hour <= now.time())
    due = datetime.combine(day, hour or _LAST_MINUTE, tzinfo=now.tzinfo)
    return Moment(group[0].start, group[-1].end, due, "minute" if hour else "day")
