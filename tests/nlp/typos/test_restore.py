"""Romanian marks put back where they were left out, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.parts import parts_dir
from nlp.check import check
from nlp.draft import Draft
from nlp.engines import open_engines
from nlp.pack import load_pack
from nlp.ports import SpellingState
from nlp.typos.restore import restored
from nlp.view import View


class Knows:
    """A speller that knows what it is told, and suggests nothing."""

    name: SpellingState = "dictionary"

    def __init__(self, *words: str) -> None:
        self.words = frozenset(words)

    def knows(self, word: str) -> bool:
        """Whether the word was told."""
        return word in self.words

    def suggest(self, word: str) -> Sequence[str]:
        """Nothing."""
        return ()

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Nothing."""
        return ()

    def frequency(self, word: str) -> int:
        """As common as any other."""
        return 10 if word in self.words else 0


def forms(text: str, speller: Knows) -> list[str]:
    """The restored forms of a text."""
    view = View(Draft(text, lang="ro"), load_pack("ro"))
    return [form for _token, form in restored(view.text, speller, None)]


def test_a_roman_number_is_no_word_without_its_marks() -> None:
    """Volume II stays volume II, though "îi" is a word."""
    assert forms("Volumul II se intoarce joi.", Knows("volumul", "îi", "se", "întoarce", "joi")) == ["întoarce"]


@pytest.mark.languagetool
@pytest.mark.parametrize(
    "meant",
    [
        "Bună ziua, doamnă Pop, cartea dumneavoastră a sosit și vă așteaptă până joi, la ora 18.",
        "Stimată doamnă, cred că puteți ține cartea încă o săptămână.",
        "V-am scris ca să știți că la rândul său, domnul Ionescu o poate păstra sau lăsa la noi.",
        "Într-adevăr, biblioteca din București și-a mutat o singură sală, în dreapta.",
        "Ți-o trimitem la aceeași adresă din Timișoara, sub influența vremii.",
        "Sala de lectură se va deschide ca de obicei, iar cu tine vorbim mâine.",
    ],
)
def test_a_reply_without_marks_is_restored_as_it_was_meant(meant: str) -> None:
    """Small words, forms of address, hours, infinitives and names of towns all get their own marks back."""
    plain = meant.translate(str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST"))
    findings = check(Draft(plain, lang="ro", channel="email"), open_engines(parts_dir())).findings
    assert meant in [suggestion for finding in findings for suggestion in finding.suggestions]
