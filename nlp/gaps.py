"""What a language's pack still lacks, beside what the finished ones have: the public list of gaps.

A gap is a rule without a file, a list that is read and empty, a wording that others have, or a rule that no example
shows firing or keeping quiet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from nlp.acts import KINDS
from nlp.draft import LANGUAGES
from nlp.finding import CATEGORY_OF, Category
from nlp.pack import Pack, RulePack, load_pack
from nlp.weigh.families import PREFIX
from nlp.weigh.signs import PATRON

Kind = Literal["rule", "act", "patron", "family", "phrases", "wording", "example"]

KIND_NAMES: Final[dict[Kind, str]] = {
    "rule": "rules without a file",
    "act": "acts nobody has written phrases for",
    "patron": "what patrons say",
    "family": "families of words for the weighing",
    "phrases": "lists inside rules",
    "wording": "wordings inside rules",
    "example": "rules not shown both firing and keeping quiet",
}

ASKING: Final = frozenset({"spelling", "diacritics", "grammar"})
"""Rules that ask an engine, and fire only in its own tests."""

_COMMON: Final = 3
"""A list or wording that so many languages have is one that a language can lack; others are its own affair."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing a language lacks, such as the act ``handover`` or the list ``blame.flag_repeat``."""

    kind: Kind
    name: str


def gaps_of(pack: Pack, others: Iterable[Pack] | None = None) -> tuple[Gap, ...]:
    """Everything a pack lacks.

    Args:
        pack: Any pack, finished or begun.
        others: The packs it is held against; those of the languages that are read, unless told.
    """
    models = tuple(others) if others is not None else tuple(map(load_pack, LANGUAGES))
    return tuple(dict.fromkeys(_gaps(pack, models)))


def _gaps(pack: Pack, models: tuple[Pack, ...]) -> Iterator[Gap]:
    for name in sorted({name for model in models for name in model.rules} - set(pack.rules)):
        yield Gap("rule", name)
    yield from (Gap("act", kind) for kind in KINDS if not pack.words(kind))
    yield from (Gap("patron", name) for name in PATRON if not pack.words(name))
    families = sorted({name for model in models for name in model.lists if name.startswith(PREFIX)})
    yield from (Gap("family", name.removeprefix(PREFIX)) for name in families if not pack.words(name))
    for rule in pack.rules.values():
        theirs = [model.rules[rule.name] for model in models if rule.name in model.rules]
        yield from _gaps_in(rule, theirs)


def _gaps_in(rule: RulePack, theirs: list[RulePack]) -> Iterator[Gap]:
    if CATEGORY_OF[rule.code] is not Category.TYPO:  # how words are misspelt is each language's own affair
        yield from (
            Gap("phrases", f"{rule.name}.{name}") for name in _common(theirs, "phrases") if not rule.words(name)
        )
        yield from (
            Gap("wording", f"{rule.name}.{name}") for name in _common(theirs, "says") if name not in rule.says
        )
    shown = {example.flags is not None for example in rule.examples}
    if shown != {True, False} and not (rule.name in ASKING and False in shown):
        yield Gap("example", rule.name)


def _common(rules: list[RulePack], attribute: Literal["phrases", "says"]) -> list[str]:
    names = [name for rule in rules for name in getattr(rule, attribute)]
    return sorted({name for name in names if names.count(name) >= _COMMON})
