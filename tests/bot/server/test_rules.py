"""Tone rules as an admin tunes them."""

from __future__ import annotations

import time
from typing import Any

import pytest

from nlp.draft import Draft, House
from nlp.finding import Finding
from tests.bot.server.desk import Caller, OpenDesk, time_passes

PORTAL = "/api/admin/house-rules/portal/en"
RULE = {
    "code": "vague",
    "message": "The patron may not know which page that is.",
    "suggestions": ["our e-book page, library.example/ebooks"],
    "flag": ["the portal"],
    "unless": ["e-books"],
    "speaks": ["You find it in the portal."],
    "silent": ["You find e-books in the portal."],
}
ABRUPT = Finding("abrupt", 0, 4, "Nej.", "Det kan låta som en dörr som stängs.", rule="abrupt")


def _house(opened: OpenDesk) -> House:
    return opened.desk.dictionary.house()


async def _send(caller: Caller, conversation: str, n: int = 0, **more: Any) -> Any:
    reply = {"client_id": f"reply-{n:016}", "text": "Nej.", "seen": 99, **more}
    return await caller("POST", f"/api/conversations/{conversation}/replies", reply)


async def test_a_rule_that_is_switched_off_is_off_at_once(opened: OpenDesk) -> None:
    """The next check doesn't hear it; switched on again, the one after does."""
    admin = await opened.staff("admin")
    await admin("PUT", "/api/admin/rules/jargon", {"active": False, "on": 0})
    assert _house(opened).off == {"jargon"}
    await admin("PUT", "/api/admin/rules/jargon", {"active": True, "on": 1})
    assert _house(opened).off == frozenset()
    assert (await admin("PUT", "/api/admin/rules/no_such_rule", {"on": 0})).status == 404


async def test_what_the_settings_hold_back_is_told_as_held(opened: OpenDesk) -> None:
    """An admin is not shown a mere hint where Send will stop."""
    admin = await opened.staff("admin")
    rules = (await admin("GET", "/api/admin/rules")).body["rules"]
    held = {rule["code"] for rule in rules if rule["held"]}
    assert held
    assert held == {rule["code"] for rule in rules} & opened.desk.house().hold_back


async def test_a_rule_of_the_house_is_heard_when_it_is_published(opened: OpenDesk) -> None:
    """Not while it is a draft; and no longer when it was taken away."""
    admin = await opened.staff("admin")
    assert (await admin("PUT", PORTAL, {**RULE, "on": 0})).body == {"version": 1}
    assert not _house(opened).rules.get("en")
    assert (await admin("POST", f"{PORTAL}/publish", {"version": 1})).status == 200
    assert [rule.name for rule in _house(opened).rules["en"]] == ["house_portal"]
    await admin("PUT", "/api/admin/rules/house_portal", {"active": False, "on": 0})
    assert not _house(opened).rules.get("en")
    await admin("PUT", "/api/admin/rules/house_portal", {"active": True, "on": 1})
    await admin("POST", f"{PORTAL}/remove", {"on": 1})
    assert not _house(opened).rules.get("en")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"flag": ["(the portal"]}, "rule_broken"),
        ({"flag": []}, "rule_empty"),
        ({"flag": ["a ... b ... c ... d"]}, "rule_too_hard"),
        ({"flag": ["x" * 150]}, "rule_too_long"),
        ({"flag": ["portal"] * 40, "unless": ["page"] * 40}, "rule_too_many"),
    ],
)
async def test_a_phrase_that_can_not_be_used_is_refused_before_it_is_kept(
    opened: OpenDesk, wrong: dict[str, Any], code: str
) -> None:
    """By name, and nothing is written."""
    admin = await opened.staff("admin")
    refused = await admin("PUT", PORTAL, {**RULE, **wrong, "on": 0})
    assert (refused.status, refused.body["error"]) == (422, code)
    assert (await admin("GET", "/api/admin/rules")).body["own"] == []


@pytest.mark.parametrize("wrong", [{"speaks": []}, {"silent": []}, {"silent": ["Look into the portal."]}])
async def test_a_rule_is_published_only_with_its_proof(opened: OpenDesk, wrong: dict[str, Any]) -> None:
    """A sentence where it speaks and one where it keeps quiet, as for our own rules."""
    admin = await opened.staff("admin")
    await admin("PUT", PORTAL, {**RULE, **wrong, "on": 0})
    refused = await admin("POST", f"{PORTAL}/publish", {"version": 1})
    assert (refused.status, refused.body["error"]) == (422, "rule_examples")


async def test_a_rule_is_tried_on_the_last_fifty_replies_before_it_counts(opened: OpenDesk) -> None:
    """What it would have said and where, in under two seconds; nothing says whose reply it was."""
    admin = await opened.staff("admin", "Vera")
    for n in range(51):
        patron = await opened.patron(lang="en")
        text = f"Hello! Number {n} is in the portal." if n % 10 == 0 else f"Hello! Number {n} is on the shelf."
        await _send(admin, patron.id, n, text=text)
        await time_passes(opened, seconds=10)
    trial = {"rule": "portal", "lang": "en", "written": RULE, "samples": ["It is in the portal.", "It is here."]}
    await admin("POST", "/api/admin/rules/try", trial)
    began = time.perf_counter()
    tried = (await admin("POST", "/api/admin/rules/try", trial)).body
    assert time.perf_counter() - began < 2
    assert tried["replies"] == 50
    assert [one["before"] for one in tried["flagged"]] == [f"Hello! Number {n} is in " for n in (50, 40, 30, 20, 10)]
    assert [one["quotes"] for one in tried["samples"]] == [["the portal"], []]
    assert "Vera" not in str(tried)
    assert not _house(opened).rules.get("en")


async def test_one_of_our_rules_is_tried_although_it_is_off(opened: OpenDesk) -> None:
    """So one sees what it would say before it is switched on again."""
    admin, patron = await opened.staff("admin"), await opened.patron(lang="en")
    await admin("PUT", "/api/admin/rules/jargon", {"active": False, "on": 0})
    await _send(admin, patron.id, text="Hello! Please look in the OPAC.")
    await time_passes(opened, seconds=10)
    tried = (await admin("POST", "/api/admin/rules/try", {"rule": "jargon"})).body
    assert [one["quote"] for one in tried["flagged"]] == ["OPAC"]


async def test_the_glossary_is_known_to_the_checks_at_once(opened: OpenDesk) -> None:
    """By language; a term that can't be read is refused by name."""
    admin = await opened.staff("admin")
    terms = {"terms": {"LIBRIS": "the catalogue of all Swedish libraries"}, "on": 0}
    assert (await admin("PUT", "/api/admin/glossary/en", terms)).status == 200
    assert _house(opened).glossary["en"] == terms["terms"]
    draft = Draft("Hello! Please look in LIBRIS.", lang="en", house=_house(opened))
    (found,) = (await opened.proofreader.hear([draft], frozenset({"jargon"})))[0]
    assert found.suggestions == ("LIBRIS (the catalogue of all Swedish libraries)",)
    refused = await admin("PUT", "/api/admin/glossary/en", {"terms": {"(": "x"}, "on": 1})
    assert (refused.status, refused.body["error"], refused.body["phrase"]) == (422, "rule_broken", "(")


async def test_a_rule_that_asks_for_a_reason_gets_one_and_it_is_written_down(opened: OpenDesk) -> None:
    """Held back, then refused without a reason, then sent with it; on this channel only."""
    admin, maja, patron = await opened.staff("admin"), await opened.staff(), await opened.patron()
    opened.proofreader.findings = (ABRUPT,)
    await admin("PUT", "/api/admin/rules/abrupt", {"channels": {"chat": "reason"}, "on": 0})
    held = await _send(maja, patron.id)
    assert (held.status, held.body["error"], held.body["findings"][0]["strength"]) == (422, "held_back", "reason")
    assert (await _send(maja, patron.id, confirmed=["abrupt"])).body["error"] == "reason_wanted"
    sent = await _send(maja, patron.id, confirmed=["abrupt"], reasons={"abrupt": "The patron asked for yes or no."})
    assert sent.status == 202
    entries = (await opened.desk.store.open(patron.id)).entries  # type: ignore[union-attr]
    queued = next(entry for entry in entries if entry.kind == "queued")
    assert queued.meta["reasons"] == {"abrupt": "The patron asked for yes or no."}


async def test_a_rule_can_ask_a_second_reader_for_one_role(opened: OpenDesk) -> None:
    """A trainee's reply then waits until it was read; a librarian meets a hint like any other."""
    admin, maja = await opened.staff("admin"), await opened.staff()
    ola, patron = await opened.staff("trainee"), await opened.patron()
    opened.proofreader.findings = (ABRUPT,)
    await admin("PUT", "/api/admin/rules/abrupt", {"roles": {"trainee": "second"}, "on": 0})
    assert (await _send(ola, patron.id)).body["findings"][0]["strength"] == "second"
    asked = await _send(ola, patron.id, confirmed=["abrupt"])
    assert (asked.status, asked.body["hold_until"]) == (202, None)
    to_read = (await maja("GET", "/api/queue?view=to_read")).body["conversations"]
    assert [row["id"] for row in to_read] == [patron.id]
    other = await opened.patron()
    assert (await _send(maja, other.id)).body["hold_until"] is not None
