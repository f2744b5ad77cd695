"""Dictionaries for tests of rules that ask whether a word is a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal


class KnowsAllBut:
    """A dictionary in which some names have no small form."""

    name: Literal["hunspell"] = "hunspell"

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def knows(self, word: str) -> bool:
        """Whether it is no name, or a name with its capital."""
        return word.capitalize() not in self.names or word in self.names

    def suggest(self, word: str) -> Sequence[str]:
        """Nothing."""
        del word
        return ()

    def by_ear(self, word: str) -> Sequence[tuple[float, str]]:
        """Nothing."""
        del word
        return ()

    def frequency(self, word: str) -> int:
        """Unknown."""
        del word
        return 0
