"""How the interpreter runs a desk: short turns for its threads, and few searches for garbage where hardly any is."""

from __future__ import annotations

import gc
import sys
from typing import Final

SWITCH: Final = 0.0005
"""Seconds a thread that reads a draft may keep the interpreter while requests wait; usual is ten times that."""

YOUNG: Final = 20_000
"""New objects after which those that hold on to each other are looked for. Usual is 700; a hundred messages on their
way make more, and each was looked at several times before it went by itself."""


def tune() -> None:
    """Set what every process of a desk runs with, and every benchmark of it."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(YOUNG, 20, 20)


def settle() -> None:
    """What is loaded by now stays: it is never looked through again, which would hold everybody up for long."""
    gc.collect(1)
    gc.freeze()
