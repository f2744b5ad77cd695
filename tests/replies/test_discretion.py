"""What figures must not tell: nothing of fewer than five, not by taking one from another either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from replies.discretion import FEW, may_narrow, parts, share, spread
from replies.statistics import Share, Spread


@given(some.dictionaries(some.integers(), some.integers(0, 12), max_size=8))
def test_no_small_count_is_shown_nor_can_it_be_reckoned_from_the_sum(counts):
    """The sum is shown beside them; what is missing from it is one unknown too many."""
    shown = parts(counts)
    assert not any(count is not None and 0 < count < FEW for count in shown.values())
    hidden = [key for key, count in shown.items() if count is None]
    if len(hidden) == 1:  # nothing else could be hidden with it: then nobody else was counted
        assert all(count == 0 for key, count in counts.items() if key != hidden[0])


def test_nothing_is_hidden_without_need():
    """Zero tells of nobody, five hide one another."""
    assert parts({"chat": 0, "email": 5, "phone": 70}) == {"chat": 0, "email": 5, "phone": 70}
    assert parts({"chat": 3, "email": 9, "phone": 70}) == {"chat": None, "email": None, "phone": 70}
    assert parts({"chat": 3, "email": 4, "phone": 70}) == {"chat": None, "email": None, "phone": 70}


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "few"),
        (2, 4, "few"),
        (2, 6, "few"),
        (2, 40, "hardly"),
        (38, 40, "nearly"),
        (0, 40, 0),
        (40, 40, 100),
        (10, 40, 25),
    ],
)
def test_a_share_says_no_more_than_it_may(part, whole, said):
    """Few of many, all but few, or a number."""
    assert share(Share(part, whole)) == said


def test_times_of_few_are_not_told():
    """A middle of three is somebody's."""
    assert spread(Spread(4, 10, 20)) is None
    assert spread(Spread(5, 10, 20)) == Spread(5, 10, 20)


@pytest.mark.parametrize(("chosen", "total", "may"), [(3, 90, False), (88, 90, False), (0, 90, True), (45, 90, True)])
def test_a_choice_may_neither_be_nor_leave_out_a_few(chosen, total, may):
    """All without the web is the web's own figure."""
    assert may_narrow(chosen, total) is may
