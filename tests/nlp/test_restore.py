"""Romanian marks put back where they were left out, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.draft import Draft
from nlp.pack import load_pack
from nlp.ports import SpellingState
from nlp.restore import restored
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
