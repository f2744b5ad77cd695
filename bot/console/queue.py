"""The queue: who waits, who has whom."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.ports import QueueView
from bot.server.answers import answer
from bot.server.body import read_number
from bot.server.desk import Desk
from bot.server.doors import Signed, staff
from bot.server.shapes import queue_line
from replies.refusal import Refused

_VIEWS: Final[dict[str, QueueView]] = {
    "waiting": "waiting",
    "mine": "mine",
    "later": "later",
    "to_read": "to_read",
    "all": "all",
    "closed": "closed",
}


async def queue(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /api/queue."""
    view = _VIEWS.get(request.query.get("view", "waiting"))
    if view is None:
        raise Refused("wrong_field", field="view")
    limit = read_number(request, "limit", default=50, lowest=1, highest=200)
    rows = await desk.store.queue(view, person=signed.id, limit=limit)
    return answer(
        {
            "conversations": [queue_line(row, desk.name_of, desk.house()) for row in rows],
            "counts": await counts(desk, signed.id),
        }
    )


async def counts(desk: Desk, person: str) -> dict[str, int]:
    """How many are in each view of the console."""
    found = await desk.store.counts(person)
    return {view: found[view] for view in ("waiting", "mine", "later", "to_read", "all")}


ROUTES: Final = (staff("GET", "/api/queue", queue),)
