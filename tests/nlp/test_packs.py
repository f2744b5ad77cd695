"""Every example on disk is a promise of its rule: it flags what it says, or keeps quiet."""

from __future__ import annotations

from typing import Any

import pytest

from nlp.check import hear
from nlp.draft import LANGUAGES, Draft, Piece
from nlp.engines.lexicon import load_own
from nlp.pack import Example, RulePack, load_pack
from nlp.view import View

PAIRS = [
    pytest.param(lang, words, example, id=f"{lang}-{words.name}-{number}")
    for lang in LANGUAGES
    for words in load_pack(lang).rules.values()
    for number, example in enumerate(words.examples)
]

ASKING = {"spelling", "diacritics", "grammar"}


def draft_of(example: Example, lang: str) -> Draft:
    """The example's draft in the context it names."""
    known: dict[str, Any] = {
        key: example.context[key] for key in ("channel", "phase", "complaint", "question") if key in example.context
    }
    before = example.context.get("before")
    pieces = None if before is None else tuple(Piece(piece["from"], piece["text"]) for piece in before)
    return Draft(example.draft, lang=lang, before=pieces, **known)


@pytest.mark.parametrize(("lang", "words", "example"), PAIRS)
def test_an_example_is_flagged_as_it_says(lang: str, words: RulePack, example: Example) -> None:
    """The rule flags exactly the example's parts, by the language's own word list alone."""
    pack = load_pack(lang)
    view = View(draft_of(example, lang), pack, load_own(lang))
    quotes = [finding.quote for finding in hear(view) if finding.rule == words.name]
    if example.flags is None:
        assert quotes == []
    else:
        assert len(quotes) == len(example.flags)
        assert all(flag in quote for flag, quote in zip(example.flags, quotes, strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_of_a_language_fires_and_keeps_quiet(lang: str) -> None:
    """A rule without both kinds of example has not been weighed; what asks an engine fires in its own tests."""
    for words in load_pack(lang).rules.values():
        fires = any(example.flags is not None for example in words.examples)
        assert fires or words.name in ASKING, f"{lang}/{words.name} never fires"
        assert any(example.flags is None for example in words.examples), f"{lang}/{words.name} is never quiet"


def test_every_language_has_the_same_rules() -> None:
    """The five languages are equal: a rule one has, all have."""
    names = {lang: set(load_pack(lang).rules) for lang in LANGUAGES}
    gaps = {lang: sorted(set.union(*names.values()) - own) for lang, own in names.items()}
    assert not any(gaps.values()), gaps
