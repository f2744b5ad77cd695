"""What the signs add up to, on scales small enough to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.check import check, hear
from nlp.draft import Draft, House
from nlp.engines.lexicon import load_own
from nlp.finding import Finding
from nlp.pack import load_pack
from nlp.ports import Engines
from nlp.view import View
from nlp.weigh.add_up import CATEGORIES, add_up, lay_out
from nlp.weigh.scales import BadWeightsError, Closeup, Scales, any_of, read_scales, shipped_scales
from nlp.weigh.signs import HEARD

OUTPUTS = (*CATEGORIES, "blame", "impersonal", "no-next-step", "apology", "jargon", "vague")


def scales_of(weights: Mapping[str, Mapping[str, float]], add: float = 1.0, keep: float = -1.0) -> Scales:
    """Scales on which each sign weighs what the test says, and nothing else weighs anything."""
    rows = {name: row for row, name in enumerate(weights)}
    whole = np.zeros((len(rows), len(OUTPUTS)), dtype=np.int8)
    for name, row in rows.items():
        for output, weight in weights[name].items():
            whole[row, OUTPUTS.index(output)] = round(weight * 10)
    units, bias = np.full(len(OUTPUTS), 0.1, dtype=np.float32), np.zeros(len(OUTPUTS), dtype=np.float32)
    limits = {f"add {one}": add for one in CATEGORIES} | {f"keep {one}": keep for one in CATEGORIES}
    return Scales(rows, whole, units, bias, OUTPUTS, limits)


def view_of(text: str, *, question: str | None = "Can I bring my dog?", house: House | None = None) -> View:
    """An English reply in mid conversation."""
    draft = Draft(text, lang="en", channel="chat", phase="service", question=question, house=house or House())
    return View(draft, load_pack("en"), load_own("en"))


LINK = "Here: https://library.example/dogs"
RULE = "Dogs stay at the door. It is in the house rules."


def test_signs_that_add_up_are_told_where_they_weigh_most() -> None:
    """No phrase says it; the sentence with the heaviest signs is quoted, in the words of the code that fits best."""
    scales = scales_of({"rule": {"cold": 2, "impersonal": 2}, "we": {"cold": -3}})
    (finding,) = add_up(view_of(RULE), [], scales)
    assert (finding.code, finding.quote) == ("impersonal", "It is in the house rules.")
    assert finding.message == load_pack("en").rules["impersonal"].say.message


def test_the_name_that_signs_a_letter_is_never_what_is_told() -> None:
    """Who signs says nothing cold: where the signature weighs most, what it signs is told."""
    letter = "Dear Ann,\nhttps://library.example/rooms\nHouse Rules Desk"
    draft = Draft(letter, lang="en", channel="email", phase="service", question="Can I bring my dog?")
    view = View(draft, load_pack("en"), load_own("en"))
    (finding,) = add_up(view, [], scales_of({"rule": {"cold": 3, "impersonal": 3}}))
    assert finding.quote == "https://library.example/rooms"


def test_a_yes_that_nothing_takes_back_is_no_dead_end() -> None:
    """Who has what they asked for needs no next step, whatever the signs add up to."""
    scales = scales_of({"we": {"dead-end": 3, "no-next-step": 3}})
    asked = "Is the lift working today?"
    (finding,) = add_up(view_of("We had it mended long ago.", question=asked), [], scales)
    assert finding.code == "no-next-step"
    assert not add_up(view_of("It is, yes, we had it mended long ago.", question=asked), [], scales)


def test_a_stretch_that_points_vaguely_is_not_told_as_a_dead_end_too() -> None:
    """One card a mending: the place to look is what the patron lacks."""
    view = view_of("We keep it on the website somewhere.", question="Where is the form?")
    vague = [finding for finding in hear(view) if finding.code == "vague"]
    assert vague
    assert add_up(view, vague, scales_of({"we": {"dead-end": 3, "no-next-step": 3}})) == vague


def test_what_gives_a_link_is_not_vague() -> None:
    """A page is a place, as a floor's number is."""
    scales = scales_of({"rule": {"cryptic": 3, "vague": 3}})
    told = [add_up(view_of(f"Dogs are in the house rules. {rest}"), [], scales) for rest in ("We wave.", LINK)]
    assert ["vague" in {finding.code for finding in findings} for findings in told] == [True, False]


def test_one_cold_sentence_is_told_however_warm_the_rest() -> None:
    """A whole letter outweighs one sentence; the sentence by itself doesn't forget its signs."""
    whole = scales_of({"rule": {"cold": 2}, "we": {"cold": -5}})
    weights = np.array([[100], [0]], dtype=np.int8)
    closeup = Closeup(("impersonal",), weights, np.array([0.1]), np.array([-4.0]), {"cold": 1.0})
    letter = view_of("We are so glad that you ask. It is in the house rules. We look forward to both of you.")
    assert add_up(letter, [], whole) == []
    (finding,) = add_up(letter, [], replace(whole, closeup=closeup))
    assert (finding.code, finding.quote) == ("impersonal", "It is in the house rules.")


def test_the_odds_of_any_are_at_least_those_of_the_likeliest() -> None:
    """Two sentences that may each be cold make a cold draft likelier than one."""
    likely, one, none = any_of(np.array([[1.0, 1.0], [1.0, -8.0], [-8.0, -8.0]], dtype=np.float32))
    assert likely > one > 0.99
    assert none < -7


def test_a_finding_names_the_words_that_moved_it() -> None:
    """A librarian who asks why sees their own words."""
    (finding,) = add_up(view_of(RULE), [], scales_of({"rule": {"cold": 2, "impersonal": 2}}))
    assert finding.signs == ("rules",)


def test_other_signs_keep_it_quiet() -> None:
    """Somebody who speaks outweighs the rule."""
    scales = scales_of({"rule": {"cold": 2, "impersonal": 2}, "we": {"cold": -3}})
    assert add_up(view_of("It is in the house rules, but we make room for guide dogs."), [], scales) == []


def test_what_a_rule_found_is_laid_on_the_scales_and_told_once() -> None:
    """Where a rule has spoken of the category, the scales say nothing beside it."""
    view = view_of(RULE)
    found = view.flag(load_pack("en").rules["blame"], view.text.sentences[1])
    scales = scales_of({f"{HEARD}blame": {"cold": 2}, "rule": {"cold": 2, "impersonal": 2}})
    assert lay_out(view, [found]).shared[f"{HEARD}blame"]
    assert add_up(view, [found], scales) == [found]


def test_a_rule_that_everything_else_speaks_against_is_hushed() -> None:
    """Warmth all around outweighs one phrase."""
    view = view_of(RULE)
    found = view.flag(load_pack("en").rules["blame"], view.text.sentences[1])
    assert add_up(view, [found], scales_of({f"{HEARD}blame": {"cold": 1}, "rule": {"cold": -3}})) == []


@pytest.mark.parametrize("code", ["placeholder", "personal-data", "spelling", "dense", "bare-link"])
def test_matters_of_fact_are_never_hushed(code: str) -> None:
    """A slot left open is one, however kind the reply."""
    found = Finding(code, 0, 4, "Dogs", "", rule=code.replace("-", "_"))
    scales = scales_of({"rule": dict.fromkeys(CATEGORIES, -9), f"{HEARD}{code}": {}})
    assert add_up(view_of(RULE), [found], scales) == [found]


def test_a_rule_the_scales_do_not_know_speaks() -> None:
    """A phrase rule that a library wrote yesterday was never weighed."""
    found = Finding("jargon", 0, 4, "Dogs", "", rule="house_dogs")
    scales = scales_of({f"{HEARD}jargon": {}, "rule": {"cryptic": -9}})
    assert add_up(view_of(RULE), [found], scales) == [found]


def test_the_houses_own_terms_are_never_hushed() -> None:
    """Who put a word into the glossary wants to be told of it."""
    house = House(glossary={"en": {"dogs": "guide dogs"}})
    found = Finding("jargon", 0, 4, "Dogs", "", rule="jargon")
    scales = scales_of({f"{HEARD}jargon": {}, "rule": {"cryptic": -9}})
    assert add_up(view_of(RULE, house=house), [found], scales) == [found]
    assert add_up(view_of(RULE), [found], scales) == []


def test_without_the_question_the_rules_speak_alone() -> None:
    """The scales were taught on replies; what isn't known to be one is left to the rules."""
    assert add_up(view_of(RULE, question=None), [], scales_of({"rule": {"cold": 9}})) == []


def test_what_is_missing_is_told_where_it_could_stand() -> None:
    """An apology has no quote."""
    scales = scales_of({"rule": {"cold": 2, "apology": 2}})
    (finding,) = add_up(view_of("Hi! " + RULE), [], scales)
    assert (finding.code, finding.quote, finding.start) == ("apology", "", 4)


def test_the_rules_alone_are_what_an_engine_without_weighing_hears() -> None:
    """Switched off, nothing is added and nothing taken."""
    draft = view_of(RULE).draft
    alone = check(draft, Engines(lexicons={"en": load_own("en")}))
    heard = {finding.code for finding in hear(View(draft, load_pack("en"), load_own("en")))}
    assert {finding.code for finding in alone.findings} == heard


def test_the_shipped_scales_tell_cold_from_kind() -> None:
    """The weights in the package, on a pair nobody trained on."""
    scales = shipped_scales()
    assert scales is not None
    cold = view_of("Animals are not admitted. The regulations apply to all visitors without exception.")
    kind = view_of(
        "I'm sorry, dogs can't come in, but we have a shady spot with water at the door. Shall I show you?"
    )
    scores = [scales.weigh(lay_out(view, []), "en").score("cold") for view in (cold, kind)]
    assert scores[0] > scales.limits["add cold"]
    assert scores[1] < scales.limits["keep cold"]


def test_damaged_weights_are_refused_by_name(tmp_path: Path) -> None:
    """What is no file of weights says so."""
    (tmp_path / "w.npz").write_bytes(b"no weights")
    with pytest.raises(BadWeightsError, match=r"w\.npz holds no weights"):
        read_scales(tmp_path / "w.npz")


def test_what_a_reply_never_does_is_a_sign_beside_what_it_does() -> None:
    """A rule weighs more where nobody speaks and nothing leads on; one "I" takes that sign away."""
    bare = lay_out(view_of(RULE), []).shared
    assert {"no we, rule", "no way on, rule", "unkind, rule"} <= bare.keys()
    spoken = lay_out(view_of("It is in the house rules. Shall I ask for you?"), []).shared
    assert not {"no we, rule", "no way on, rule", "unkind, rule"} & spoken.keys()


def test_good_news_that_sounds_like_a_no_stays_quiet() -> None:
    """To "How much is it?" the words "Nothing at all." are neither cold nor a dead end, whatever they weigh."""
    scales = scales_of({"not": {"cold": 3, "dead-end": 3, "no-next-step": 3, "blame": 3}})
    assert add_up(view_of("Nothing at all.", question="How much is it?"), [], scales) == []
    assert add_up(view_of("Nothing at all.", question="Have you found it?"), [], scales)


def test_a_slip_of_the_patrons_own_is_met_as_one() -> None:
    """Who broke something hears that it can happen to anyone, not thanks for a complaint."""
    scales = scales_of({"pay": {"cold": 3, "apology": 3}})
    (finding,) = add_up(view_of("The charge is £40.", question="I lost the book, sorry"), [], scales)
    assert finding.message == load_pack("en").rules["apology"].says["slip"].message


def test_a_missing_hello_is_told_however_kind_the_rest_is() -> None:
    """Nothing outweighs it: whether somebody says hello is plain to see."""
    draft = Draft("We open at ten.", lang="en", channel="chat", phase="opening", question="When do you open?")
    view = View(draft, load_pack("en"), load_own("en"))
    found = [finding for finding in hear(view) if finding.code == "greeting"]
    assert found
    assert add_up(view, found, scales_of({f"{HEARD}greeting": {"cold": 1}, "we": {"cold": -9}})) == found


def test_a_missing_apology_is_told_whatever_else_speaks_for_the_draft() -> None:
    """Whether anybody has said sorry is a matter of fact: a fine remedy doesn't outweigh it."""
    view = view_of("It has been mended. You can come in again.", question="The door was locked all day!")
    found = view.missing(load_pack("en").rules["apology"])
    assert add_up(view, [found], scales_of({"phase service": {"cold": -9}})) == [found]


def test_one_letter_word_may_be_outweighed_and_a_row_of_them_not() -> None:
    """A patron may know one; "the DDU has it under the RSL scheme" is a riddle however kind the rest is."""
    view = view_of("The DDU has it under the RSL scheme.", question="Where is my book?")
    words = load_pack("en").rules["acronym"]
    one, other = view.flag(words, (4, 7)), view.flag(words, (25, 28))
    scales = scales_of({f"{HEARD}acronym": {}, "phase service": {"cryptic": -9}})
    assert add_up(view, [one], scales) == []
    assert add_up(view, [one, other], scales) == [one, other]


def test_one_word_of_the_trade_may_be_outweighed_and_two_of_them_not() -> None:
    """The same word twice is still one; "the backfile is a bound run" needs two translations."""
    view = view_of("The backfile is a bound run, a backfile.", question="Where is the magazine?")
    words = load_pack("en").rules["jargon"]
    one, other, again = (view.flag(words, place, suggestions=()) for place in ((4, 12), (18, 27), (31, 39)))
    scales = scales_of({f"{HEARD}jargon": {}, "phase service": {"cryptic": -9}})
    assert add_up(view, [one, again], scales) == []
    assert add_up(view, [one, other], scales) == [one, other]


def test_thanks_are_missed_only_where_they_were_due() -> None:
    """Signs that make a draft cold don't make it one that should have thanked: "Quick, please!" gave nothing."""
    scales = scales_of({"phase service": {"cold": 3, "apology": -0.5, "blame": -2, "impersonal": -1}})
    codes = [finding.code for finding in add_up(view_of(RULE, question="Quick, please!"), [], scales)]
    assert codes
    assert "apology" not in codes


def test_where_no_code_fits_nothing_is_told() -> None:
    """Many small signs that make up no code are nothing that one could say to a librarian."""
    scales = scales_of({"phase service": {"cold": 3, "apology": -3, "blame": -2, "impersonal": -2}})
    assert add_up(view_of(RULE), [], scales) == []
