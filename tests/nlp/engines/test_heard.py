"""Common words near to what was typed by ear."""

from __future__ import annotations

from nlp.engines.heard import HeardWords

WORDS = HeardWords(
    {"excellent": 14, "except": 15, "exile": 10, "kärlek": 16, "erfarenhet": 15, "exceleent": 1, "och": 25}
)


def test_a_word_typed_by_ear_is_found():
    """Two slips away, or more in a long word, with a mark lost or not."""
    assert WORDS.near("excelnt")[0][1] == "excellent"
    assert [word for _, word in WORDS.near("kärlik")] == ["kärlek"]
    assert [word for _, word in WORDS.near("erfarente")] == ["erfarenhet"]


def test_the_nearest_comes_first_with_what_it_costs():
    """Costs rise, and none is as far as the word is long."""
    costs = [cost for cost, _ in WORDS.near("excelnt")]
    assert costs == sorted(costs)
    assert 1.0 < costs[0] < 1.6


def test_rare_words_and_the_word_itself_are_not_offered():
    """What hardly anybody wrote is no better than what was typed, and a word is not its own correction."""
    assert [word for _, word in WORDS.near("excellent")] == []


def test_short_words_are_near_to_everything_and_so_to_nothing():
    """Below four letters nothing is offered."""
    assert WORDS.near("oc") == ()
