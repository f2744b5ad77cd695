"""The house dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

WordState = Literal["open", "accepted", "declined"]


@dataclass(frozen=True, slots=True)
class HouseWord:
    """A word of the house dictionary, or one proposed for it.

    Attributes:
        n: Its number.
        word: As it was first written.
        lang: BCP 47, one of those that are read.
        state: Whether an admin has said something to it, and what.
        by: Id of whoever proposed it.
        at: When, aware UTC.
    """

    n: int
    word: str
    lang: str
    state: WordState
    by: str
    at: datetime


class Words(Protocol):
    """Words proposed, accepted, declined."""

    async def propose_word(self, word: str, lang: str, *, by: str) -> HouseWord:
        """Propose a word that is no mistake; one that is known, whatever its letter case, keeps its state."""
        ...

    async def words_in_state(self, state: WordState, *, limit: int = 500) -> Sequence[HouseWord]:
        """Words in one state, by language and letter."""
        ...

    async def decide_word(self, n: int, state: WordState, *, by: str) -> HouseWord | None:
        """Accept or decline a word, also one decided before; audited. None when there is no such word."""
        ...

    async def dictionary(self) -> Mapping[str, frozenset[str]]:
        """The accepted words by language, case folded."""
        ...
