"""Practice: the desk reads the drafts of made-up conversations and keeps none of them."""

from __future__ import annotations

from prometheus_client import REGISTRY

from tests.bot.server.desk import OpenDesk

ASKED = {"by": "patron", "text": "Har ni en bok om hajar?"}
DRAFT = {"text": "Nej.", "version": 3, "lang": "sv", "before": [ASKED]}


def _counted() -> float:
    """Swedish drafts in the figures."""
    return REGISTRY.get_sample_value("smiledesk_check_seconds_count", {"lang": "sv"}) or 0


async def test_a_draft_of_practice_is_read_with_its_made_up_conversation(opened: OpenDesk) -> None:
    """Question, phase and mood are told to the checks as in earnest."""
    maja = await opened.staff()
    read = await maja("POST", "/api/practice/check", DRAFT | {"complaint": True})
    assert (read.status, read.body["version"]) == (200, 3)
    draft = opened.proofreader.read_drafts[-1]
    assert (draft.question, draft.phase, draft.complaint, draft.lang) == (ASKED["text"], "opening", True, "sv")
    await maja("POST", "/api/practice/check", DRAFT | {"before": [ASKED, {"by": "librarian", "text": "Hej!"}]})
    assert opened.proofreader.read_drafts[-1].phase == "service"


async def test_practice_is_in_no_queue_no_count_and_no_figure(opened: OpenDesk) -> None:
    """Nothing of it is stored, and the figures do not move; a real draft moves them."""
    maja = await opened.staff()
    before = _counted()
    queue = (await maja("GET", "/api/queue?view=all")).body
    await maja("POST", "/api/practice/check", DRAFT)
    assert _counted() == before
    assert (await maja("GET", "/api/queue?view=all")).body == queue
    patron = await opened.patron()
    await maja("POST", f"/api/conversations/{patron.id}/check", {"text": "Nej.", "version": 1})
    assert _counted() == before + 1


async def test_a_viewer_does_not_practise(opened: OpenDesk) -> None:
    """Whoever may not answer has nothing to practise."""
    viewer = await opened.staff("viewer")
    assert (await viewer("POST", "/api/practice/check", DRAFT)).status == 403
