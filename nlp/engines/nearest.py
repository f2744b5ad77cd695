"""The forms of a dictionary nearest to a misspelt one, found by walking its automaton.

The walk is best first: what has cost least so far goes on first, so the forms come out in order and the search
ends as soon as it has enough. It is bounded in steps, whatever the word.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Final

from nlp.engines.morfologik import Dictionary
from nlp.typos.edits import bare, neighbours

_STEPS: Final = 9_000
SLACK: Final = 0.5
"""How much dearer than the best a form may be and still be offered."""

CASE: Final = 0.1
MARK: Final = 0.3
DOUBLED: Final = 0.6
SWAPPED: Final = 0.8
NEIGHBOUR: Final = 0.8
SLIP: Final = 1.0
_FIRST: Final = 0.4  # more for the first letter, which hands and eyes seldom miss

_ONE_SOUND: Final = {"â", "î"}
"""What Romanian spells by its place in the word."""

State = tuple[float, int, str, int, int, bool]
"""Cost, letters of the word still to come, form so far, place in the word, node, whether an entry ends here."""


def nearest(
    dictionary: Dictionary, word: str, *, limit: int = 8, dearest: float | None = None
) -> list[tuple[float, str]]:
    """Forms near a word with what they cost, cheapest first; the word itself, if known, costs 0.

    A slip costs 1: a letter too many, too few or wrong. Cheaper are capitals, diacritics, doubled letters, swapped
    letters and neighbouring keys; dearer is the first letter.

    Args:
        dictionary: Where forms are looked for.
        word: The form as typed.
        limit: How many forms are enough.
        dearest: What a form may cost; by default one slip for words below five letters, else a little over two.
    """
    ceiling = dearest if dearest is not None else (1.0 if len(word) < 5 else 2.1)
    walk = _Walk(dictionary, word, ceiling)
    found: dict[str, float] = {}
    for _ in range(_STEPS):
        if not walk.open or len(found) >= limit:
            break
        cost, _, form, at, node, final = heappop(walk.open)
        if cost > ceiling or (found and cost > next(iter(found.values())) + SLACK):
            break
        if at == len(word) and form not in found and (final or walk.ends(node)):
            found[form] = cost
        walk.grow(cost, form, at, node)
    return [(cost, form) for form, cost in found.items()]


class _Walk:
    """The places reached and not yet gone on from, as a heap of ``State``."""

    def __init__(self, dictionary: Dictionary, word: str, ceiling: float) -> None:
        self._children = dictionary.automaton.children
        self._separator = dictionary.separator
        self._word = word
        self._ceiling = ceiling
        self.open: list[State] = [(0.0, len(word), "", 0, dictionary.automaton.root, False)]

    def ends(self, node: int) -> bool:
        return self._separator in self._children(node)

    def grow(self, cost: float, form: str, at: int, node: int) -> None:
        word, children = self._word, self._children(node)
        typed = word[at : at + 1]
        following = word[at + 1 : at + 2]
        dear = cost + _FIRST if at == 0 else cost
        if typed:
            doubled = typed == following or (at > 0 and typed == word[at - 1])
            self._push(dear + (DOUBLED if doubled else SLIP), form, at + 1, node, final=False)  # one too many
        for char, (to, final) in children.items():
            if char == self._separator:
                continue
            if char == typed:
                self._push(cost, form + char, at + 1, to, final=final)
            elif typed:
                self._push(self._swap_cost(cost, dear, typed, char), form + char, at + 1, to, final=final)
            missing = DOUBLED if form[-1:] == char else SLIP
            self._push(dear + missing, form + char, at, to, final=final)
            if char == following and typed != following and (beyond := self._children(to).get(typed)):
                self._push(cost + SWAPPED, form + char + typed, at + 2, beyond[0], final=beyond[1])

    def _swap_cost(self, cost: float, dear: float, typed: str, char: str) -> float:
        if char.lower() == typed.lower():
            return cost + CASE
        low, other = typed.lower(), char.lower()
        if bare(low) == bare(other) or {low, other} == _ONE_SOUND:
            return cost + MARK
        return dear + (NEIGHBOUR if other in neighbours(low) else SLIP)

    def _push(self, cost: float, form: str, at: int, node: int, *, final: bool) -> None:
        if cost > self._ceiling:
            return
        if cost + DOUBLED > self._ceiling:  # no further slip can be afforded: only the rest as typed will do
            for char in self._word[at:]:
                below = self._children(node).get(char)
                if below is None:
                    return
                node, final = below
            form, at = form + self._word[at:], len(self._word)
        heappush(self.open, (cost, len(self._word) - at, form, at, node, final))
