"""The storms' programs keep up with the code, though the storms themselves have a ring of their own."""

import importlib

import pytest

from tests.faults.lives import PROGRAMS


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_is_to_be_killed_finds_its_parts(program):
    """All that it imports is there."""
    assert callable(importlib.import_module(f"tests.faults.{program}").main)
