"""What the library has told is no typo, whole or in part, in any form; and nothing else is let through."""

from __future__ import annotations

import pytest

from nlp.draft import Draft, House
from nlp.known import bases, know
from nlp.pack import load_pack
from nlp.typos.names import unknown_words
from nlp.view import View


class NoWords:
    """A dictionary that knows five words, so that everything else is a typo unless something vouches for it."""

    name = "dictionary"

    def knows(self, word: str) -> bool:
        return word in {"we", "have", "the", "book", "here"}

    def suggest(self, word: str) -> list[str]:
        return [word + "x"]

    def by_ear(self, word: str) -> tuple[tuple[float, str], ...]:
        return ()

    def frequency(self, word: str) -> int:
        return 1


def unknown(draft: str, lang: str, *, names: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> list[str]:
    house = House(names=frozenset(names), words={lang: frozenset(words)})
    view = View(Draft(draft, lang=lang, house=house), load_pack(lang), speller=NoWords())
    return [token.text for token in unknown_words(view)]


@pytest.mark.parametrize(
    ("lang", "word", "forms"),
    [
        ("en", "makerspace", ["makerspace", "makerspaces", "makerspace's"]),
        ("it", "prestitino", ["prestitino", "prestitini", "dell'prestitino"]),
        ("ro", "bibliocard", ["bibliocard", "bibliocardul", "bibliocardului", "bibliocarduri"]),
        ("ro", "tableta", ["tabletele"]),
        ("sv", "sagostunden", ["sagostunden", "sagostundens"]),
        ("fi", "celia", ["celia", "celian", "celiassa", "celiaan"]),
        ("fi", "virtanen", ["virtasen", "virtasella"]),
    ],
)
def test_a_house_word_is_known_in_its_forms(lang, word, forms):
    """Plural, genitive, case endings and elisions of an accepted word are accepted with it."""
    assert all(word in set(bases(form, lang)) for form in forms)
    assert unknown(" ".join(forms[:2]), lang, words=(word,)) == []


def test_another_word_is_not_let_through():
    """Only forms of the word itself: a longer one that begins alike is still unknown."""
    assert unknown("biblioteksbussar och", "sv", words=("biblio",)) != []


def test_a_name_is_known_word_by_word_with_its_capital():
    """Parts of a told name and their genitive are known; in small letters they are not."""
    told = ("Selma Lagerlöf",)
    assert unknown("Lagerlöfs", "sv", names=told) == []
    assert unknown("lagerlöfs", "sv", names=told) == ["lagerlöfs"]


def test_a_title_is_known_as_a_whole():
    """The small words of a title are known in it, whatever its capitals, and not outside it."""
    told = ("Zzyzx qworum",)
    assert unknown("we have zzyzx qworum", "en", names=told) == []
    assert "qworum" in unknown("the book qworum here", "en", names=told)


def test_many_names_are_looked_at_once():
    """The same set of names is not taken apart for every check."""
    names = frozenset(f"Name{n} Family{n}" for n in range(1000))
    assert know(names) is know(frozenset(names))
