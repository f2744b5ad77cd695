"""What taking in files would do, before it is done."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.tuning.pictures import Picture
from bot.tuning.record import Change


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking in files would do.

    Attributes:
        changes: The new versions to be written, published at once.
        diff: The same for people, file by file, as ``diff -u`` writes it.
        pictures: Those whose bytes the changes speak of.
    """

    changes: tuple[Change, ...]
    diff: str
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
