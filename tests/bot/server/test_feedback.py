"""Thanks, low marks, age bands, and what we changed: each reaches whom it should, and nobody else."""

from __future__ import annotations

import pytest

from tests.bot.server.desk import Caller, OpenDesk


async def answered(opened: OpenDesk, maja: Caller) -> Caller:
    """A patron whom Maja has answered."""
    patron = await opened.patron()
    path = f"/api/conversations/{patron.id}"
    await maja("POST", f"{path}/claim")
    sent = {"client_id": "reply-0000000000000001", "text": "Hej! Den står på hylla Hc.", "seen": 9}
    assert (await maja("POST", f"{path}/replies", sent)).status == 202
    return patron


async def test_thanks_reach_whoever_earned_them_the_same_day_and_nobody_else(opened: OpenDesk) -> None:
    """A mark, then a word: one patron, counted once."""
    maja, bo, admin = await opened.staff(), await opened.staff(), await opened.staff("admin")
    patron = await answered(opened, maja)
    assert (await patron("POST", "/api/patron/feedback", {"mark": 5})).status == 200
    assert (await patron("POST", "/api/patron/feedback", {"mark": 5, "comment": "Så snällt!"})).status == 200
    thanks = (await maja("GET", "/api/me/thanks")).body
    assert (thanks["good"], thanks["today"]) == (1, 1)
    assert [said["comment"] for said in thanks["words"]] == ["Så snällt!"]
    for somebody in (bo, admin):
        assert (await somebody("GET", "/api/me/thanks")).body["good"] == 0


async def test_feedback_is_asked_once_and_words_may_follow_once(opened: OpenDesk) -> None:
    """A second mark and a second word change nothing."""
    maja, admin = await opened.staff(), await opened.staff("admin")
    patron = await answered(opened, maja)
    for mark, comment in ((5, ""), (1, "Tack!"), (1, "Nej!")):
        await patron("POST", "/api/patron/feedback", {"mark": mark, "comment": comment})
    words = (await admin("GET", "/api/feedback/questions")).body["questions"]
    assert [(said["mark"], said["comment"]) for said in words] == [(1, "Tack!")]
    assert (await maja("GET", "/api/me/thanks")).body["good"] == 1


async def test_low_marks_go_to_the_person_the_admin_chose_as_a_question(opened: OpenDesk) -> None:
    """Without who answered; thought about, they are gone."""
    maja, bo, admin = await opened.staff(name="Maja"), await opened.staff(), await opened.staff("admin")
    patron = await answered(opened, maja)
    await patron("POST", "/api/patron/feedback", {"mark": 1, "comment": "Jag hittade den inte."})
    assert (await admin("PUT", "/api/feedback/reader", {"person": bo.id})).body["reader"]["id"] == bo.id
    for somebody in (maja, admin):
        seen = (await somebody("GET", "/api/feedback/questions")).body
        assert (seen["mine"], seen["questions"]) == (False, [])
    (question,) = (await bo("GET", "/api/feedback/questions")).body["questions"]
    assert question["comment"] == "Jag hittade den inte."
    assert "Maja" not in str(question)
    path = f"/api/feedback/questions/{question['number']}/considered"
    assert (await maja("POST", path)).status == 404
    assert (await bo("POST", path)).status == 204
    assert (await bo("GET", "/api/feedback/questions")).body["questions"] == []


async def test_somebody_who_is_not_here_reads_no_low_marks(opened: OpenDesk) -> None:
    """An unknown person can't be chosen."""
    admin = await opened.staff("admin")
    refused = await admin("PUT", "/api/feedback/reader", {"person": "0" * 32})
    assert (refused.status, refused.body["error"]) == (400, "unknown_person")


async def test_what_we_changed_is_read_in_ones_language_or_the_first_there_is(opened: OpenDesk) -> None:
    """Written by an admin, read by everybody."""
    admin, anybody = await opened.staff("admin"), opened.anybody()
    assert "Nothing yet" in (await anybody("GET", "/changes")).body
    said = {
        "en": {"heard": "Hard to find.", "changed": "A link on every page."},
        "fi": {"changed": "Linkki <joka> sivulla."},
    }
    kept = await admin("PUT", "/api/admin/changes", {"entries": [{"month": "2026-11", "said": said}]})
    assert kept.status == 200
    english = (await anybody("GET", "/changes")).body
    assert "A link on every page." in english
    assert "November 2026" in english
    finnish = (await anybody("GET", "/changes?lang=fi")).body
    assert "Linkki &lt;joka&gt; sivulla." in finnish
    assert "Marraskuu 2026" in finnish


@pytest.mark.parametrize("month", ["2026-13", "november", "1999-01"])
async def test_a_month_that_is_none_is_refused(opened: OpenDesk, month: str) -> None:
    """By the name of the field."""
    admin = await opened.staff("admin")
    entries = [{"month": month, "said": {"en": {"changed": "A link."}}}]
    assert (await admin("PUT", "/api/admin/changes", {"entries": entries})).status == 400
