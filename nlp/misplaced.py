"""Right words in the wrong place, told by what mostly stands between their neighbours: "you may now by used books".

Where no phrase of the pack sees it: a word is changed for one that looks or sounds like it, and three words at a time
say which of the two people write there. What counts the words together is an engine (`nlp.engines.triples`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.marks import Slip
from nlp.view import View

_SURE: Final = 6.5  # nats by which another word must fit better
_FEWEST: Final = 3  # words in a row that tell anything
_PIECE: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_GLUED: Final = frozenset("-–/`'’_=@#&")


def misplaced(view: View) -> Iterator[Slip]:
    """Each small word that another fits much better than, left to right, outside quotations, links and names."""
    if view.phrasing is None or view.speller is None:
        return
    keep = (*view.quoted, *view.links, *view.addresses, *view.told)
    for sentence in view.text.sentences:
        for run in _runs(view.draft.text, sentence.start, sentence.end):
            words = [match[0].lower().replace("’", "'") for match in run]
            for at, match in enumerate(run):
                if match[0].islower() and _stands_alone(view.draft.text, match) and view.speller.knows(match[0]):
                    found = view.phrasing.fits_better(words, at)
                    if found and found[0] >= _SURE and not view.inside(match.start(), match.end(), keep):
                        yield Slip(match.start(), match.end(), found[1], "")


def _runs(text: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Words that follow each other without a mark between them, a few at least."""
    run: list[re.Match[str]] = []
    for match in _PIECE.finditer(text, start, end):
        if match[0][0].isalpha():
            run.append(match)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = []
    if len(run) >= _FEWEST:
        yield run


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing is glued to a word: "plug-in", "his/her"."""
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return not any(char in _GLUED or char.isalnum() for char in around)
