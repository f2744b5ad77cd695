"""Second factors open once a code, and guesses are counted for every process."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Guess, Link
from replies.refusal import Refused
from tests.contract.test_keeping import ANNA
from tests.house import house

FIVE = Guess("by-address", 5, 60.0)


async def test_a_second_factor_counts_once_it_is_confirmed(store):
    """Until then it may be begun anew; afterwards nobody slips another one under it."""
    assert await store.second_factor("anna") is None
    await store.offer_second_factor("anna", "first")
    await store.offer_second_factor("anna", "second")
    offered = await store.second_factor("anna")
    assert (offered.sealed, offered.since, offered.codes_left) == ("second", None, 0)
    assert not await store.use_step("anna", 7)
    assert await store.confirm_second_factor("anna", 7, ["a", "b"])
    assert not await store.confirm_second_factor("anna", 8, ["c"])
    with pytest.raises(Refused) as refused:
        await store.offer_second_factor("anna", "third")
    assert refused.value.code == "second_factor_on"
    kept = await store.second_factor("anna")
    assert (kept.sealed, kept.codes_left) == ("second", 2)
    assert kept.since


async def test_a_code_opens_once(store):
    """The one that switched it on, too; and none from before a newer one."""
    await store.offer_second_factor("anna", "sealed")
    await store.confirm_second_factor("anna", 7, ["a"])
    assert [await store.use_step("anna", step) for step in (7, 9, 9, 8, 10)] == [False, True, False, False, True]
    assert [await store.use_recovery_code(who, "a") for who in ("bo", "anna", "anna")] == [False, True, False]


async def test_switching_off_takes_the_recovery_codes_along(store):
    """Who did it stands in the audit; what was only offered is no line there."""
    await store.offer_second_factor("anna", "sealed")
    assert not await store.end_second_factor("anna", by="chief")
    await store.offer_second_factor("anna", "sealed")
    await store.confirm_second_factor("anna", 7, ["a"])
    assert await store.end_second_factor("anna", by="chief")
    assert await store.second_factor("anna") is None
    assert not await store.use_recovery_code("anna", "a")
    told = [(line.who, line.action, line.subject) for line in await store.audited()]
    assert told == [("anna", "second_factor.on", "anna"), ("chief", "second_factor.off", "anna")]


async def test_guesses_are_counted_together(store, clock):
    """So many at once, then one each time; what was no guess is taken back."""
    assert [await store.count_guesses([FIVE]) for _ in range(6)] == [0, 0, 0, 0, 0, 60.0]
    assert await store.count_guesses([FIVE._replace(bucket="another")]) == 0
    clock.push(seconds=45)
    assert await store.count_guesses([FIVE]) == 15.0
    clock.push(seconds=15)
    assert [await store.count_guesses([FIVE]) for _ in range(2)] == [0, 60.0]
    await store.take_back_guesses([FIVE])
    assert await store.count_guesses([FIVE]) == 0


async def test_guesses_outlive_the_process(opener, clock):
    """Whoever starts the desk anew gives nobody new tries."""
    async with opener(clock, house()) as store:
        for _ in range(5):
            await store.count_guesses([FIVE])
    async with opener(clock, house()) as store:
        assert await store.count_guesses([FIVE]) == 60.0


async def test_a_clock_that_was_wrong_locks_nobody_out(store, clock):
    """A year ahead by mistake costs five minutes afterwards, not a year."""
    clock.push(days=365)
    await store.count_guesses([FIVE])
    clock.push(days=-365)
    assert await store.count_guesses([FIVE]) == 60.0
    clock.push(minutes=1)
    assert await store.count_guesses([FIVE]) == 0


async def test_a_new_link_ends_the_ones_before_it(store, clock):
    """Of two links for one person only the newer opens; somebody else's is left alone."""
    await store.put_person(ANNA, by="test")
    until = clock.now() + timedelta(days=7)
    first = Link("1" * 64, "librarian", "anna", until, made_by="chief")
    for link in (replace(first, token_hash="3" * 64, person="bo"), first, replace(first, token_hash="2" * 64)):
        await store.put_link(link)
    assert [await store.link(digit * 64) is not None for digit in "123"] == [False, True, True]
