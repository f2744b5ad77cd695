"""Drafts: kept at every pause, never overwritten unseen; texts to put into them."""

from __future__ import annotations

import pytest

from tests.bot.server.desk import OpenDesk


async def test_a_draft_is_kept_and_comes_back(opened: OpenDesk) -> None:
    """With its version, for this librarian and this conversation only."""
    patron, other = await opened.patron(), await opened.patron()
    maja, bo = await opened.staff(), await opened.staff()
    kept = await maja("PUT", f"/api/conversations/{patron.id}/draft", {"text": "Hej", "version": 0})
    assert kept.body == {"version": 1}
    assert (await maja("GET", f"/api/conversations/{patron.id}")).body["draft"] == {"text": "Hej", "version": 1}
    assert (await bo("GET", f"/api/conversations/{patron.id}/draft")).body == {"text": "", "version": 0}
    assert (await maja("GET", f"/api/conversations/{other.id}/draft")).body == {"text": "", "version": 0}


async def test_two_windows_never_overwrite_each_other_unseen(opened: OpenDesk) -> None:
    """The later one gets both texts and chooses."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}/draft"
    await maja("PUT", path, {"text": "From one window", "version": 0})
    other = await maja("PUT", path, {"text": "From the other", "version": 0})
    assert (other.status, other.body["error"]) == (409, "draft_changed")
    assert other.body["yours"] == "From the other"
    assert other.body["kept"] == {"text": "From one window", "version": 1}
    assert (await maja("PUT", path, {"text": "Settled", "version": 1})).status == 200


async def test_a_draft_longer_than_a_reply_is_refused(opened: OpenDesk) -> None:
    """413, and the one before is still there."""
    patron, maja = await opened.patron(), await opened.staff()
    path = f"/api/conversations/{patron.id}/draft"
    await maja("PUT", path, {"text": "Hej", "version": 0})
    assert (await maja("PUT", path, {"text": "x" * 20_001, "version": 1})).status == 413
    assert (await maja("GET", path)).body["text"] == "Hej"


@pytest.mark.parametrize("lang", ["en", "it", "ro", "sv", "fi"])
async def test_texts_to_insert_come_in_each_language_with_their_holes(opened: OpenDesk, lang: str) -> None:
    """The same keys everywhere; each hole says what it wants."""
    maja = await opened.staff()
    english = (await maja("GET", "/api/templates?lang=en")).body["templates"]
    templates = (await maja("GET", f"/api/templates?lang={lang}&channel=chat")).body["templates"]
    assert [one["key"] for one in templates] == [one["key"] for one in english]
    assert all(one["lang"] == lang for one in templates)
    on_loan = next(one for one in templates if one["key"] == "on_loan")
    assert [slot["name"] for slot in on_loan["slots"]] == ["title", "due"]
    assert all(slot["label"] for slot in on_loan["slots"])
