"""What a conversation should hold, and how a question is classed: the little that figures remember of its words."""

from __future__ import annotations

from enum import IntFlag
from typing import Final, Literal, get_args

Sort = Literal["directions", "account", "technology", "known_item", "subject", "reading", "other"]
"""Where and when; loans and fees; devices and e-books; is this here; about something; what to read; anything else."""

SORTS: Final[tuple[Sort, ...]] = get_args(Sort)

SCALE: Final = range(1, 7)
"""READ: 1 needs no special knowledge, 6 takes research over days (Gerlich and Berard, 2007)."""


class Courtesy(IntFlag):
    """Something said in a reply that handbooks ask for."""

    GREETING = 1
    NEED = 2
    NEXT_STEP = 4
    CLOSING = 8
