"""A word's readings are the same Universal Dependencies features, whoever supplied them."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from nlp.draft import LANGUAGES
from nlp.engines import open_engines
from nlp.engines.lexicon import DictionaryLexicon, LayeredLexicon, OwnLexicon, load_own, parse_paradigms
from nlp.engines.morfologik import Dictionary
from nlp.engines.tags import load_tagset
from nlp.engines.voikko import PurePythonVoikko, VoikkoLexicon
from nlp.ports import Reading
from tests.nlp.engines.automata import cfsa2

INFO = b"fsa.dict.separator=+\nfsa.dict.encoding=utf-8\nfsa.dict.encoder=SUFFIX\n"


def lexicon(lang: str, *entries: str) -> DictionaryLexicon:
    return DictionaryLexicon(Dictionary(cfsa2(list(entries)), INFO), load_tagset(lang))


def features(readings: object, pos: str) -> set[str]:
    return {"|".join(sorted(reading.feats)) for reading in readings if reading.pos == pos}


@pytest.mark.parametrize(
    ("lang", "entry", "word", "imperative"),
    [
        ("en", "ask+A+VB", "Ask", "Mood=Imp|Person=2|VerbForm=Fin"),
        (
            "it",
            "chiedete+Dre+VER:impr+pres+2+p",
            "Chiedete",
            "Mood=Imp|Number=Plur|Person=2|Tense=Pres|VerbForm=Fin",
        ),
        ("ro", "reveniți+D+V0p2000m00", "Reveniți", "Mood=Imp|Number=Plur|Person=2|VerbForm=Fin"),
        ("sv", "ring+Aa+VB:IMP", "Ring", "Mood=Imp|VerbForm=Fin|Voice=Act"),
    ],
)
def test_an_imperative_at_the_start_of_a_sentence_is_seen(lang, entry, word, imperative):
    """The capital of a first word hides nothing, and the tag becomes features."""
    assert imperative in features(lexicon(lang, entry).readings(word), "VERB")


def test_a_swedish_s_form_is_passive():
    """The passive of "låna" is found by its tag."""
    readings = lexicon("sv", "lånas+B+VB:PRS:PF").readings("lånas")
    assert features(readings, "VERB") == {"Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Pass"}


def test_a_clitic_behind_a_hyphen_leaves_the_verb():
    """The form "adresați-vă" is read as "adresați", and only as a verb."""
    readings = lexicon("ro", "adresați+C+V0p2000m00", "adresați+A+Amp3an0000").readings("Adresați-vă")
    assert {reading.pos for reading in readings} == {"VERB"}


def test_an_unknown_word_has_no_readings():
    """Nothing is guessed."""
    assert not lexicon("en", "ask+A+VB").readings("zzyzx")


def test_the_own_list_alone_speaks_for_small_words():
    """A Swedish pronoun gets its person from the list, while the dictionary's other readings of the form stay."""
    own = OwnLexicon({"man": (Reading("man", "PRON", frozenset({"Person=3"})),)})
    both = LayeredLexicon(own, lexicon("sv", "man+A+PN", "man+A+NN:OF:SIN:NOM:UTR"))
    assert [reading.pos for reading in both.readings("man")] == ["PRON", "NOUN"]
    assert features(both.readings("man"), "PRON") == {"Person=3"}


def test_of_other_words_each_may_know_what_the_other_lacks():
    """A verb's readings are those of the list and those of the dictionary."""
    own = OwnLexicon({"varaa": (Reading("varata", "VERB", frozenset({"Mood=Imp"})),)})
    both = LayeredLexicon(own, OwnLexicon({"varaa": (Reading("varata", "VERB", frozenset({"Mood=Ind"})),)}))
    assert features(both.readings("varaa"), "VERB") == {"Mood=Imp", "Mood=Ind"}


def test_a_row_with_a_form_too_few_is_refused_by_name():
    """A slip in a list is told with file, lemma and count."""
    with pytest.raises(ValueError, match=r"x\.toml: “ask” has 1 forms for 2 columns"):
        parse_paradigms({"paradigms": [{"columns": ["VERB", "VERB"], "rows": "ask: ask"}]}, "x.toml")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_knows_whom_it_speaks_to_without_any_download(lang):
    """The second person is known by the own list alone."""
    word = {"en": "you", "it": "voi", "ro": "dumneavoastră", "sv": "ni", "fi": "te"}[lang]
    assert any("Person=2" in reading.feats for reading in load_own(lang).readings(word))
    assert any("Person=2" in reading.feats for reading in open_engines(None).lexicons[lang].readings(word))


@pytest.mark.parametrize(
    ("lang", "word", "lemma"),
    [
        ("en", "Ask", "ask"),
        ("it", "Compilate", "compilare"),
        ("ro", "Contactați", "contacta"),
        ("sv", "Ring", "ringa"),
        ("fi", "Varaa", "varata"),
        ("fi", "Täyttäkää", "täyttää"),
    ],
)
def test_the_verbs_of_library_replies_are_known_without_any_download(lang, word, lemma):
    """An order at the start of a sentence is seen by the own list alone."""
    readings = load_own(lang).readings(word)
    assert any(reading.lemma == lemma and "Mood=Imp" in reading.feats for reading in readings)


@pytest.mark.skipif(find_spec("pyvoikko") is None, reason="pyvoikko is not installed: pip install pyvoikko")
@pytest.mark.parametrize(
    ("word", "lemma", "expected"),
    [
        ("Varatkaa", "varata", {"Mood=Imp", "Person=2", "Number=Plur"}),
        ("tehdään", "tehdä", {"Voice=Pass", "Mood=Ind"}),
        ("palautettava", "palauttaa", {"Voice=Pass", "VerbForm=Part", "PartForm=Pres"}),
        ("kirjasi", "kirja", {"Person[psor]=2", "Number[psor]=Sing"}),
        ("ottaisitko", "ottaa", {"Clitic=Ko", "Mood=Cnd", "Person=2"}),
        ("otathan", "ottaa", {"Clitic=Han", "Person=2"}),
        ("älkää", "ei", {"Mood=Imp", "Polarity=Neg", "Person=2"}),
    ],
)
def test_finnish_is_read_without_the_c_library(word, lemma, expected):
    """Mood, person, the passive, participles, possessives and the question clitic come from pyvoikko alone."""
    readings = VoikkoLexicon(PurePythonVoikko()).readings(word)
    assert any(reading.lemma == lemma and expected <= reading.feats for reading in readings)
