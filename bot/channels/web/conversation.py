"""A patron's own conversation over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, get_args

from aiohttp import web
from pydantic import Field

from bot.attachments.keeping import apply_with_files
from bot.channels.email.token import sign
from bot.channels.web.view import view
from bot.fields import CLIENT_ID, ClientId, Sent, Text
from bot.ports import Outcome
from bot.server.addresses import read_email, read_phone
from bot.server.answers import answer, nothing
from bot.server.body import check_length, read_json, read_number
from bot.server.desk import Desk
from bot.server.doors import anyone, patron
from bot.server.readers import address, spoken_language
from bot.server.shapes import patron_entries
from bot.server.tokens import digest, new_id, patron_token
from bot.server.uploads import read_form_with_file, send_file
from replies import events
from replies.message import Attachment
from replies.refusal import Refused


class Question(Sent):
    """The first words of a patron."""

    client_id: ClientId
    lang: Annotated[Text, Field(min_length=2, max_length=35)]
    text: Text
    email: Annotated[Text, Field(max_length=254)] | None = None
    desk: Annotated[Text, Field(max_length=64)] | None = None


class Words(Sent):
    """More words, or other ones."""

    client_id: ClientId
    text: Text


class Email(Sent):
    """A way to answer, and whether to go on there from now on."""

    email: Annotated[Text, Field(max_length=254)]
    move: bool = False


class Phone(Sent):
    """A number to call back at."""

    phone: Annotated[Text, Field(min_length=1, max_length=40)]


class Feedback(Sent):
    """One tap and an optional word."""

    mark: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[Text, Field(max_length=2000)] = ""
    age_band: events.AgeBand | None = None


async def ask(desk: Desk, request: web.Request) -> web.Response:
    """POST /api/patron/conversations."""
    desk.limits.asks.take(address(request))
    question = await read_json(request, Question)
    check_length(question.text, desk.site.text_limit)
    token, outcome = await begin(
        desk,
        client_id=question.client_id,
        lang=spoken_language(desk, question.lang, request),
        text=question.text,
        email=question.email,
        place=question.desk,
    )
    opened = await desk.store.open(outcome.conversation.id)
    entries = opened.entries if opened else outcome.entries
    return answer(
        {
            "conversation": outcome.conversation.id,
            "number": outcome.conversation.number,
            "token": token,
            "seq": entries[-1].seq,
            "entries": patron_entries(entries, desk.name_of),
        },
        200 if outcome.duplicate else 201,
    )


async def begin(
    desk: Desk,
    *,
    client_id: str,
    lang: str,
    text: str,
    email: str | None,
    place: str | None,
    files: tuple[Attachment, ...] = (),
) -> tuple[str, Outcome]:
    """Start a conversation, once for a client id; returns the patron's token with what was written.

    Raises:
        Refused: ``wrong_email``, ``unknown_desk``, and what the core refuses.
    """
    if place is not None and all(known.id != place for known in desk.house().desks):
        raise Refused("unknown_desk", desk=place)
    token = patron_token(desk.key, client_id)
    event = events.PatronAsked(
        conversation=new_id(),
        source=f"web:{client_id}",
        channel="chat",
        lang=lang,
        text=text,
        desk=place,
        email=read_email(email),
        token_hash=digest(token),
        attachments=files,
    )
    return token, await apply_with_files(desk.store, desk.files, event)


async def show(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """GET /api/patron/conversation."""
    after = read_number(request, "after", default=0, lowest=0)
    return answer(await view(desk, conversation, after))


async def write(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /api/patron/messages."""
    words = await _words(desk, conversation, request)
    outcome = await desk.store.apply(
        events.PatronWrote(conversation=conversation, source=f"web:{words.client_id}", text=words.text)
    )
    return answer({"seq": outcome.seq}, 200 if outcome.duplicate else 201)


async def attach(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /api/patron/attachments: a message with a file."""
    desk.limits.writes.take(conversation)
    sent = {"client_id": "", "text": ""}
    async with read_form_with_file(request, desk.files, sent) as files:
        if not CLIENT_ID.fullmatch(sent["client_id"]):
            raise Refused("wrong_field" if sent["client_id"] else "missing_field", field="client_id")
        if not files:
            raise Refused("missing_field", field="file")
        outcome = await write_with_files(desk, conversation, sent["client_id"], sent["text"], files)
    return answer({"seq": outcome.seq}, 200 if outcome.duplicate else 201)


async def write_with_files(
    desk: Desk, conversation: str, client_id: str, text: str, files: tuple[Attachment, ...]
) -> Outcome:
    """One more message, its words optional when a file came with it.

    Raises:
        Refused: ``empty_text``, ``too_large``, and what the core refuses.
    """
    if text.strip() or not files:
        check_length(text, desk.site.text_limit)
    event = events.PatronWrote(conversation=conversation, source=f"web:{client_id}", text=text, attachments=files)
    return await apply_with_files(desk.store, desk.files, event)


async def fetch(desk: Desk, conversation: str, request: web.Request) -> web.StreamResponse:
    """GET /api/patron/attachments/{file}."""
    return send_file(desk.files, await desk.store.file(conversation, request.match_info["file"]))


async def edit(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """PUT /api/patron/messages/{seq}."""
    words = await _words(desk, conversation, request)
    asked = request.match_info["seq"]
    if not asked.isdecimal() or len(asked) > 15:
        raise Refused("unknown_message")
    outcome = await desk.store.apply(
        events.PatronEdited(
            conversation=conversation, source=f"web:{words.client_id}", text=words.text, target=int(asked)
        )
    )
    return answer({"seq": outcome.seq})


async def _words(desk: Desk, conversation: str, request: web.Request) -> Words:
    desk.limits.writes.take(conversation)
    words = await read_json(request, Words)
    check_length(words.text, desk.site.text_limit)
    return words


async def leave_email(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """PUT /api/patron/email."""
    desk.limits.writes.take(conversation)
    sent = await read_json(request, Email)
    await answer_by_email(desk, conversation, sent.email, move=sent.move)
    return nothing()


async def answer_by_email(desk: Desk, conversation: str, address: str, *, move: bool) -> None:
    """Keep the patron's e-mail address; with ``move`` the conversation goes on there.

    Raises:
        Refused: ``wrong_email``, ``empty_text`` for none at all, ``no_email``, and what the core refuses.
    """
    email = read_email(address)
    if not move:
        await desk.store.apply(events.PatronLeftAddress(conversation=conversation, email=email))
    elif email is None:
        raise Refused("wrong_email")
    else:
        await desk.store.apply(events.PatronMovedToEmail(conversation=conversation, email=email))


async def call_me(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """PUT /api/patron/phone."""
    desk.limits.writes.take(conversation)
    await ask_to_be_called(desk, conversation, (await read_json(request, Phone)).phone)
    return nothing()


async def ask_to_be_called(desk: Desk, conversation: str, typed: str) -> None:
    """Keep the number; to call it becomes a promise of the desk's.

    Raises:
        Refused: ``wrong_phone``, and what the core refuses.
    """
    phone = read_phone(typed)
    if phone is None:
        raise Refused("wrong_phone")
    await desk.store.apply(events.PatronWantsCall(conversation=conversation, phone=phone, promise=new_id()))


async def types(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """POST /api/patron/typing."""
    desk.limits.typing.take(conversation)
    desk.live.typing(conversation, "patron")
    return nothing()


async def close(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """POST /api/patron/close."""
    outcome = await desk.store.apply(events.PatronLeft(conversation=conversation))
    return answer({"seq": outcome.seq})


async def feedback(desk: Desk, conversation: str, request: web.Request) -> web.Response:
    """POST /api/patron/feedback."""
    desk.limits.writes.take(conversation)
    sent = await read_json(request, Feedback)
    return answer({"seq": await give_feedback(desk, conversation, sent.mark, sent.comment, sent.age_band)})


async def give_feedback(
    desk: Desk, conversation: str, mark: int, comment: str, age_band: events.AgeBand | None = None
) -> int:
    """Keep a patron's feedback; returns the seq of its entry."""
    outcome = await desk.store.apply(
        events.FeedbackGiven(conversation=conversation, mark=mark, comment=comment.strip(), age_band=age_band)
    )
    return outcome.seq


async def give_by_form(desk: Desk, conversation: str, typed: Mapping[str, str]) -> None:
    """The same from a plain form's ``mark``, ``comment`` and ``age_band``.

    Raises:
        Refused: ``wrong_mark``.
    """
    if typed["mark"] not in {"1", "2", "3", "4", "5"}:
        raise Refused("wrong_mark")
    age_band: events.AgeBand | None = next((band for band in AGE_BANDS if band == typed["age_band"]), None)
    await give_feedback(desk, conversation, int(typed["mark"]), typed["comment"][:2000], age_band)


AGE_BANDS: Final[tuple[events.AgeBand, ...]] = get_args(events.AgeBand)


async def forget(desk: Desk, conversation: str, _: web.Request) -> web.Response:
    """DELETE /api/patron/conversation."""
    await desk.eraser.forget(conversation, sign(desk.key, conversation))
    return nothing()


ROUTES: Final = (
    anyone("POST", "/api/patron/conversations", ask),
    patron("GET", "/api/patron/conversation", show),
    patron("DELETE", "/api/patron/conversation", forget),
    patron("POST", "/api/patron/messages", write),
    patron("PUT", "/api/patron/messages/{seq}", edit),
    patron("POST", "/api/patron/attachments", attach),
    patron("GET", "/api/patron/attachments/{file}", fetch),
    patron("PUT", "/api/patron/email", leave_email),
    patron("PUT", "/api/patron/phone", call_me),
    patron("POST", "/api/patron/typing", types),
    patron("POST", "/api/patron/close", close),
    patron("POST", "/api/patron/feedback", feedback),
)
