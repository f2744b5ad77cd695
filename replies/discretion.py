"""What of figures may be shown: nothing by which few people could be told, nor by taking one figure from another.

A count of one to four is hidden. Where one alone is hidden among parts of a known sum, the next smallest goes with
it, or it could be reckoned. Shares and times of fewer than five are hidden, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeVar

from replies.statistics import Share, Spread

FEW: Final = 5
"""So many people hide one another."""

Hedged = Literal["few", "hardly", "nearly"]
"""Too few to say; hardly any of many; nearly all of many."""

_MANY: Final = 20
_Key = TypeVar("_Key")


def is_small(count: int) -> bool:
    """Whether a count would tell of few people."""
    return 0 < count < FEW


def parts(counts: Mapping[_Key, int]) -> dict[_Key, int | None]:
    """Counts that add up to a sum that is shown beside them; None is hidden."""
    hidden = {key for key, count in counts.items() if is_small(count)}
    if len(hidden) == 1 and (others := [key for key, count in counts.items() if count >= FEW]):
        hidden.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in hidden else count for key, count in counts.items()}


def share(one: Share) -> int | Hedged:
    """A share in whole percent, or what can be said without telling of few people."""
    if one.whole < FEW:
        return "few"
    if is_small(one.part):
        return "hardly" if one.whole >= _MANY else "few"
    if is_small(one.whole - one.part):
        return "nearly" if one.whole >= _MANY else "few"
    return round(100 * one.part / one.whole)


def spread(one: Spread) -> Spread | None:
    """Times of five or more."""
    return one if one.of >= FEW else None


def may_narrow(chosen: int, total: int) -> bool:
    """Whether a choice among all may be shown: not when it, or what it leaves out, is of few people."""
    return not is_small(chosen) and not is_small(total - chosen)
