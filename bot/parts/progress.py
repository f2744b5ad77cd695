"""How far the language parts have come: one small file beside them, read by the console and by the terminal.

One fetch runs at a time for an account: it holds the lock on ``.lock``, which the system lets go of however the
fetch ends. So a state file that says "fetching" is believed only while somebody holds the lock.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from bot.own_name import command

State = Literal["absent", "fetching", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class PartState:
    """One part as people want to know it.

    Attributes:
        part: ``languagetool`` or ``voikko``.
        state: What is to be said about it.
        done: Bytes that are there.
        total: Bytes that there will be; 0 when not known.
        why: One sentence for people where it failed, else empty.
    """

    part: str
    state: State
    done: int = 0
    total: int = 0
    why: str = ""


Tell = Callable[[PartState], None]
"""Told each time a part has come further; called from the thread that fetches."""


NAMES: Final = {"languagetool": "LanguageTool", "voikko": "Voikko for Finnish"}


def sentence(state: PartState) -> str:
    """One part's state as a line for a terminal."""
    name = NAMES[state.part]
    match state.state:
        case "ready":
            return f"{name} is here."
        case "fetching":
            return f"{name}: {state.done / 1e6:.0f} of {state.total / 1e6:.0f} MB"
        case "failed":
            return f"{name} is off for now. {state.why}"
        case "absent":
            return f"{name} is off for now. To fetch it: {command('get')}"


class FetchError(Exception):
    """A part could not be had; the message is one sentence for people, saying what to do."""


class OfflineError(FetchError):
    """There is no network, or nothing answered: the quiet case."""


@contextmanager
def only_one(parts: Path) -> Iterator[None]:
    """Hold the fetch lock of this folder.

    Raises:
        FetchError: At once, when another fetch holds it.
    """
    parts.mkdir(parents=True, exist_ok=True)
    with (parts / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FetchError(
                "The language parts are being fetched already; this one leaves it to the other."
            ) from None
        yield


def somebody_fetches(parts: Path) -> bool:
    """Whether a fetch is running for this folder now, in whatever process."""
    try:
        with (parts / ".lock").open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def write_state(parts: Path, state: PartState) -> None:
    """Put one part's state beside the parts, for whoever looks; whole or not at all."""
    states = {known.part: known for known in read_written(parts)} | {state.part: state}
    new = parts / f".state.{os.getpid()}"
    with suppress(OSError):  # a full disk has already been told of by the fetch itself
        new.write_text(json.dumps([asdict(known) for known in states.values()]), encoding="utf-8")
        new.replace(parts / "state.json")


def read_written(parts: Path) -> list[PartState]:
    """The states as last written; empty when there are none or they cannot be read."""
    try:
        return [PartState(**entry) for entry in json.loads((parts / "state.json").read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []
