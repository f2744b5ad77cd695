"""What patrons say of us: thanks to whoever earned them, low marks as a question to one person, what we changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.session import PageLang
from bot.fields import Sent, Text
from bot.ports import Person, Voice
from bot.server.answers import answer, nothing
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, anyone, staff
from bot.server.pages import page, page_language
from replies.refusal import Refused

READER: Final = "feedback_reader"
CHANGES: Final = "what_we_changed"

_THANKS_LAST: Final = timedelta(days=30)
_MOST: Final = 100
"""Entries of "what we changed": past that the oldest go."""

_NUMBER: Final = re.compile(r"[0-9]{1,16}", re.ASCII)


class Reader(Sent):
    """Who reads low marks; None: the admins."""

    person: Annotated[Text, Field(max_length=64)] | None


class Said(Sent):
    """What patrons told us, and what we did about it, in one language."""

    heard: Annotated[Text, Field(max_length=500)] = ""
    changed: Annotated[Text, Field(min_length=1, max_length=1000, pattern=r"\S")]


class Entry(Sent):
    """One change."""

    month: Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    said: dict[PageLang, Said] = Field(min_length=1)


class Entries(Sent):
    """All changes, the latest first."""

    entries: list[Entry] = Field(max_length=_MOST)


async def thanks(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """GET /api/me/thanks: only ever one's own."""
    today = desk.clock.now().date()
    voices = await desk.store.thanks(signed.id, today - _THANKS_LAST)
    counted = [voice for voice in voices if voice.counted]
    return answer(
        {
            "good": len(counted),
            "today": sum(voice.day == today.isoformat() for voice in counted),
            "words": [
                {"day": voice.day, "channel": voice.channel, "lang": voice.lang, "comment": voice.comment}
                for voice in voices
                if voice.comment
            ],
        }
    )


async def questions(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """GET /api/feedback/questions: for the person the admin chose; to everybody else there are none."""
    reader = await desk.store.setting(READER)
    mine = _reads(signed.person, reader)
    voices = await desk.store.questions() if mine else ()
    return answer(
        {
            "reader": {"id": reader, "name": desk.name_of(reader)} if reader else None,
            "mine": mine,
            "questions": [_asked(voice) for voice in voices],
        }
    )


def _reads(person: Person, reader: Any) -> bool:
    return person.id == reader if reader else person.role == "admin"


def _asked(voice: Voice) -> dict[str, Any]:
    return {
        "number": str(voice.n),
        "day": voice.day,
        "channel": voice.channel,
        "lang": voice.lang,
        "desk": voice.desk,
        "mark": voice.mark,
        "comment": voice.comment,
    }


async def considered(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/feedback/questions/{number}/considered."""
    number = request.match_info["number"]
    mine = _reads(signed.person, await desk.store.setting(READER))
    if not mine or not _NUMBER.fullmatch(number) or not await desk.store.consider(int(number)):
        raise Refused("not_found")
    return nothing()


async def choose_reader(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/feedback/reader."""
    chosen = (await read_json(request, Reader)).person
    if chosen is not None:
        person = await desk.store.person(chosen)
        if person is None or not person.active:
            raise Refused("unknown_person", person=chosen)
    await desk.store.put_setting(READER, chosen, by=signed.id)
    return answer({"reader": {"id": chosen, "name": desk.name_of(chosen)} if chosen else None})


async def changes(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/admin/changes."""
    return answer({"entries": await _changes(desk)})


async def put_changes(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/changes."""
    sent = (await read_json(request, Entries)).entries
    kept = [one.model_dump() for one in sorted(sent, key=lambda one: one.month, reverse=True)]
    await desk.store.put_setting(CHANGES, kept, by=signed.id)
    return answer({"entries": kept})


async def _changes(desk: Desk) -> Sequence[dict[str, Any]]:
    return await desk.store.setting(CHANGES) or ()


async def changes_page(desk: Desk, request: web.Request) -> web.Response:
    """GET /changes: what we changed because patrons told us, in the reader's language or the first there is."""
    lang = page_language(request)
    entries = []
    for entry in await _changes(desk):
        spoken = next(code for code in (lang, *desk.site.languages, *entry["said"]) if code in entry["said"])
        month = desk.greetings.month(lang, entry["month"])
        entries.append({"month": month, "lang": spoken, **entry["said"][spoken]})
    return page(request, "changes.html", entries=entries)


ROUTES: Final = (
    staff("GET", "/api/me/thanks", thanks),
    staff("GET", "/api/feedback/questions", questions),
    staff("POST", "/api/feedback/questions/{number}/considered", considered),
    staff("PUT", "/api/feedback/reader", choose_reader, roles=ADMIN),
    staff("GET", "/api/admin/changes", changes, roles=ADMIN),
    staff("PUT", "/api/admin/changes", put_changes, roles=ADMIN),
    anyone("GET", "/changes", changes_page),
)
