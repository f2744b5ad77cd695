"""What goes between a desk and its checkers arrives as it left."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.checking import wire
from bot.checking.proofreader import read_once
from bot.ports import Proofread
from nlp.draft import LANGUAGES, Draft, House, Piece
from nlp.engines.lexicon import load_own
from nlp.examples import draft_of
from nlp.finding import Finding
from nlp.house_rules import HouseRule, compile_rule
from nlp.pack import load_pack
from nlp.ports import Engines
from tests.bot.checking.serving import HOUSE

ENGINES = Engines(lexicons={lang: load_own(lang) for lang in LANGUAGES}, weighing=True)


def over(told: Any) -> Any:
    """As the other side reads it."""
    return json.loads(json.dumps(told))


def test_a_draft_arrives_as_it_left() -> None:
    """Context, what isn't known, and half an emoji that a browser cut in two."""
    drafts = [
        Draft("Hej\ud83d", house=HOUSE),
        Draft("Ciao", "it", "email", "closing", None, "Dove?", (Piece("patron", "Dove?"), Piece("desk", "")), HOUSE),
        Draft("", before=()),
    ]
    for draft in drafts:
        assert wire.draft_from_json(over(wire.draft_to_json(draft)), draft.house) == draft


def test_what_the_library_has_told_arrives_as_it_left() -> None:
    """Under the same name in every process: the order of a set doesn't count."""
    body = wire.house_to_bytes(HOUSE)
    came = wire.house_from_bytes(body)
    assert wire.house_to_bytes(came) == body
    assert (came.contacts, came.names, came.words, came.glossary, came.off) == (
        HOUSE.contacts, HOUSE.names, HOUSE.words, HOUSE.glossary, HOUSE.off,
    )  # fmt: skip
    (rule,) = came.rules["sv"]
    assert (rule.name, rule.say, rule.words("unless").source) == (
        "house_lampa",
        HOUSE.rules["sv"][0].say,
        ("på skrivbordet",),
    )
    assert wire.house_from_bytes(wire.house_to_bytes(House())) == House()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_the_packs_is_read_the_same_after_the_way(lang: str) -> None:
    """The same draft arrives there, and what was read in it arrives here: nothing more, nothing less."""
    house = wire.house_from_bytes(wire.house_to_bytes(HOUSE))
    for words in load_pack(lang).rules.values():
        for example in words.examples[:3]:
            draft = draft_of(example, lang)
            told = over(wire.draft_to_json(draft))
            assert wire.draft_from_json(told, house) == Draft(**_known(draft), house=house)
            read = read_once(draft, ENGINES)
            assert wire.read_from_json(over(wire.read_to_json(read)), read.ms) == read


def _known(draft: Draft) -> dict[str, Any]:
    names = ("text", "lang", "channel", "phase", "complaint", "question", "before")
    return {name: getattr(draft, name) for name in names}


def test_every_part_of_a_finding_arrives() -> None:
    """A part that is added later must not be forgotten here."""
    finding = Finding("vague", 1, 3, "ok", "Hm", ("a", "b"), "vague", "001", ("short",))
    read = Proofread((finding,), {"languagetool": "ok"}, 2.0)
    assert wire.read_from_json(over(wire.read_to_json(read)), 2.0) == read
    assert set(wire._FINDING) == set(Finding.__dataclass_fields__)
    assert {*wire._DRAFT, "before", "house"} == set(Draft.__dataclass_fields__)
    assert json.loads(wire.house_to_bytes(House())).keys() == House.__dataclass_fields__.keys()


def test_a_house_rule_is_compiled_as_at_home() -> None:
    """It flags the same words."""
    rule = HouseRule("house_lampa", "jargon", "Vad är det?", ("skrivbordslampan",), ("lampan",), ("på skrivbordet",))
    told = House(rules={"sv": (compile_rule(rule, load_pack("sv")),)})
    came = wire.house_from_bytes(wire.house_to_bytes(told))
    for text in ("Hej! Tänd lampan, så ses vi imorgon.", "Hej! Tänd lampan på skrivbordet, så ses vi imorgon."):
        read = [
            read_once(Draft(text, "sv", phase="service", house=house), ENGINES).findings for house in (told, came)
        ]
        assert read[0] == read[1]
    assert any(
        finding.rule == "house_lampa"
        for finding in read_once(Draft("Tänd lampan!", "sv", house=came), ENGINES).findings
    )
