"""Token buckets: how fast is too fast."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.server.limits import _REMEMBERED, HELD, PUSHING, Limit, Rate
from replies.refusal import Refused


class Monotonic:
    """Seconds one can set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(limit: Limit, key: str = "one") -> bool:
    """Whether one more is let through."""
    try:
        limit.take(key)
    except Refused:
        return False
    return True


def test_a_burst_is_let_through_and_then_one_at_a_time() -> None:
    """Three at once, then one every ten seconds."""
    clock = Monotonic()
    limit = Limit(Rate(3, 10), clock)
    assert [taken(limit) for _ in range(4)] == [True, True, True, False]
    clock.now = 9.9
    assert not taken(limit)
    clock.now = 10
    assert [taken(limit) for _ in range(2)] == [True, False]


def test_who_pushes_on_is_answered_slowly_until_there_is_room_again() -> None:
    """The first refusals come at once; one message that is let through forgets them."""
    clock = Monotonic()
    limit = Limit(Rate(1, 10), clock)

    def held() -> float | None:
        try:
            limit.take("one")
        except Refused as refused:
            return float(refused.details["held"])
        return None

    assert [held() for _ in range(PUSHING + 3)] == [None, *[0.0] * PUSHING, HELD, HELD]
    clock.now = 10
    assert [held(), held()] == [None, 0.0]


def test_keys_do_not_know_of_each_other() -> None:
    """One loud patron costs the others nothing."""
    limit = Limit(Rate(1, 60), Monotonic())
    assert taken(limit, "loud")
    assert not taken(limit, "loud")
    assert taken(limit, "calm")


def test_what_is_given_back_can_be_taken_again() -> None:
    """A right password uses nothing up."""
    limit = Limit(Rate(1, 60), Monotonic())
    for _ in range(5):
        assert taken(limit)
        limit.give_back("one")


def test_the_wait_that_is_told_is_long_enough() -> None:
    """Whoever comes back then is let in."""
    clock = Monotonic()
    limit = Limit(Rate(2, 7.5), clock)
    limit.take("one")
    limit.take("one")
    with pytest.raises(Refused) as refused:
        limit.take("one")
    clock.now += refused.value.details["seconds"]
    assert taken(limit)


def test_a_million_keys_are_not_remembered() -> None:
    """The longest untouched is forgotten first."""
    limit = Limit(Rate(1, 1e9), Monotonic())
    for key in range(_REMEMBERED + 10):
        limit.take(str(key))
    assert len(limit._full_at) == _REMEMBERED
    assert taken(limit, "0")
    assert not taken(limit, str(_REMEMBERED))


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 5), st.floats(0.5, 10))
def test_never_more_than_the_rate_allows(pauses: list[float], burst: int, seconds: float) -> None:
    """In any stretch of time: the burst, and one for each interval."""
    clock, times = Monotonic(), []
    limit = Limit(Rate(burst, seconds), clock)
    for pause in pauses:
        clock.now += pause
        if taken(limit):
            times.append(clock.now)
    for first, began in enumerate(times):
        for last, ended in enumerate(times[first:], start=1):
            assert last <= burst + (ended - began) / seconds + 1e-6
