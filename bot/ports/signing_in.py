"""What signing in needs beside a person's password: codes of a telephone, and guesses counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What somebody signs in with besides the password.

    Attributes:
        sealed: What the codes are made from, encrypted; see ``bot.server.second_factor``.
        since: When it was switched on; None while no code has shown yet that the telephone knows it.
        codes_left: Recovery codes that still open.
    """

    sealed: str
    since: datetime | None
    codes_left: int


class Guess(NamedTuple):
    """One kind of guess to count.

    Attributes:
        bucket: What is counted apart, as a digest.
        burst: So many at once, then
        seconds: one more each time so many have passed.
    """

    bucket: str
    burst: int
    seconds: float


class SigningIn(Protocol):
    """Second factors and guesses."""

    async def second_factor(self, person: str) -> SecondFactor | None:
        """Somebody's, also one that isn't switched on yet."""
        ...

    async def second_factors(self) -> frozenset[str]:
        """Whose is switched on."""
        ...

    async def offer_second_factor(self, person: str, sealed: str) -> None:
        """Begin: what is offered counts only once it is confirmed. Raises Refused ``second_factor_on``."""
        ...

    async def confirm_second_factor(self, person: str, step: int, codes: Sequence[str]) -> bool:
        """Switch on what was offered, its first code used up; audited. False when nothing is offered (any longer)."""
        ...

    async def use_step(self, person: str, step: int) -> bool:
        """Use up the code of a half minute, and all before it; False when it was used before."""
        ...

    async def use_recovery_code(self, person: str, digest: str) -> bool:
        """Use up a recovery code; audited. False when it isn't one of theirs (any longer)."""
        ...

    async def end_second_factor(self, person: str, *, by: str) -> bool:
        """Switch it off, its recovery codes with it; audited. False when there was none."""
        ...

    async def count_guesses(self, guesses: Sequence[Guess]) -> float:
        """Count one in each, for all processes; 0, or the seconds until one is welcome again where it is too many."""
        ...

    async def take_back_guesses(self, guesses: Sequence[Guess]) -> None:
        """They were none: the password was right."""
        ...
