"""The storms' programs keep up with the code, though the storms themselves have a ring of their own."""

import importlib
from pathlib import Path

import pytest

PROGRAMS = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if "__main__" in path.read_text("utf-8"))


@pytest.mark.parametrize("program", [name for name in PROGRAMS if not name.startswith("test_")])
def test_a_program_that_is_to_be_killed_finds_its_parts(program):
    """All that it imports is there."""
    assert callable(importlib.import_module(f"tests.faults.{program}").main)
