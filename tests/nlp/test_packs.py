"""Every example on disk is a promise of its rule: it flags what it says, or keeps quiet."""

from __future__ import annotations

import pytest

from nlp.draft import LANGUAGES
from nlp.engines.lexicon import load_own
from nlp.examples import failing, holds, quotes_of
from nlp.gaps import ASKING, gaps_of
from nlp.pack import Example, RulePack, load_pack
from tools.gap_page import packs, render_gaps

PAIRS = [
    pytest.param(lang, words, example, id=f"{lang}-{words.name}-{number}")
    for lang in LANGUAGES
    for words in load_pack(lang).rules.values()
    for number, example in enumerate(words.examples)
]


@pytest.mark.parametrize(("lang", "words", "example"), PAIRS)
def test_an_example_is_flagged_as_it_says(lang: str, words: RulePack, example: Example) -> None:
    """The rule flags exactly the example's parts, by the language's own word list alone."""
    quotes = quotes_of(load_pack(lang), words.name, example, load_own(lang))
    assert holds(example, quotes), quotes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_of_a_language_fires_and_keeps_quiet(lang: str) -> None:
    """A rule without both kinds of example has not been weighed; what asks an engine fires in its own tests."""
    for words in load_pack(lang).rules.values():
        fires = any(example.flags is not None for example in words.examples)
        assert fires or words.name in ASKING, f"{lang}/{words.name} never fires"
        assert any(example.flags is None for example in words.examples), f"{lang}/{words.name} is never quiet"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kinder_turn_can_be_used(lang: str) -> None:
    """They are compiled when a rule has spoken; a slip in one is told here first."""
    rules = load_pack(lang).rules
    assert any(rule.kinder for rule in rules.values())
    assert all(pair.instead for rule in rules.values() for pair in rule.kinder)


def test_every_language_has_the_same_rules() -> None:
    """The five languages are equal: a rule one has, all have."""
    names = {lang: set(load_pack(lang).rules) for lang in LANGUAGES}
    gaps = {lang: sorted(set.union(*names.values()) - own) for lang, own in names.items()}
    assert not any(gaps.values()), gaps


def test_every_language_on_disk_keeps_its_own_word() -> None:
    """A language that is only begun is read too, and what it shows of itself is true."""
    begun = [pack for pack in packs() if pack.lang not in LANGUAGES]
    assert [slip for pack in begun for slip in failing(pack)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_language_lacks_an_act_a_family_or_a_rule(lang: str) -> None:
    """The five are equal in all that every draft is read for."""
    assert [gap for gap in gaps_of(load_pack(lang)) if gap.kind in {"act", "family", "rule", "example"}] == []


def test_the_public_table_of_gaps_is_true(request: pytest.FixtureRequest) -> None:
    """The page says what the packs lack today; `make docs` writes it anew."""
    page = request.config.rootpath / "docs" / "gaps.md"
    assert page.read_text(encoding="utf-8") == render_gaps()
