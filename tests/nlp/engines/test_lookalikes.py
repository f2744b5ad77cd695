"""Which of two small words that look alike belongs between its neighbours, by the weights a desk has."""

from __future__ import annotations

import numpy as np
import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.engines.lookalikes import FOLDER, Lookalikes, Tags, key_of, load_lookalikes, load_pairs
from nlp.ports import Reading
from tools.lookalikes import learn, places_of

COMMON = (
    "|",
    ".",
    ",",
    "att",
    "det",
    "du",
    "en",
    "i",
    "och",
    "som",
    "är",
    "the",
    "di",
    "la",
    "un",
    "că",
    "de",
    "o",
    "nu",
)
"""What stands beside words of any pair."""


class NoForms:
    """A lexicon that knows nothing."""

    def readings(self, word: str) -> tuple[Reading, ...]:
        """Nothing."""
        return ()


def lookalikes(**signs: int) -> Lookalikes:
    """One pair, "e" and "è", with the weights of some signs for "è" (24 a nat)."""
    weighed = sorted((key_of(("e", "è"), sign.replace("_", " ")), weight) for sign, weight in signs.items())
    keys = np.array([key for key, _ in weighed], dtype=np.uint32)
    weights = np.array([weight for _, weight in weighed], dtype=np.int8)
    return Lookalikes({"e": {"è": 2.0}}, keys, weights, Tags(NoForms()))


def test_what_stands_around_a_word_is_added_up():
    """Each sign says little, together they say enough; what speaks against it counts too."""
    words = ["il", "libro", "e", "qui"]
    assert lookalikes(l_libro=40, f_qui=20).fits_better(words, 2) == "è"
    assert lookalikes(l_libro=40).fits_better(words, 2) is None
    assert lookalikes(l_libro=40, f_qui=20, b_il=-30).fits_better(words, 2) is None


def test_learning_draws_the_line_between_two_words():
    """What stands by one word alone speaks for it, the same text gives the same weights, and rare signs none."""
    here, there, seldom = ["libro", "è", "qui"], ["casa", "e", "libro"], ["rara", "è", "rara"]
    places = {"e": [(there, 1)] * 5, "è": [*[(here, 1)] * 5, (seldom, 1)]}
    keys, weights = learn(("e", "è"), places, Tags(NoForms()))
    by_key = dict(zip(keys.tolist(), weights.tolist(), strict=True))
    assert by_key[key_of(("e", "è"), "l libro")] > 0.3 > -0.3 > by_key[key_of(("e", "è"), "l casa")]
    assert key_of(("e", "è"), "l rara") not in by_key
    assert (learn(("e", "è"), places, Tags(NoForms()))[1] == weights).all()


def test_only_places_of_the_words_asked_for_are_kept():
    """In sentences that are neither too short nor too long."""
    long_enough = ["casa", "e", "libro", "."]
    assert places_of([long_enough, ["casa", "e"]], ["e", "è"]) == {"e": [(long_enough, 1)], "è": []}


def test_words_of_no_pair_are_left_alone():
    """Only what people confuse is asked, wherever it stands."""
    assert lookalikes(l_e=120).fits_better(["e", "qui"], 1) is None


def test_a_language_without_weights_has_none():
    """English has its triples, Finnish nothing."""
    assert load_lookalikes("fi", NoForms()) is None
    assert load_pairs("fi") == {}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.npz")), ids=lambda path: path.stem)
def test_the_weights_are_of_the_pairs_that_are_told(path):
    """Every pair of the table has a weight of its own, and keys rise, as they are searched."""
    with np.load(path) as kept:
        keys = kept["keys"]
    assert (np.diff(keys.astype(np.int64)) > 0).all()
    pairs = {(min(a, b), max(a, b)) for a, others in load_pairs(path.stem).items() for b in others}
    assert pairs
    around = [f"{place} {word}" for place in ("l", "f", "b", "a") for word in COMMON]
    assert all(any(key_of(pair, sign) in keys for sign in ("", *around)) for pair in pairs)


@pytest.mark.languagetool
@pytest.mark.parametrize(
    ("lang", "text", "slip"),
    [
        ("it", "Il catalogo delle mostre e disponibile al banco del primo piano.", ("e", "è")),
        ("it", "La collega a messo da parte il volume per Lei.", ("a", "ha")),
        ("sv", "Den nya utgåvan är tjockare en den gamla.", ("en", "än")),
        ("sv", "Det går bra och låna boken i fyra veckor.", ("och", "att")),
        ("sv", "Du kunna hämta den vid disken i morgon.", ("kunna", "kan")),
        ("sv", "Jag tror att du här lånat den förut.", ("här", "har")),
        ("sv", "Den passar båda barn och vuxna.", ("båda", "både")),
        ("sv", "Boken är slut men den kommer tillbaka på fredag.", None),
        ("sv", "Vi har en bok till dig och en till henne.", None),
        ("it", "Il catalogo e la guida sono al banco, a destra.", None),
        ("ro", "Sala de lectură și depozitul sunt la etaj, în aripa veche.", None),
    ],
)
def test_small_words_are_told_from_those_they_look_like(lang, text, slip):
    """The place tells, also where no phrase of the pack does; good sentences stay quiet."""
    found = check(Draft(text, lang=lang, channel="email"), open_engines(parts_dir())).findings
    typos = [(finding.quote, finding.suggestions[0]) for finding in found if finding.code == "grammar"]
    assert typos == ([slip] if slip else [])
