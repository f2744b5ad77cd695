"""What a reply holds of courtesies, as figures keep it."""

from __future__ import annotations

import asyncio

from nlp.courtesies import courtesies_in
from replies.courtesy import Courtesy


async def courtesies_of(text: str, lang: str | None) -> Courtesy:
    """In a thread: the first reply of a language compiles its words, which would hold up everybody else."""
    found = await asyncio.to_thread(courtesies_in, text, lang or "")
    held = Courtesy(0)
    for courtesy in found:
        held |= Courtesy[courtesy.upper()]
    return held
