"""A reply's language is told by its small words, and by a model where they leave it open."""

from __future__ import annotations

import pytest

from nlp.detect import detect
from nlp.engines.language import detect_language

CUES = {"en": frozenset({"the", "and", "you", "sorry"}), "sv": frozenset({"och", "att", "inte", "nej"})}


def no_model(text):
    """A model that must not be asked."""
    raise AssertionError(text)


@pytest.mark.parametrize(("text", "lang"), [("Nej.", "sv"), ("You and the book", "en"), ("Det är inte och", "sv")])
def test_small_words_settle_it_without_a_model(text, lang):
    """Two of them in a sentence, or one in a short line, are enough."""
    assert detect(text, CUES, no_model) == lang


@pytest.mark.parametrize("text", ["", "😊 1234", "...", "https://library.example/ask or-me@library.example"])
def test_what_has_no_words_has_no_language(text):
    """Digits, marks and emoji are in no language."""
    assert detect(text, CUES, no_model) is None


def test_a_model_decides_between_ours_what_small_words_leave_open():
    """The likeliest of our languages wins unless another one is all but sure."""
    ranked = [("da", 0.5), ("sv", 0.3), ("en", 0.1)]
    assert detect("Bogen kommer tirsdag eftermiddag hos os", CUES, lambda _: ranked) == "sv"


def test_another_language_is_none_of_ours():
    """A model that is sure of a sixth language says so."""
    assert detect("Das Buch kommt am Dienstag bestimmt wieder", CUES, lambda _: [("de", 0.95), ("sv", 0.03)]) is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Nej, kolla OPAC.", "sv"),
        ("Ei ole. Kysy tiskiltä.", "fi"),
        ("Si rivolga al banco prestiti.", "it"),
        ("Reveniti maine, va rog.", "ro"),
        ("Ask at the desk.", "en"),
        ("Das Buch ist leider ausgeliehen, aber Sie können es gern vorbestellen.", None),
        ("Desværre er bogen udlånt, men du kan reservere den hos os og hente den på tirsdag.", None),
    ],
)
def test_real_lines_are_told_apart(text, lang):
    """With the lists and the model that ship, terse lines and neighbours come out right."""
    assert detect_language(text) == lang
