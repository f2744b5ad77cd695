"""Spelling without Java: what is right is known as written, and the right word comes first."""

from __future__ import annotations

import pytest

from nlp.engines import open_engines
from nlp.engines.counts import load_counts
from nlp.engines.morfologik import Dictionary
from nlp.engines.nearest import nearest
from nlp.engines.spelling import DictionarySpeller, MorfologikForms
from nlp.engines.voikko import VoikkoSpeller
from nlp.typos.edits import marks_apart, neighbours, single_edits
from tests.nlp.engines.automata import cfsa2

INFO = b"fsa.dict.separator=+\nfsa.dict.encoding=utf-8\nfsa.dict.encoder=SUFFIX\nfsa.dict.frequency-included=true\n"
WORDS = ["the+W", "ten+M", "library+N", "a+W", "lot+P", "allot+C", "Rome+K", "città+J", "cita+C", "utente+F"]


def dictionary(*words: str) -> Dictionary:
    return Dictionary(cfsa2(list(words)), INFO)


@pytest.fixture
def speller() -> DictionarySpeller:
    return DictionarySpeller(
        "dictionary",
        MorfologikForms([dictionary(*WORDS), dictionary("color+O")]),
        accepted=frozenset({"OPAC"}),
        prohibited=frozenset({"cita"}),
        joined=frozenset({"l", "s"}),
    )


@pytest.mark.parametrize(
    "word", ["library", "Library", "LIBRARY", "Rome", "ROME", "OPAC", "color", "l'utente", "l’utente"]
)
def test_what_is_right_as_written_is_known(speller, word):
    """Capitals of a sentence or a heading, both variants, accepted terms and elisions are right."""
    assert speller.knows(word)


@pytest.mark.parametrize("word", ["rome", "libary", "opac", "cita", "x'utente", "l'utnte", "l'", ""])
def test_what_is_wrong_as_written_is_not_known(speller, word):
    """A name without its capital, a slip, a prohibited form and a wrong part are wrong."""
    assert not speller.knows(word)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("teh", "the"),
        ("Libary", "Library"),
        ("LIBARY", "LIBRARY"),
        ("citta", "città"),
        ("alot", "a lot"),
        ("rome", "Rome"),
        ("l'utnte", "l'utente"),
    ],
)
def test_the_right_word_comes_first(speller, typed, first):
    """Swapped letters, missing letters and marks, words run together, capitals kept."""
    assert speller.suggest(typed)[0] == first


def test_a_prohibited_word_is_never_offered(speller):
    """What counts as wrong is no correction either."""
    assert "cita" not in speller.suggest("citta")


def test_frequency_comes_from_the_counts_or_from_the_dictionary():
    """Counts are one scale for all words, whatever the capitals; without any the dictionary's own classes serve."""
    forms = MorfologikForms([dictionary("è", "topo+D")])
    speller = DictionarySpeller("dictionary", forms, counts={"è": 22, "topo": 9})
    assert speller.frequency("È") == 22
    assert speller.frequency("topo") == 9
    assert DictionarySpeller("dictionary", forms).frequency("topo") == 3
    assert speller.frequency("gatto") == 0


@pytest.mark.parametrize("lang", ["en", "it", "ro", "sv", "fi"])
def test_every_language_is_counted(lang):
    """Common words are told from rare ones and from what nobody writes, in all five languages."""
    counts = load_counts(lang)
    common = {"en": "the", "it": "che", "ro": "și", "sv": "och", "fi": "ja"}[lang]
    rarer = {"en": "librarian", "it": "bibliotecaria", "ro": "bibliotecar", "sv": "bibliotekarie", "fi": "kirjastoon"}
    assert 20 <= counts[common] <= 25
    assert 1 <= counts[rarer[lang]] < counts[common] - 8
    assert counts.get("qwrtz", 0) < 6


def test_a_language_without_counts_is_no_error():
    """A list that is missing counts nothing."""
    assert load_counts("xx") == {}


def test_the_walk_ends_on_a_word_like_no_other():
    """A long word far from everything gives nothing, and does not search for ever."""
    assert nearest(dictionary(*WORDS), "zxqvjkwzxqvjkwzxqvjkw") == []


def test_near_forms_cost_what_their_slip_costs():
    """A mark is cheaper than a swap, a swap cheaper than a wrong letter."""
    words = dictionary("città+J", "ictta+B", "citra+B")
    costs = {form: cost for cost, form in nearest(words, "citta")}
    assert costs["città"] < costs["ictta"] < costs["citra"] + 0.5
    assert costs["città"] < costs["citra"]


def test_one_slip_is_undone():
    """Every kind of slip is among the single edits, with the capital kept and never the word itself."""
    edits = single_edits("Kirjatso", "aijkorst")
    assert {"Kirjasto", "Kirjato", "Kirjattso", "Kirjatsoo", "Kirjatsa"} <= set(edits)
    assert "Kirjatso" not in edits
    assert all(edit[0].isupper() for edit in edits)


def test_marks_are_told_from_letters():
    """Only forms that differ by marks alone have a cost here."""
    assert marks_apart("va", "vă") == pytest.approx(0.3)
    assert marks_apart("va", "ve") is None
    assert "o" in neighbours("p")


def test_a_speller_that_is_not_there_accepts_everything():
    """Without a dictionary nothing is flagged, and the engine says it is off."""
    speller = open_engines(None).spellers["it"]
    assert speller.name == "off"
    assert speller.knows("qwrtz")
    assert list(speller.suggest("qwrtz")) == []


class SlowAnalyser:
    """A Finnish engine that counts how often it is asked."""

    name = "voikko"

    def __init__(self):
        self.asked = 0

    def analyse(self, word):
        return []

    def knows(self, word):
        self.asked += 1
        return word == "kirjasto"

    def suggest(self, word):
        return ["kirjasto"]


def test_a_finnish_word_is_asked_once():
    """The same form is not looked up twice."""
    analyser = SlowAnalyser()
    speller = VoikkoSpeller(analyser)
    assert [speller.knows("kirjasto"), speller.knows("kirjasto"), speller.knows("kirjatso")] == [True, True, False]
    assert analyser.asked == 2
    assert speller.suggest("kirjatso") == ("kirjasto",)


def test_a_finnish_word_of_libraries_is_right_though_voikko_lacks_it():
    """At the beginning of a sentence, too."""
    speller = VoikkoSpeller(SlowAnalyser(), accepted=frozenset({"vau"}))
    assert [speller.knows(word) for word in ("vau", "Vau", "vua")] == [True, True, False]
