"""Promises by the library in a reply, each with the day by which it is due: "I'll ask and write to you by Friday".

A promise is something that somebody here will do for the patron. The lists of ``nlp/lang/<xx>/promise.toml`` say how
a language makes one:

==============  =====================================================================================
``pledge``      a promise by itself ("we'll get back to you")
``deed``        one only with a moment, or a word of ``benefit`` in the sentence ("I'm sending it to you")
``gift``        one only with a moment ("you'll have the pages on Monday")
``benefit``     that it is done for the patron, or that it waits for an event
``no_promise``  offers, would-haves, machines, third parties: nothing in this sentence is a promise
``wait``        a holding line, a promise only with a moment ("one moment, I'll look")
==============  =====================================================================================

Questions promise nothing, nor does what stands in quotation marks. Source: speech acts, commissives (Searle 1976).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from nlp.dates import Moment, find_moments
from nlp.dates.find import Precision
from nlp.pack import Pack, load_pack
from nlp.phrase import Span
from nlp.ports import Lexicon
from nlp.splitting import read_text
from nlp.text import Sentence

_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»\n]{1,200})[\"“”»«]")
_CLAUSE: Final = re.compile(
    r"[;:]\s|,\s(?:but|ma|però|men|mutta|dar|însă|insa|joten|så|așa că|so|then)\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    Attributes:
        start: First code point of the words that promise.
        end: One past the last.
        quote: Those words, without what only leads up to them.
        due: Local time by which it is due, in the zone of the ``now`` given; the last minute of a day named without
            an hour; None when no time is named or it waits for an event.
        due_precision: Whether the hour was named, or only the day; None without a time.
    """

    start: int
    end: int
    quote: str
    due: datetime | None
    due_precision: Precision | None


def find_promises(text: str, lang: str, lexicon: Lexicon | None, now: datetime) -> tuple[Promise, ...]:
    """The promises of a reply in order, at most one a sentence (cost: linear).

    Args:
        text: The reply as typed.
        lang: Its language, one of the five.
        lexicon: Morphology, or None: the lists hold forms, so little is lost without.
        now: The library's local time at which it is written.
    """
    pack = load_pack(lang)
    read = read_text(text, lang, lexicon, pack.abbreviations)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    moments: tuple[Moment, ...] | None = None
    found: list[Promise] = []
    for sentence in read.sentences:
        spoken = _spoken(sentence, pack)
        if not spoken:
            continue
        moments = find_moments(text, lang, now) if moments is None else moments
        near = [moment for moment in moments if sentence.start <= moment.start < sentence.end]
        span = _promising(spoken, sentence, pack, dated=bool(near))
        if span and not any(start <= span.start < end for start, end in quoted):
            found.append(_promise(text, span, sentence, near))
    return tuple(found)


def _spoken(sentence: Sentence, pack: Pack) -> dict[str, Span]:
    """The first match of each list that may make a promise; empty when nothing does, or something forbids."""
    if sentence.is_question:
        return {}
    spoken = {name: span for name in ("pledge", "deed", "gift") if (span := pack.words(name).first(sentence))}
    return {} if spoken and pack.words("no_promise").within(sentence) else spoken


def _promising(spoken: dict[str, Span], sentence: Sentence, pack: Pack, *, dated: bool) -> Span | None:
    """What promises in this sentence, or None."""
    if dated:
        return min(spoken.values(), key=lambda span: span.start)
    if pack.words("wait").within(sentence):
        return None
    if "pledge" in spoken:
        return spoken["pledge"]
    return spoken.get("deed") if pack.words("benefit").within(sentence) else None


def _promise(text: str, span: Span, sentence: Sentence, near: Sequence[Moment]) -> Promise:
    """The clause in which it is promised, to the end of the sentence, with the last moment named there."""
    breaks = [match.end() for match in _CLAUSE.finditer(text, sentence.start, span.start + 1)]
    start = max((place for place in breaks if place <= span.start), default=sentence.start)
    moment = next((m for m in reversed(near) if m.start >= start), near[-1] if near else None)
    quote = text[start : sentence.end]
    return Promise(start, sentence.end, quote, moment.due if moment else None, moment.precision if moment else None)
