"""Slips of marks and spaces, as typed by hand: forty in each language, each mended exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.draft import LANGUAGES, Draft
from nlp.engines.lexicon import load_own
from nlp.pack import load_pack
from nlp.ports import Lexicon, Reading
from nlp.rules import punctuation
from nlp.view import View
from nlp.wordings.wording import put

TYPED = Path(__file__).parent / "typed"
CASES = [
    (lang, *line.split(" => "))
    for lang in LANGUAGES
    for line in (TYPED / f"{lang}.txt").read_text("utf-8").splitlines()
]
FINITE = {"luulen": "1", "on": "3", "kerroit": "2", "soita": "2"}


class WithVerbs:
    """The house's own list, and the few Finnish verbs that the commas of these sentences hang on."""

    def __init__(self, own: Lexicon) -> None:
        self.own = own

    def readings(self, word: str) -> tuple[Reading, ...]:
        """The verb's reading, or what the own list says."""
        person = FINITE.get(word.lower())
        verb = Reading(word.lower(), "VERB", frozenset({"VerbForm=Fin", f"Person={person}"}))
        return (verb,) if person else tuple(self.own.readings(word))


def mended(draft: str, lang: str) -> str:
    """The draft with every first suggestion of the rule taken."""
    own = load_own(lang)
    pack = load_pack(lang)
    view = View(Draft(draft, lang=lang), pack, WithVerbs(own) if lang == "fi" else own)
    for finding in sorted(punctuation.check(view, pack.rules["punctuation"]), key=lambda f: -f.start):
        draft = put(draft, finding.taken, finding.suggestions[0])
    return draft


@pytest.mark.parametrize(("lang", "typed", "meant"), CASES)
def test_a_slip_is_mended_as_its_writer_meant(lang: str, typed: str, meant: str) -> None:
    """Taking the first suggestion gives the text that was meant, to the letter."""
    assert mended(typed, lang) == meant


@pytest.mark.parametrize(("lang", "meant"), [(lang, meant) for lang, _, meant in CASES])
def test_what_is_right_is_left_alone(lang: str, meant: str) -> None:
    """The same sentences written well: not one remark."""
    assert mended(meant, lang) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("We have it ,too, on the shelf.", "We have it, too, on the shelf."),
        ("We open at nine .The cafe opens later.", "We open at nine. The cafe opens later."),
    ],
)
def test_a_space_on_the_wrong_side_of_a_mark_changes_sides(typed: str, meant: str) -> None:
    """One remark for both: the space before goes, and one behind comes."""
    assert mended(typed, "en") == meant


@pytest.mark.parametrize("draft", ['Rețin „Solenoid" pe numele dvs.', '„Solenoid" e la raft, „Orbitor" nu.'])
def test_a_straight_mark_closes_a_low_one(draft: str) -> None:
    """So it comes from many keyboards."""
    assert mended(draft, "ro") == draft


@pytest.mark.parametrize(("typed", "meant"), [("hej Oskar!", "Hej Oskar!"), ("då ses vi.", "Då ses vi.")])
def test_a_sentence_by_itself_starts_large_however_short(typed: str, meant: str) -> None:
    """Two words and a mark are a sentence; in a chat nobody minds (`nlp.typos.marks.find_slips`)."""
    assert mended(typed, "sv") == meant


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_forty_slips(lang: str) -> None:
    """No language is measured on less than another."""
    assert sum(case[0] == lang for case in CASES) >= 40
