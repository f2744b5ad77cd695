"""The librarian's own sentence with a kinder turn in it: "You must bring it" as "Please bring it".

A pack's ``[[kinder]]`` pairs are written like confusions (`nlp.typos.confusions`): ``typed`` are phrases whose braces
mark what goes, ``instead`` is what is put there (``""``: nothing; `nlp.wordings.fill`), ``familiar`` the same in a
draft that says tu, ``again`` from the second request on ("I'd also ask you to"), and ``ends`` is the mark that the
sentence then ends with; a pair whose ``ends`` holds words is for what ends the reply, unless a semicolon joins them,
and ``{step}`` in it is the next step that fits (`nlp.wordings.next_step`).
What the librarian says stays as it is but for these words, so such a wording is true wherever its phrase fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from nlp.pack import Kinder, RulePack
from nlp.phrase import Span
from nlp.text import Text
from nlp.wordings.fill import Filler

_ENDS: Final = ".!?…"
_MARKS: Final = ".!?…;:"
_STEP: Final = "{step}"
_MOST: Final = 2
"""Wordings of a tone finding."""

Edit = tuple[int, int, str]


def rewritten(
    text: Text,
    start: int,
    end: int,
    words: RulePack,
    filler: Filler,
    *,
    familiar: bool = False,
    closes: bool = True,
    step: Callable[[], str] = str,
) -> Iterator[str]:
    """The stretch, said more kindly; nothing where no pair of the rule fits in it.

    ``closes``: whether nothing of the answer stands behind it. ``step``: what finds the next step that fits.
    """
    inside = [(at, span) for at, span in words.stiff.find(text) if start <= span.start and span.end <= end]
    spans = _apart(
        [(at, s) for at, s in inside if _stays(words.kinder[at].ends) or (closes and s.sentence.end >= end)]
    )
    told: set[str] = set()
    found = [(words.kinder[at], span) for at, span in spans]
    for choice in range(_MOST):
        edits = sorted(set(_edits(text, found, choice, filler, familiar=familiar, step=step)))
        said = _applied(text.raw, start, end, edits)
        if edits and said not in told:
            told.add(said)
            yield said


def _stays(ends: str) -> bool:
    """Whether a sentence may end so before others: with a mark, or with what a semicolon joins to it."""
    return ends in _ENDS or ends.startswith(";")


def _apart(found: Sequence[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """Matches that don't overlap: from left to right, of two that begin together the longer."""
    apart: list[tuple[int, Span]] = []
    for at, span in sorted(found, key=lambda one: (one[1].start, -one[1].end, one[0])):
        if not apart or span.start >= apart[-1][1].end:
            apart.append((at, span))
    return apart


def _edits(
    text: Text,
    found: Sequence[tuple[Kinder, Span]],
    choice: int,
    filler: Filler,
    *,
    familiar: bool,
    step: Callable[[], str],
) -> Iterator[Edit]:
    asked = False
    for pair, span in found:
        instead = (familiar and pair.familiar) or pair.instead
        wording = pair.again if asked and pair.again else instead[min(choice, len(instead) - 1)]
        asked = asked or bool(pair.again)
        said = filler.fill(span, wording) if wording else ""
        if said:
            ends = span.end if said.endswith(tuple(_ENDS)) else _last_marks(text.raw, span.end)
            yield span.start, ends, said
        elif not wording:
            yield _cut(text.raw, span, _last_marks(text.raw, span.end))
        else:
            continue
        if pair.ends:
            closing = pair.ends.replace(_STEP, step()) if _STEP in pair.ends else pair.ends
            yield _last_marks(text.raw, span.sentence.end), span.sentence.end, closing


def _last_marks(raw: str, end: int) -> int:
    """Where the marks begin that end a sentence, all of "!!!"."""
    return len(raw[:end].rstrip(_ENDS))


def _cut(raw: str, span: Span, end: int) -> Edit:
    """Words taken out with the space behind them; what then opens the sentence gets the capital it had.

    Args:
        raw: The text.
        span: The words.
        end: Where they end without the marks that end their sentence, which stay.
    """
    after = end + len(raw[end:]) - len(raw[end:].lstrip(" ,"))
    if span.start == span.sentence.start:
        first = raw[after : after + 1]
        return span.start, after + 1, first.upper() if raw[span.start].isupper() else first
    ends = raw[after : after + 1] in _MARKS and raw[: span.start].endswith(" ")
    return span.start - ends, after, ""


def _applied(raw: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces, at = [], start
    for begins, ends, new in edits:
        if begins >= at:
            pieces += [raw[at:begins], new]
            at = ends
    return "".join((*pieces, raw[at:end]))
