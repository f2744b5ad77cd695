"""The elements a phrase is made of, and how a row of them takes the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nlp.text import Token

Test = Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Element:
    """One element: a test for a token, or a position; ``keys`` when it can be found by an index.

    Of ``nested`` rows, ``by_sign`` holds those that start at a token with a sign, ``always`` those to try everywhere.
    A ``single`` element takes one token and nothing else; one of ``no_width`` holds at a place or does not.
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
    single: bool = field(default=False, init=False, repr=False, compare=False)
    no_width: bool = field(default=False, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the nested rows; one that may take no word at all is always tried."""
        more = self.nested or self.gap or self.optional or self.negated or self.behind or self.anchor
        object.__setattr__(self, "single", not more)
        absent = not self.gap and (self.negated or self.behind)
        object.__setattr__(self, "no_width", self.anchor in {"^", "$", "~^"} or (not self.anchor and absent))
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


def is_led(elements: Row) -> bool:
    """Whether what follows these elements says nothing more of where they start."""
    return any(not (e.anchor or e.negated or e.behind or e.optional) for e in elements)


def needs(elements: Row) -> tuple[frozenset[str], ...]:
    """Sets of signs of each of which a sentence must bear one for these elements to match anywhere in it."""
    known = (_signs_of(element) for element in elements if not _may_be_empty(element))
    return tuple(filter(None, known))


def _signs_of(element: Element) -> frozenset[str] | None:
    """The signs one of which a token of an element's match bears; None when there is no telling."""
    if not element.nested:
        return element.signs
    heads = [head_signs(row) for row in element.nested]
    return None if None in heads else frozenset().union(*(signs or () for signs in heads))


def _may_be_empty(element: Element) -> bool:
    if element.anchor or element.gap or element.optional or element.negated or element.behind:
        return True
    return any(all(map(_may_be_empty, row)) for row in element.nested)


def match(elements: Row, tokens: tuple[Token, ...], position: int, at: int = 0) -> Reach | None:
    """The furthest match of ``elements[at:]`` from ``position``."""
    opened = closed = -1
    for here in range(at, len(elements)):
        element = elements[here]
        if element.single:
            if position >= len(tokens) or not _takes(element, tokens[position]):
                return None
            position += 1
        elif element.no_width:
            if not _holds(element, tokens, position):
                return None
        elif element.anchor == "{":
            opened = position if opened < 0 else opened
        elif element.anchor == "}":
            closed = position if closed < 0 else closed
        else:
            best = _furthest(elements, here, tokens, position)
            if best is None:
                return None
            return best[0], opened if opened >= 0 else best[1], closed if closed >= 0 else best[2]
    return position, opened, closed


def _holds(element: Element, tokens: tuple[Token, ...], position: int) -> bool:
    """Whether a place is what the element says of it."""
    if element.anchor:
        return _anchored(element.anchor, tokens, position)
    if element.behind:
        return not any(_takes(element, token) for token in tokens[max(position - 2, 0) : position])
    return not _taken(element, tokens, position)


def _furthest(elements: Row, at: int, tokens: tuple[Token, ...], position: int) -> Reach | None:
    """The furthest match where the next element may end in more places than one."""
    best: Reach | None = None
    for end in _ends_of(elements[at], tokens, position):
        reach = match(elements, tokens, end, at + 1)
        if reach and (best is None or reach[0] > best[0]):
            best = reach
    return best


def _ends_of(element: Element, tokens: tuple[Token, ...], position: int) -> Iterable[int]:
    """Where one element may end when it starts at ``position``."""
    if element.gap:
        return _leap(element, tokens, position)
    ends = _taken(element, tokens, position)
    return [*ends, position] if element.optional else ends


def _leap(element: Element, tokens: tuple[Token, ...], position: int) -> Iterator[int]:
    """Where a gap may end: it stops before a word it must not let pass."""
    for end in range(position, min(position + element.gap, len(tokens)) + 1):
        yield end
        if end < len(tokens) and _takes(element, tokens[end]):
            return


def _taken(element: Element, tokens: tuple[Token, ...], position: int) -> list[int]:
    """Where one element ends that takes at least a token."""
    here = tokens[position] if position < len(tokens) else None
    if not element.nested:
        return [position + 1] if here and _takes(element, here) else []
    rows = element.always
    if here and not element.by_sign.keys().isdisjoint(here.signs):
        rows = [*rows, *(row for sign in element.by_sign.keys() & here.signs for row in element.by_sign[sign])]
    return [reach[0] for row in rows if (reach := match(row, tokens, position))]


def _takes(element: Element, token: Token) -> bool:
    if token.key in element.keys or not element.lemmas.isdisjoint(token.lemmas):
        return True
    if element.test is None or (element.signs is not None and element.signs.isdisjoint(token.signs)):
        return False
    return element.test(token)


def _anchored(anchor: str, tokens: tuple[Token, ...], position: int) -> bool:
    beside = tokens[position:] if anchor == "$" else tokens[:position]
    for token in beside:  # quicker than `any`
        if token.is_word:
            return anchor == "~^"
    return anchor != "~^"
