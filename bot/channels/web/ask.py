"""Asking without JavaScript: plain forms, and a page that looks for answers by itself.

The token lives in an HttpOnly cookie that is good for these pages only. A form that was refused comes back with every
word still in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from aiohttp import hdrs, web

from bot.attachments.words import what_fits
from bot.channels.email.token import sign
from bot.channels.web import telegram_link
from bot.channels.web.conversation import (
    answer_by_email,
    ask_to_be_called,
    begin,
    give_by_form,
    write_with_files,
)
from bot.channels.web.copying import as_file, copy_of
from bot.channels.web.greeting import about
from bot.channels.web.transcript import mail_transcript
from bot.channels.web.view import view
from bot.fields import CLIENT_ID
from bot.server import cookies
from bot.server.answers import explain
from bot.server.body import check_length, read_form
from bot.server.desk import Desk
from bot.server.doors import Route, anyone, conversation_of
from bot.server.pages import page
from bot.server.readers import address, language, spoken_language
from bot.server.tokens import new_id
from bot.server.uploads import read_form_with_file, send_file
from replies import events
from replies.refusal import Refused

_COOKIE: Final = "smiledesk_patron"
_HERE: Final = "/ask/conversation"


async def show_form(desk: Desk, request: web.Request) -> web.Response:
    """GET /ask."""
    return await _form(desk, request)


async def _form(desk: Desk, request: web.Request, refused: Refused | None = None, **typed: str) -> web.Response:
    lang = spoken_language(desk, request.query.get("lang") or language(request), request)
    known = await about(desk, lang)
    return page(
        request,
        "ask.html",
        **_told(request, refused),
        client_id=typed.get("client_id") or new_id(),
        text=typed.get("text", ""),
        email=typed.get("email", ""),
        greeting=known["greeting"],
        hours=known["hours"],
        privacy=known["privacy"],
        **telegram_link.shown(desk, lang),
        **limits(desk, lang),
    )


async def send_form(desk: Desk, request: web.Request) -> web.Response:
    """POST /ask."""
    typed = dict.fromkeys(("client_id", "lang", "text", "email"), "")
    try:
        desk.limits.asks.take(address(request))
        async with read_form_with_file(request, desk.files, typed) as files:
            check_length(typed["text"], desk.site.text_limit)
            token, _ = await begin(
                desk,
                client_id=_client_id(typed),
                lang=spoken_language(desk, typed["lang"] or language(request), request),
                text=typed["text"],
                email=typed["email"],
                place=None,
                files=files,
            )
    except Refused as refused:
        return await _form(desk, request, refused, **typed)
    response = _back()
    cookies.give(desk.site, response, _COOKIE, token, lasts=30 * 86_400, path="/ask")
    return response


def _client_id(typed: dict[str, str]) -> str:
    """The form's own id, so that a form sent twice asks once."""
    return typed["client_id"] if CLIENT_ID.fullmatch(typed["client_id"]) else new_id()


async def show_conversation(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """GET /ask/conversation."""
    return await _conversation(desk, request, conversation)


async def _conversation(
    desk: Desk, request: web.Request, conversation: str, refused: Refused | None = None, **typed: str
) -> web.Response:
    seen = await view(desk, conversation, 0)
    return page(
        request,
        "ask_conversation.html",
        **_told(request, refused),
        lines=_lines(desk, seen["entries"]),
        closed=seen["closed"],
        feedback=seen["feedback"],
        waiting_line=seen["waiting_line"],
        by_email=desk.house().writes_mail and seen["channel"] == "chat",
        moved=seen["channel"] == "email",
        client_id=typed.get("client_id") or new_id(),
        text=typed.get("text", ""),
        **limits(desk, language(request)),
    )


def _told(request: web.Request, refused: Refused | None) -> dict[str, Any]:
    """The page's status, and what it says of what was refused."""
    if refused is None:
        return {"status": HTTPStatus.OK, "message": ""}
    said = explain(request, refused)
    return {"status": said.status, "message": said.body["message"]}


def limits(desk: Desk, lang: str) -> dict[str, Any]:
    """How much a form takes, for its fields and said beside them."""
    rules = desk.files.rules
    return {
        "text_limit": desk.site.text_limit,
        "file_types": ",".join(rules.types),
        "what_fits": what_fits(rules, lang),
    }


def _lines(desk: Desk, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What one reads: edits folded into their message, times on the library's own clock."""
    zone = desk.house().desks[0].hours.zone
    lines: dict[int, dict[str, Any]] = {}
    for entry in entries:
        if entry["kind"] == "edit":
            target = lines.get(entry["meta"]["target"])
            if target:
                target.update(text=entry["text"], edited=True)
            continue
        time = datetime.fromisoformat(entry["at"]).astimezone(zone).strftime("%H:%M")
        files = entry.get("meta", {}).get("attachments", [])
        lines[entry["seq"]] = {"who": None, "text": "", "edited": False, "time": time, "files": files} | entry
    return list(lines.values())


async def send_message(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /ask/messages."""
    typed = {"client_id": "", "text": ""}
    try:
        desk.limits.writes.take(conversation)
        async with read_form_with_file(request, desk.files, typed) as files:
            await write_with_files(desk, conversation, _client_id(typed), typed["text"], files)
    except Refused as refused:
        return await _conversation(desk, request, conversation, refused, **typed)
    return _back()


async def fetch(desk: Desk, conversation: str, request: web.Request) -> web.StreamResponse:
    """GET /ask/attachments/{file}."""
    return send_file(desk.files, await desk.store.file(conversation, request.match_info["file"]))


async def save(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """GET /ask/export."""
    desk.limits.writes.take(conversation)
    return as_file(await copy_of(desk, [conversation]))


async def move(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /ask/email: answer there from now on."""
    desk.limits.writes.take(conversation)
    typed = await read_form(request, "email")
    try:
        await answer_by_email(desk, conversation, typed["email"], move=True)
    except Refused as refused:
        return await _conversation(desk, request, conversation, refused)
    return _back()


async def call_me(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /ask/phone: call me back."""
    desk.limits.writes.take(conversation)
    typed = await read_form(request, "phone")
    try:
        await ask_to_be_called(desk, conversation, typed["phone"])
    except Refused as refused:
        return await _conversation(desk, request, conversation, refused)
    return _back()


async def post(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /ask/transcript: a copy by e-mail."""
    desk.limits.writes.take(conversation)
    typed = await read_form(request, "client_id", "email")
    try:
        await mail_transcript(desk, conversation, _client_id(typed), typed["email"])
    except Refused as refused:
        return await _conversation(desk, request, conversation, refused)
    return _back()


async def close(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """POST /ask/close."""
    await desk.store.apply(events.PatronLeft(conversation=conversation))
    return _back()


async def feedback(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /ask/feedback."""
    desk.limits.writes.take(conversation)
    await give_by_form(desk, conversation, await read_form(request, "mark", "comment", "age_band"))
    return _back()


async def forget(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """POST /ask/forget."""
    await desk.eraser.forget(conversation, sign(desk.key, conversation))
    return _start_over(desk)


def _own(method: str, path: str, handle: Callable[[Desk, str, web.Request], Awaitable[web.StreamResponse]]) -> Route:
    """A route for whoever has a conversation in this browser; everybody else starts over at the form."""

    async def door(desk: Desk, request: web.Request) -> web.StreamResponse:
        try:
            conversation = await conversation_of(desk, request.cookies.get(_COOKIE, ""))
        except Refused:
            return _start_over(desk)
        return await handle(desk, conversation, request)

    return anyone(method, path, door)


def _back() -> web.Response:
    return web.Response(status=303, headers={hdrs.LOCATION: _HERE})


def _start_over(desk: Desk) -> web.Response:
    response = web.Response(status=303, headers={hdrs.LOCATION: "/ask"})
    cookies.take_away(desk.site, response, _COOKIE, path="/ask")
    return response


ROUTES: Final = (
    anyone("GET", "/ask", show_form),
    anyone("POST", "/ask", send_form),
    _own("GET", "/ask/conversation", show_conversation),
    _own("POST", "/ask/messages", send_message),
    _own("GET", "/ask/attachments/{file}", fetch),
    _own("GET", "/ask/export", save),
    _own("POST", "/ask/email", move),
    _own("POST", "/ask/phone", call_me),
    _own("POST", "/ask/transcript", post),
    _own("POST", "/ask/close", close),
    _own("POST", "/ask/feedback", feedback),
    _own("POST", "/ask/forget", forget),
)
