"""Feedback by the link in a mail: for that conversation, once, and for nothing else."""

from __future__ import annotations

import pytest

from bot.channels.email.token import sign
from replies.events import PatronForgot
from tests.bot.server.desk import OpenDesk, Reply


async def give(opened: OpenDesk, token: str, **fields: str) -> Reply:
    """Press a button of the page."""
    return await opened.anybody()("POST", "/feedback", None, data={"token": token, "mark": "5", **fields})


async def test_one_tap_counts(opened: OpenDesk) -> None:
    """And a second one changes nothing."""
    asker = await opened.patron()
    token = sign(opened.desk.key, asker.id, "feedback")
    assert (await opened.anybody()("GET", "/feedback")).status == 200
    for mark in ("5", "1"):
        given = await give(opened, token, mark=mark, comment="Tack!")
        assert (given.status, given.headers["Location"]) == (303, "/feedback?given")
    kept = await opened.desk.store.open(asker.id)
    assert kept
    assert [str(entry.kind) for entry in kept.entries].count("feedback") == 1


@pytest.mark.parametrize("purpose", ["reply", "else"])
async def test_another_token_is_not_one(opened: OpenDesk, purpose: str) -> None:
    """Neither the one that answers carry nor a made-up one."""
    asker = await opened.patron()
    for token in (sign(opened.desk.key, asker.id, purpose), "a" * 42, "x", ""):
        assert (await give(opened, token)).status == 404


async def test_after_forgetting_there_is_nothing_to_say(opened: OpenDesk) -> None:
    """The link leads nowhere."""
    asker = await opened.patron()
    await opened.desk.store.apply(PatronForgot(conversation=asker.id))
    assert (await give(opened, sign(opened.desk.key, asker.id, "feedback"))).status == 404


async def test_a_mark_that_is_none_is_refused(opened: OpenDesk) -> None:
    """By a sentence."""
    asker = await opened.patron()
    assert (await give(opened, sign(opened.desk.key, asker.id, "feedback"), mark="9")).status == 400
