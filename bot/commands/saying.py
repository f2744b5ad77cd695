"""What a command says at the terminal, and the exit code that goes with it."""

from __future__ import annotations

import sys


def say(sentence: str, code: int = 0) -> int:
    """Say it on standard output; returns the exit code."""
    sys.stdout.write(f"{sentence}\n")
    return code


def sorry(sentence: str, code: int = 2) -> int:
    """Say it on standard error; returns the exit code."""
    sys.stderr.write(f"{sentence}\n")
    return code
