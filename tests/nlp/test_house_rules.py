"""Rules an admin writes: heard like any other, and never a burden."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.check import hear
from nlp.draft import Draft, House
from nlp.engines.lexicon import load_own
from nlp.house_rules import LONGEST, MOST_PHRASES, HouseRule, RuleRefused, check_phrase, compile_rule
from nlp.pack import load_pack
from nlp.view import View

DIGITAL = HouseRule(
    name="house_digital",
    code="vague",
    message="Der Name sagt nicht, was man dort tut.",
    suggestions=("our e-book service",),
    flag=("the digital [service] portal", "<use> ... portal"),
    unless=("e-books",),
)


def heard(text: str, *rules: HouseRule, off: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Rule and quote of what is said of an English text."""
    compiled = tuple(compile_rule(rule, load_pack("en")) for rule in rules)
    draft = Draft(text, lang="en", channel="chat", phase="service", house=House(off=off, rules={"en": compiled}))
    return [(finding.rule, finding.quote) for finding in hear(View(draft, load_pack("en"), load_own("en")))]


def test_a_rule_of_the_house_is_heard_with_its_own_words() -> None:
    """Like a pack's, with base forms where there is a lexicon."""
    assert ("house_digital", "the digital portal") in heard("You find it in the digital portal today.", DIGITAL)


def test_a_rule_of_the_house_keeps_quiet_where_it_was_told_to() -> None:
    """In the same sentence, and in the other languages."""
    text = "You find e-books in the digital portal today."
    assert "house_digital" not in [rule for rule, _quote in heard(text, DIGITAL)]


def test_a_rule_that_is_off_is_not_heard() -> None:
    """Whatever it would say."""
    assert "jargon" in [rule for rule, _ in heard("Please look in the OPAC.")]
    assert "jargon" not in [rule for rule, _ in heard("Please look in the OPAC.", off=frozenset({"jargon"}))]


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("(a", "broken"),
        ("@nowhere", "broken"),
        ("...", "broken"),
        ("x" * (LONGEST + 1), "too_long"),
        ("a ... b ... c ... d", "too_hard"),
        ("a" + " [*b|*c|*d|*e]" * 5, "too_hard"),
    ],
)
def test_a_phrase_that_can_not_be_used_is_refused_with_its_reason(phrase: str, problem: str) -> None:
    """And by name, so that an admin can mend it."""
    with pytest.raises(RuleRefused) as refused:
        check_phrase(phrase, load_pack("en"))
    assert (refused.value.problem, refused.value.phrase) == (problem, phrase)


def test_a_rule_has_phrases_and_not_too_many() -> None:
    """None would never speak; thousands would be another language."""
    for flag, problem in (((), "empty"), (("word",) * (MOST_PHRASES + 1), "too_many")):
        with pytest.raises(RuleRefused) as refused:
            compile_rule(HouseRule("house_x", "vague", "…", flag=flag), load_pack("en"))
        assert refused.value.problem == problem


@given(st.text(alphabet="ab |()[]{}<>!~.@*=#^$:&'-", max_size=40))
@settings(deadline=None, max_examples=300)
def test_nothing_typed_raises_anything_but_a_refusal(phrase: str) -> None:
    """A slip is a sentence, never a trace."""
    try:
        check_phrase(phrase, load_pack("en"))
        rule = compile_rule(HouseRule("house_x", "vague", "…", flag=(phrase,)), load_pack("en"))
    except RuleRefused:
        return
    draft = Draft("a b, a ab (b) a!", lang="en", house=House(rules={"en": (rule,)}))
    hear(View(draft, load_pack("en")))


def test_a_rule_is_not_harder_than_the_limit_by_its_number_of_phrases() -> None:
    """Each by itself would do."""
    with pytest.raises(RuleRefused, match="too_hard"):
        compile_rule(HouseRule("house_x", "vague", "…", flag=("a ... a ... b",) * 6), load_pack("en"))


@pytest.mark.parametrize("phrase", ["a ... a ... b", "*a ... *a ... b", "[*a] [*a] [*a] [*a] [*a] b"])
def test_the_hardest_rule_does_not_hold_up_a_long_reply(phrase: str) -> None:
    """Two thousand words without a full stop, made to almost match everywhere."""
    rule = compile_rule(HouseRule("house_x", "vague", "…", flag=(phrase,) * 5), load_pack("en"))
    view = View(Draft("a " * 2_000, lang="en"), load_pack("en"))
    assert len(view.text.sentences) == 1
    began = time.perf_counter()
    assert not list(rule.words("flag").find(view.text))
    assert time.perf_counter() - began < 10
