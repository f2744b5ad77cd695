"""The elements a phrase is made of, and how a row of them takes the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from nlp.text import Token

Test = Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Element:
    """One element: a test for a token, or a position; ``keys`` when it can be found by an index.

    Of ``nested`` rows, ``by_sign`` holds those that start at a token with a sign, ``always`` those to try everywhere.
    """

    test: Test | None = None
    keys: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    signs: frozenset[str] | None = None
    gap: int = 0
    optional: bool = False
    negated: bool = False
    behind: bool = False
    anchor: str = ""
    nested: tuple[Row, ...] = ()
    by_sign: Mapping[str, list[Row]] = field(default_factory=dict, init=False, repr=False, compare=False)
    always: list[Row] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the nested rows; one that may take no word at all is always tried."""
        by_sign: dict[str, list[Row]] = {}
        for row in self.nested:
            signs = None if all(map(_may_be_empty, row)) else head_signs(row)
            if signs is None:
                self.always.append(row)
            for sign in signs or ():
                by_sign.setdefault(sign, []).append(row)
        object.__setattr__(self, "by_sign", by_sign)


Row = tuple[Element, ...]
Reach = tuple[int, int, int]
"""Token positions: the end of a match, and where its braces open and close (-1 without braces)."""


def head_signs(elements: Row) -> set[str] | None:
    """The signs one of which a token must bear for these elements to start at it; None when any token will do."""
    signs: set[str] = set()
    for element in elements:
        if element.anchor or element.negated or element.behind:
            continue
        for own in map(head_signs, element.nested) if element.nested else (element.signs,):
            if own is None or element.gap:
                return None
            signs |= own
        if not element.optional:
            break
    return signs


def _may_be_empty(element: Element) -> bool:
    if element.anchor or element.gap or element.optional or element.negated or element.behind:
        return True
    return any(all(map(_may_be_empty, row)) for row in element.nested)


def match(elements: Row, at: int, tokens: tuple[Token, ...], position: int) -> Reach | None:
    """The furthest match of ``elements[at:]`` from ``position``."""
    if at == len(elements):
        return position, -1, -1
    element = elements[at]
    best: Reach | None = None
    for end in _ends_of(element, tokens, position):
        reach = match(elements, at + 1, tokens, end)
        if reach and (best is None or reach[0] > best[0]):
            best = reach
    if best and element.anchor == "{":
        return best[0], position, best[2]
    if best and element.anchor == "}":
        return best[0], best[1], position
    return best


def _ends_of(element: Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    """Where one element may end when it starts at ``position``."""
    if element.anchor:
        if _anchored(element.anchor, tokens, position):
            yield position
    elif element.gap:
        yield from _leap(element, tokens, position)
    elif element.behind:
        if not any(_takes(element, token) for token in tokens[max(position - 2, 0) : position]):
            yield position
    elif element.negated:
        if not any(True for _ in _taken(element, tokens, position)):
            yield position
    else:
        yield from _taken(element, tokens, position)
        if element.optional:
            yield position


def _leap(element: Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    """Where a gap may end: it stops before a word it must not let pass."""
    for end in range(position, min(position + element.gap, len(tokens)) + 1):
        yield end
        if end < len(tokens) and _takes(element, tokens[end]):
            return


def _taken(element: Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    if not element.nested:
        if position < len(tokens) and _takes(element, tokens[position]):
            yield position + 1
        return
    rows = element.always
    if position < len(tokens) and element.by_sign:
        signs = tokens[position].signs
        rows = [*rows, *(row for sign in signs if sign in element.by_sign for row in element.by_sign[sign])]
    for row in rows:
        if reach := match(row, 0, tokens, position):
            yield reach[0]


def _takes(element: Element, token: Token) -> bool:
    if token.key in element.keys or not element.lemmas.isdisjoint(token.lemmas):
        return True
    return element.test is not None and element.test(token)


def _anchored(anchor: str, tokens: tuple[Token, ...], position: int) -> bool:
    if anchor in "{}":
        return True
    if anchor != "$":
        return (anchor == "^") != any(token.is_word for token in tokens[:position])
    return not any(token.is_word for token in tokens[position:])
