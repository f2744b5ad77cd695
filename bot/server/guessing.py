"""Guessing passwords, codes and links: counted in this process, then in the store for all of them together.

The process refuses what is too much for it alone without asking the store, so that a flood costs no writes; the store
sees to it that three processes do not allow three times as much.
"""

from __future__ import annotations

import hmac
import math
from dataclasses import dataclass
from typing import Literal

from bot.ports import Guess
from bot.server.desk import Desk
from replies.refusal import Refused

Kind = Literal["addresses", "tries", "names", "codes"]


@dataclass(frozen=True, slots=True)
class Guesses:
    """What was counted for one attempt."""

    counted: tuple[tuple[Kind, str], ...]

    async def were_right(self, desk: Desk) -> None:
        """They were no guesses after all."""
        for kind, key in self.counted:
            desk.limits.of(kind).give_back(key)
        await desk.store.take_back_guesses([_bucket(desk, kind, key) for kind, key in self.counted])


async def count_guesses(desk: Desk, *kinds: tuple[Kind, str]) -> Guesses:
    """Count an attempt before it is looked at.

    Raises:
        Refused: ``too_many``.
    """
    for kind, key in kinds:
        desk.limits.of(kind).take(key)
    wait = await desk.store.count_guesses([_bucket(desk, kind, key) for kind, key in kinds])
    if wait:
        raise Refused("too_many", seconds=max(1, math.ceil(wait)))
    return Guesses(kinds)


def _bucket(desk: Desk, kind: Kind, key: str) -> Guess:
    rate = desk.limits.of(kind).rate
    return Guess(hmac.digest(desk.key, f"guess {kind} {key}".encode(), "sha256").hex(), rate.burst, rate.seconds)
