"""The list of guards keeps up with the code."""

import pytest

from tests.mutants.__main__ import ROOT
from tests.mutants.guards import GUARDS


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_stands_where_the_list_says(guard):
    """Found once, and its tests are there; that they notice is for ``make mutants``."""
    assert (ROOT / guard.file).read_text("utf-8").count(guard.stands) == 1
    assert guard.stands != guard.without
    for file, _, name in (test.partition("::") for test in guard.noticed_by):
        assert f"def {name.partition('[')[0]}" in (ROOT / file).read_text("utf-8")
