"""A word that is a slip of a commoner one, told by its place: "det ärr rätt", "Vill dy ha den?"."""

from __future__ import annotations

import numpy as np
import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.engines.cloze import FOLDER, Cloze, EitherPhrasing, load_cloze, number_of, numbers_around
from nlp.engines.lookalikes import Tags
from nlp.ports import Reading
from tools.cloze import learn, places_of, slips_of

ENGINES = open_engines(parts_dir())


class NoForms:
    """A lexicon that knows nothing, so that all words without a model of their own are of one kind."""

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Nothing."""
        return ()


TAGS = Tags(NoForms())
PLACE = ["det", "ärr", "rätt"]


def cloze(*, odds: float = 0.0, **said: int) -> Cloze:
    """One slip, "ärr" for "är", with what its place says for "är" and for any unknown word (24 a nat)."""
    first = int(numbers_around(PLACE, 1, TAGS)[1])
    models = {"meant": "är", "kind": "=?"}
    weighed = sorted(((first + number_of(models[name])) & 0xFFFFFFFF, weight) for name, weight in said.items())
    keys = np.array([key for key, _ in weighed], dtype=np.uint32)
    weights = np.array([weight for _, weight in weighed], dtype=np.int8)
    return Cloze({"ärr": [("är", odds)]}, frozenset({"är"}), keys, weights, TAGS)


def test_what_is_common_and_what_the_place_says_are_added_up():
    """Either may tell alone; what speaks for the typed word speaks against a slip."""
    assert cloze(odds=0.0, meant=25).fits_better(PLACE, 1) == "är"
    assert cloze(odds=0.0, meant=20).fits_better(PLACE, 1) is None
    assert cloze(odds=2.0, meant=0).fits_better(PLACE, 1) == "är"
    assert cloze(odds=0.2, meant=60, kind=60).fits_better(PLACE, 1) is None
    assert cloze(odds=0.0, meant=20, kind=-60).fits_better(PLACE, 1) is None


def test_words_that_are_no_slip_are_left_alone():
    """Only what is a slip of something commoner is weighed."""
    assert cloze(odds=9.0, meant=99).fits_better(PLACE, 0) is None


def test_what_a_place_says_for_any_words_is_told():
    """In nats; of words that the lexicon lacks nothing is known, and the second of two readers tells."""
    reader = cloze(meant=48, kind=48)
    assert list(reader.suits(PLACE, 1, ["är", "ör"])) == [2.0, 0.0]
    assert list(EitherPhrasing(cloze(), reader).suits(PLACE, 1, ["är"])) == [2.0]


def test_of_two_readers_the_first_is_believed_first():
    """The other is heard where the first says nothing."""
    sure, unsure = cloze(odds=9.0, meant=0), cloze(odds=-9.0, meant=0)
    assert EitherPhrasing(unsure, sure).fits_better(PLACE, 1) == "är"
    assert EitherPhrasing(unsure, unsure).fits_better(PLACE, 1) is None


@pytest.mark.parametrize("typed", ["ar", "ärr", "er"])
def test_slips_of_hand_and_ear_are_made(typed):
    """A lost mark, a doubled letter, a sound; the word itself is none of them."""
    assert typed in slips_of("är", "sv")
    assert "är" not in slips_of("är", "sv")


def test_a_slip_in_the_first_letter_is_dearer():
    """Hands seldom miss it; a mark is lost anywhere."""
    found = slips_of("öppet", "sv")
    assert found["oppet"] < found["öpet"] < found["äppet"]


def test_learning_tells_a_models_places_from_the_rest():
    """What stands by its places alone speaks for it, what is seldom says nothing, and it is the same each time."""
    here, there, seldom = (
        np.full((5, 1), 7, np.uint32),
        np.full((5, 1), 9, np.uint32),
        np.full((1, 1), 3, np.uint32),
    )
    keys, weights = learn(np.concatenate([here, seldom]), there)
    by_key = dict(zip(keys.tolist(), weights.tolist(), strict=True))
    assert by_key[7] > 0.3 > -0.3 > by_key[9]
    assert 3 not in by_key
    assert (learn(np.concatenate([here, seldom]), there)[1] == weights).all()


def test_words_and_kinds_with_enough_places_have_a_model():
    """A word needs its hundred, and one word alone makes no kind."""
    stands, rest = places_of([["du", "är"]] * 130, TAGS)
    assert sorted(stands) == ["du", "är"]
    assert len(stands["är"]) == 130
    assert rest


def test_the_weights_that_are_shipped_can_be_searched():
    """Keys rise, every slip has its odds, and no word is a slip of itself; Finnish has none yet."""
    with np.load(FOLDER / "sv.npz") as kept:
        keys, typed, meant = kept["keys"], str(kept["typed"]).split(), str(kept["meant"]).split()
        assert len(typed) == len(meant) == len(kept["odds"]) > 1000
    assert (np.diff(keys.astype(np.int64)) > 0).all()
    assert all(one != other for one, other in zip(typed, meant, strict=True))
    assert load_cloze("fi", NoForms()) is None


@pytest.mark.languagetool
@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Det ärr rätt hylla, och kortet gäller här.", ("ärr", "är")),
        ("Tack frö att du hör av dig.", ("frö", "för")),
        ("Vill dy ha boken hemskickad?", ("dy", "du")),
        ("Det var kull att höra av dig.", ("kull", "kul")),
        ("Jag ar på kontoret till klockan fem.", ("ar", "är")),
        ("Vad laser hon helst just nu?", ("laser", "läser")),
        ("Kan ni koma förbi på onsdag?", ("koma", "komma")),
        ("Gåsen låg på sin kull.", None),
        ("Trädgården behöver frö till våren, och jorden finns i boden.", None),
        ("Vad rörd jag blir! Han har ett ärr på hakan och ligger i koma.", None),
        ("Jag ringde dit nyss.", None),
    ],
)
def test_a_real_word_in_the_place_of_a_commoner_one_is_found(text, slip):
    """Where the place asks for it; where it does not, rare words stay what they are."""
    found = check(Draft(text, lang="sv", channel="email"), ENGINES).findings
    typos = [(f.quote, f.suggestions[0]) for f in found if f.code in {"grammar", "spelling", "diacritics"}]
    assert typos == ([slip] if slip else [])
