"""A question asked by telephone or at the desk, noted in two taps."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from aiohttp import web
from pydantic import Field

from bot.console.conversation import acted
from bot.console.promises import Due, promised
from bot.fields import ClientId, Sent, Text
from bot.server.addresses import read_phone
from bot.server.answers import answer
from bot.server.body import check_length, read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from bot.server.readers import language, spoken_language
from bot.server.tokens import new_id
from replies import events


class SpokenPromise(Sent):
    """What was promised; without words, to call back."""

    text: Annotated[Text, Field(max_length=500)] = ""
    due: Due


class Noted(Sent):
    """What was asked, and how it stands."""

    client_id: ClientId
    channel: Literal["phone", "desk"]
    lang: Annotated[Text, Field(min_length=2, max_length=35)] | None = None
    text: Text = ""
    desk: Annotated[Text, Field(max_length=64)] | None = None
    phone: Annotated[Text, Field(max_length=40)] | None = None
    answered: bool = True
    promise: SpokenPromise | None = None


async def note(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/noted."""
    sent = await read_json(request, Noted)
    if sent.text:
        check_length(sent.text, desk.site.text_limit)
    promise = None
    if sent.promise is not None:
        promise = promised(desk, f"{signed.id}:{sent.client_id}", sent.promise.text, sent.promise.due)
    event = events.QuestionNoted(
        conversation=new_id(),
        source=f"noted:{signed.id}:{sent.client_id}",
        who=signed.id,
        channel=sent.channel,
        lang=spoken_language(desk, sent.lang, request),
        text=sent.text.strip(),
        desk=sent.desk,
        phone=read_phone(sent.phone),
        answered=sent.answered,
        promise=promise,
    )
    outcome = await desk.store.apply(event)
    return answer(acted(desk, outcome, language(request)), 200 if outcome.duplicate else 201)


ROUTES: Final = (staff("POST", "/api/noted", note, roles=ANSWERING),)
