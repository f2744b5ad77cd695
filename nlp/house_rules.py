"""Rules an admin writes: phrases and a message, compiled with limits, so that no pattern can hold up a desk.

They are read by the same matcher as the packs' own phrase rules. What a row of elements may cost at one place of a
sentence is bounded before it is ever matched; a phrase that could cost more is refused with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import Final, Literal

from nlp.pack import Pack, RulePack, Say
from nlp.phrase import PhraseError, Phrases
from nlp.phrase_compiler import Compiler
from nlp.phrase_elements import Element, Row

MOST_PHRASES: Final = 60
"""Phrases one rule may have, flagged and excused together."""

LONGEST: Final = 120
"""Code points of one phrase."""

HARDEST: Final = 60
"""Ways in which one phrase may be tried at one place of a sentence; each costs about three microseconds."""

HARDEST_RULE: Final = 200
"""The same for all phrases of a rule together."""

HARDEST_HOUSE: Final = 1_000
"""The same for all rules of a language together."""

Problem = Literal["empty", "too_many", "too_long", "too_hard", "broken"]


class RuleRefused(ValueError):  # noqa: N818  a refusal, told as a sentence at the edge
    """A rule that can't be used; ``phrase`` is the one that is at fault, "" when it is none."""

    def __init__(self, problem: Problem, phrase: str = "") -> None:
        super().__init__(f"{problem}: {phrase}")
        self.problem = problem
        self.phrase = phrase


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A rule as an admin wrote it.

    Attributes:
        name: The rule's own name; findings carry it.
        code: One of the codes in `nlp.finding`.
        message: What the patron may feel.
        suggestions: At most two wordings.
        flag: Phrases it speaks of.
        unless: Phrases in the same sentence that excuse it.
    """

    name: str
    code: str
    message: str
    suggestions: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def compile_rule(rule: HouseRule, pack: Pack) -> RulePack:
    """A rule ready to be heard.

    Raises:
        RuleRefused: It has no phrases, too many, or one that is too long, too hard or can't be read.
    """
    if not rule.flag:
        raise RuleRefused("empty")
    if len(rule.flag) + len(rule.unless) > MOST_PHRASES:
        raise RuleRefused("too_many")
    if cost(rule, pack) > HARDEST_RULE:
        raise RuleRefused("too_hard")
    phrases = {
        "flag": Phrases(rule.flag, pack.lang, pack.lists),
        "unless": Phrases(rule.unless, pack.lang, pack.lists),
    }
    return RulePack(
        name=rule.name,
        code=rule.code,
        say=Say(rule.message, rule.suggestions),
        says=MappingProxyType({}),
        source="house",
        phrases=MappingProxyType(phrases),
        plain=(),
        confusions=(),
        limits=MappingProxyType({}),
        examples=(),
    )


def cost(rule: HouseRule, pack: Pack) -> int:
    """In how many ways a rule's phrases may be tried at one place, all of them together.

    Raises:
        RuleRefused: One of them is too long, too hard or can't be read.
    """
    return sum(check_phrase(phrase, pack) for phrase in (*rule.flag, *rule.unless))


def check_phrase(phrase: str, pack: Pack) -> int:
    """Compile one phrase and say in how many ways it may be tried at one place.

    Raises:
        RuleRefused: It is too long, can't be read, or could be tried in too many ways.
    """
    if len(phrase) > LONGEST:
        raise RuleRefused("too_long", phrase)
    try:
        rows = tuple(Compiler(pack.lang, pack.lists).compile(phrase))
    except (PhraseError, ValueError, RecursionError, IndexError):
        raise RuleRefused("broken", phrase) from None
    tried = ways(rows)
    if tried > HARDEST:
        raise RuleRefused("too_hard", phrase)
    return tried


def ways(rows: Iterable[Row]) -> int:
    """In how many ways rows may be tried at one place, at the most.

    Of alternatives that begin with a word of their own only those are tried whose word stands there, so a list of
    words costs no more than its hardest one.
    """
    return max((prod(map(_ways_of, row)) for row in rows), default=1)


def _ways_of(element: Element) -> int:
    own = max(1, len(element.always)) * ways(element.nested) + int(element.optional)
    return own * (element.gap + 1)
