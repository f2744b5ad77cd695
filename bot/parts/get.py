"""``smiledesk get``: have both language parts, say how it goes, and leave what cannot be had for another day."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.parts import languagetool, voikko
from bot.parts.places import voikko_paths
from bot.parts.progress import (
    NAMES,
    FetchError,
    PartState,
    Tell,
    only_one,
    read_written,
    somebody_fetches,
    write_state,
)

_FETCHES: Final = {languagetool.PART: languagetool.fetch, voikko.PART: voikko.fetch}
_OFTEN: Final = 0.2  # seconds between two words on how far a part has come


def get(parts: Path, tell: Tell, wanted: Sequence[str] = tuple(NAMES)) -> list[PartState]:
    """Fetch what is missing; a part that cannot be had does not keep the other from coming.

    Args:
        parts: The parts folder; made when it is not there.
        tell: Told at every step, at most five times a second while bytes come.
        wanted: Names of parts.

    Returns:
        How it ended, one state a part: ``ready``, or ``failed`` with a sentence for people.

    Raises:
        FetchError: When another fetch is running for this folder, or the folder cannot be made.
    """
    try:
        with only_one(parts):
            return [_one(parts, part, tell) for part in wanted]
    except OSError as trouble:
        raise FetchError(f"{parts} could not be written: {trouble.strerror or trouble}.") from trouble


def _one(parts: Path, part: str, tell: Tell) -> PartState:
    last = PartState(part, "absent")
    spoke = 0.0

    def step(state: PartState) -> None:
        nonlocal last, spoke
        last = state
        now = time.monotonic()
        if state.state == "fetching" and state.done and now - spoke < _OFTEN:
            return
        spoke = now
        write_state(parts, state)
        tell(state)

    try:
        _FETCHES[part](parts, step)
    except FetchError as trouble:
        step(PartState(part, "failed", last.done, last.total, str(trouble)))
    return last


def states(parts: Path) -> list[PartState]:
    """What can be said of each part now; cheap enough to be asked once a second."""
    written = {state.part: state for state in read_written(parts)}
    fetching = somebody_fetches(parts)
    found = []
    for part, here in (
        (languagetool.PART, languagetool.is_complete(parts)),
        (voikko.PART, voikko_paths(parts) is not None),
    ):
        known = written.get(part, PartState(part, "absent"))
        if here:
            known = PartState(part, "ready", known.total, known.total)
        elif known.state == "ready" or (known.state == "fetching" and not fetching):
            known = PartState(part, "absent")
        found.append(known)
    return found
