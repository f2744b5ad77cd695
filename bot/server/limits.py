"""How fast is too fast: token buckets, in memory and bounded.

Whoever goes on after some refusals waits for each further one, on a connection that does nothing else meanwhile: to
say no a thousand times a second costs the others as much as saying yes.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from replies.refusal import Refused

_REMEMBERED: Final = 20_000  # buckets per limit; the longest untouched one is forgotten first, and it was full again


PUSHING: Final = 10
"""Refusals in a row that are said at once."""

HELD: Final = 0.5
"""Seconds that each further one is held."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``burst`` at once, then one every ``seconds``."""

    burst: int
    seconds: float


class Limit:
    """One rule, counted apart for each key (a conversation, an address, a name)."""

    def __init__(self, rate: Rate, monotonic: Callable[[], float]) -> None:
        self.rate = rate
        self._now = monotonic
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._refused: OrderedDict[str, int] = OrderedDict()

    def take(self, key: str) -> None:
        """Count one.

        Raises:
            Refused: ``too_many``, with the seconds until the next one is welcome, and those to hold the answer.
        """
        now, rate = self._now(), self.rate
        full_at = max(self._full_at.get(key, now), now) + rate.seconds
        too_early = full_at - now - rate.burst * rate.seconds
        if too_early > 1e-9:
            raise Refused("too_many", seconds=max(1, math.ceil(too_early)), held=self._held(key))
        self._refused.pop(key, None)
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        if len(self._full_at) > _REMEMBERED:
            self._full_at.popitem(last=False)

    def _held(self, key: str) -> float:
        self._refused[key] = self._refused.get(key, 0) + 1
        if len(self._refused) > _REMEMBERED:
            self._refused.popitem(last=False)
        return HELD if self._refused[key] > PUSHING else 0.0

    def give_back(self, key: str) -> None:
        """Take back one count: it was no trouble after all."""
        if key in self._full_at:
            self._full_at[key] -= self.rate.seconds


class Limits:
    """Every limit of the desk's HTTP side.

    Args:
        monotonic: Seconds that never go backwards.
        rates: Other rates by name, for a busy desk or a bench.
    """

    def __init__(self, monotonic: Callable[[], float], rates: dict[str, Rate] | None = None) -> None:
        chosen = RATES | (rates or {})
        self.asks = Limit(chosen["asks"], monotonic)
        self.reads = Limit(chosen["reads"], monotonic)
        self.writes = Limit(chosen["writes"], monotonic)
        self.typing = Limit(chosen["typing"], monotonic)
        self.tries = Limit(chosen["tries"], monotonic)
        self.names = Limit(chosen["names"], monotonic)
        self.addresses = Limit(chosen["addresses"], monotonic)
        self.codes = Limit(chosen["codes"], monotonic)

    def of(self, kind: Literal["addresses", "tries", "names", "codes"]) -> Limit:
        """A limit by its name."""
        limit: Limit = getattr(self, kind)
        return limit


RATES: Final = {
    "asks": Rate(30, 2.0),  # new questions from one address; a school class shares one
    "reads": Rate(120, 0.1),  # the desk's greeting, from one address
    "writes": Rate(20, 2.0),  # messages in one conversation
    "typing": Rate(10, 1.0),  # signs of typing in one conversation
    "tries": Rate(5, 60.0),  # wrong passwords for one name from one address
    "names": Rate(50, 20.0),  # wrong passwords for one name from anywhere; wide, so that nobody is locked out
    "addresses": Rate(20, 6.0),  # wrong passwords, and used-up links, from one address
    "codes": Rate(10, 300.0),  # wrong codes for one person, by whoever knows the password already
}
"""What is allowed unless the settings say otherwise."""
