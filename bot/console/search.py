"""Searching in past conversations: what is still kept, by words, language and channel; audited without the words."""

from __future__ import annotations

from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.fields import Sent, Text
from bot.ports import Found, Search
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import Signed, staff
from nlp.draft import Channel

PAGE: Final = 30


class Wanted(Sent):
    """What to look for; in the body, so that it stands in no log of addresses."""

    text: Annotated[Text, Field(min_length=2, max_length=200, pattern=r"\w\s*\w")]
    lang: Annotated[Text, Field(max_length=35)] = ""
    channel: Channel | None = None
    before: Annotated[int, Field(ge=1, le=2**62)] = 2**62


async def find(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/search."""
    wanted = await read_json(request, Wanted)
    search = Search(wanted.text, wanted.lang, wanted.channel or "", wanted.before, PAGE)
    found = await desk.store.search(search)
    await desk.store.audit(signed.id, "conversations.searched", found=len(found))
    return answer({"found": [_shown(one) for one in found], "more": found[-1].n if len(found) == PAGE else None})


def _shown(one: Found) -> dict[str, Any]:
    return {
        "conversation": one.conversation,
        "number": one.number,
        "channel": one.channel,
        "lang": one.lang,
        "state": one.state,
        "at": shapes.time_of(one.at),
        "by": one.by,
        "kind": one.kind,
        "before": one.before,
        "hit": one.hit,
        "after": one.after,
    }


ROUTES: Final = (staff("POST", "/api/search", find),)
