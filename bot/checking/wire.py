"""A draft, what the library has told us, and what was read in it, as JSON between a desk and its checkers.

What the library has told us may be large (every author of its catalogue) and seldom changes: it goes over once, and
drafts name it by its digest.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from bot.ports import Proofread
from nlp.draft import Draft, House, Piece
from nlp.finding import Finding
from nlp.house_rules import HouseRule, compile_rule
from nlp.pack import RulePack, load_pack

_DRAFT: Final = ("text", "lang", "channel", "phase", "complaint", "question")
_FINDING: Final = ("code", "start", "end", "quote", "message", "suggestions", "rule", "source", "signs", "place")


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Everything but the house."""
    told: dict[str, Any] = {key: getattr(draft, key) for key in _DRAFT}
    told["before"] = None if draft.before is None else [[piece.by, piece.text] for piece in draft.before]
    return told


def draft_from_json(told: dict[str, Any], house: House) -> Draft:
    """The same draft.

    Raises:
        KeyError: Something is missing.
        TypeError: Something is of another kind.
        ValueError: The same.
    """
    if not isinstance(told["text"], str):
        raise TypeError("text")
    pieces = told["before"]
    before = None if pieces is None else tuple(Piece(by, text) for by, text in pieces)
    return Draft(**{key: told[key] for key in _DRAFT}, before=before, house=house)


def house_to_bytes(house: House) -> bytes:
    """The same bytes for the same house, whatever the order of its sets."""
    told = {
        "contacts": house.contacts,
        "names": sorted(house.names),
        "words": {lang: sorted(words) for lang, words in house.words.items()},
        "glossary": house.glossary,
        "off": sorted(house.off),
        "rules": {lang: [_rule_to_json(rule) for rule in rules] for lang, rules in house.rules.items()},
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def house_from_bytes(body: bytes) -> House:
    """The same house, its rules compiled anew.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    told = json.loads(body)
    return House(
        contacts=tuple(told["contacts"]),
        names=frozenset(told["names"]),
        words={lang: frozenset(words) for lang, words in told["words"].items()},
        glossary=told["glossary"],
        off=frozenset(told["off"]),
        rules={lang: tuple(_rule_from_json(rule, lang) for rule in rules) for lang, rules in told["rules"].items()},
    )


def digest_of(body: bytes) -> str:
    """What a house is named by."""
    return hashlib.sha256(body).hexdigest()


def _rule_to_json(rule: RulePack) -> dict[str, Any]:
    return {
        "name": rule.name,
        "code": rule.code,
        "message": rule.say.message,
        "suggestions": rule.say.suggestions,
        "flag": rule.words("flag").source,
        "unless": rule.words("unless").source,
    }


def _rule_from_json(told: dict[str, Any], lang: str) -> RulePack:
    tuples = {key: tuple(told[key]) for key in ("suggestions", "flag", "unless")}
    return compile_rule(HouseRule(told["name"], told["code"], told["message"], **tuples), load_pack(lang))


def read_to_json(read: Proofread) -> dict[str, Any]:
    """What was read."""
    findings = [[getattr(finding, key) for key in _FINDING] for finding in read.findings]
    return {"findings": findings, "engines": dict(read.engines)}


def read_from_json(told: dict[str, Any], ms: float) -> Proofread:
    """The same, and how long whoever asked has waited, in milliseconds.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    findings = tuple(
        Finding(**dict(zip(_FINDING, (_tuple(value) for value in values), strict=True)))
        for values in told["findings"]
    )
    return Proofread(findings, told["engines"], ms)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
