"""What an admin says of the rules, made ready for the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import structlog

from bot.tuning.bodies import GlossaryBody, HouseRuleBody, RuleBody
from bot.tuning.kinds import GLOSSARY, PHRASES, RULE
from bot.tuning.record import Head, Name
from bot.tuning.strength import RuleSetting, Strength
from nlp.draft import LANGUAGES, House
from nlp.finding import CATEGORY_OF
from nlp.house_rules import HARDEST_HOUSE, HouseRule, RuleRefused, check_phrase, compile_rule, cost
from nlp.pack import Pack, RulePack, load_pack

TERMS: Final = "terms"
OWN: Final = "house_"
"""What the name of a house's own rule begins with."""

log: Final = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts now.

    Attributes:
        settings: By rule name; what is missing is as usual.
        own: Rules of the house's own, by language.
        glossary: Terms with plain wording, by language.
    """

    settings: Mapping[str, RuleSetting] = field(default_factory=dict)
    own: Mapping[str, tuple[RulePack, ...]] = field(default_factory=dict)
    glossary: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def told(self, house: House) -> House:
        """The same for the checks."""
        off = frozenset(name for name, setting in self.settings.items() if not setting.active)
        own = {lang: tuple(rule for rule in rules if rule.name not in off) for lang, rules in self.own.items()}
        glossary = {lang: dict(terms) for lang, terms in self.glossary.items()}
        return replace(house, off=off, rules=own, glossary=glossary)


def rules_of(known: Mapping[Name, Head]) -> Rules:
    """What records say; a rule that can't be used any more (a list it names has gone) is left out and logged."""
    settings = {key: setting_of(head.body) for (kind, key, _), head in known.items() if kind == RULE and head.body}
    glossary = {
        lang: GlossaryBody.model_validate(head.body).terms
        for (kind, _, lang), head in known.items()
        if kind == GLOSSARY and head.body
    }
    return Rules(settings, {lang: tuple(_own(known, lang)) for lang in LANGUAGES}, glossary)


def setting_of(body: Mapping[str, Any]) -> RuleSetting:
    """A rule's setting from its record."""
    said = RuleBody.model_validate(body)
    channels: dict[str, Strength] = {channel: strength for channel, strength in said.channels.items()}  # noqa: C416
    roles: dict[str, Strength] = {role: strength for role, strength in said.roles.items()}  # noqa: C416  widens
    return RuleSetting(said.active, said.strength, channels, roles)


def _own(known: Mapping[Name, Head], lang: str) -> Iterator[RulePack]:
    for (kind, key, of), head in known.items():
        if kind != PHRASES or of != lang or not head.body:
            continue
        try:
            yield compiled(key, lang, HouseRuleBody.model_validate(head.body))
        except (RuleRefused, ValueError) as refused:
            log.warning("rule left out", rule=key, lang=lang, why=str(refused))


def house_rule(key: str, body: HouseRuleBody) -> HouseRule:
    """A body as the core knows it."""
    return HouseRule(
        name=OWN + key,
        code=body.code,
        message=body.message,
        suggestions=tuple(body.suggestions),
        flag=tuple(body.flag),
        unless=tuple(body.unless),
    )


def compiled(key: str, lang: str, body: HouseRuleBody) -> RulePack:
    """A rule ready to be heard.

    Raises:
        RuleRefused: It can't be used.
        ValueError: Its code is not one of ours.
    """
    if body.code not in CATEGORY_OF:
        raise ValueError(body.code)
    return compile_rule(house_rule(key, body), load_pack(lang))


def check_house(key: str, lang: str, body: HouseRuleBody, known: Mapping[Name, Head]) -> None:
    """All rules of a language together must stay light.

    Raises:
        RuleRefused: ``too_hard`` without a phrase: the house has too many hard rules.
    """
    pack = load_pack(lang)
    others = (
        cost(house_rule(other, HouseRuleBody.model_validate(head.body)), pack)
        for (kind, other, of), head in known.items()
        if kind == PHRASES and of == lang and other != key and head.body
    )
    if sum(others) + cost(house_rule(key, body), pack) > HARDEST_HOUSE:
        raise RuleRefused("too_hard")


def check_terms(terms: Mapping[str, str], pack: Pack) -> None:
    """Terms are phrases, too.

    Raises:
        RuleRefused: One of them can't be used.
    """
    for term in terms:
        check_phrase(term, pack)
