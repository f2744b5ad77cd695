"""Sending: checked here once more whatever the page has shown, guarded, held for the undo seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console import drafts
from bot.console.check import count
from bot.console.context import draft_in_context
from bot.console.conversation import act, acted, conversation_id
from bot.console.findings import shaped, strengths
from bot.console.promises import PromiseInReply, promised
from bot.courtesies import courtesies_of
from bot.fields import ClientId, Sent, Text
from bot.ports import Outcome, Proofread
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import check_length, read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Route, Signed, staff
from bot.server.readers import language
from bot.server.tokens import new_id
from bot.tuning.bodies import Key, Lang
from bot.tuning.strength import Strength, of_strength
from nlp.draft import Draft
from replies import events
from replies.refusal import Refused
from replies.templates.compare import changed_share


class WithTemplate(Sent):
    """A template that was put into the reply."""

    key: Key
    lang: Lang


class NewReply(Sent):
    """A reply as the librarian sends it."""

    client_id: ClientId
    text: Text
    seen: Annotated[int, Field(ge=0)]
    confirmed: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=20)
    override: bool = False
    close: bool = False
    templates: list[WithTemplate] = Field(default_factory=list, max_length=20)
    reasons: dict[Annotated[str, Field(max_length=40)], Annotated[Text, Field(max_length=300)]] = Field(
        default_factory=dict, max_length=20
    )
    promises: list[PromiseInReply] = Field(default_factory=list, max_length=5)
    keeps: list[Annotated[str, Field(max_length=64)]] = Field(default_factory=list, max_length=10)
    promises_stay: bool = False


async def send(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/replies."""
    conversation = conversation_id(request)
    sent = await read_json(request, NewReply)
    check_length(sent.text, desk.site.reply_limit)
    _trainees_ask(desk, signed, sent)
    draft = await draft_in_context(desk, conversation, sent.text, closing=sent.close)
    read = await _read_once_more(desk, draft)
    said = strengths(desk, draft, read.findings, signed.person.role)
    _asked_for_more(sent, said)
    event = replace(
        _event(desk, conversation, signed, sent, read, said), courtesies=await courtesies_of(sent.text, draft.lang)
    )
    try:
        outcome = await desk.store.apply(event)
    except Refused as refused:
        lang, extra = language(request), {}
        if refused.code == "stale":
            extra = await missed(desk, lang, event)
        elif refused.code == "held_back":
            extra = _to_confirm(draft, lang, read, said, frozenset(refused.details["codes"]))
        raise Refused(refused.code, **refused.details, answer=extra) from None
    if (sent.override or sent.confirmed) and not outcome.duplicate:
        codes = sorted(sent.confirmed)
        await desk.store.audit(signed.id, "check.overridden", outcome.conversation.id, codes=codes)
    return answer(await _queued(desk, signed, outcome), 202)


def _trainees_ask(desk: Desk, signed: Signed, sent: NewReply) -> None:
    if signed.person.role == "trainee" and (sent.override or desk.house().hold_back.intersection(sent.confirmed)):
        raise Refused("trainee_asks")


def _asked_for_more(sent: NewReply, said: Mapping[str, Strength]) -> None:
    """What was confirmed may want a reason."""
    given = {code for code, reason in sent.reasons.items() if reason.strip()}
    if codes := (frozenset(sent.confirmed) & of_strength(said, "reason")) - given:
        raise Refused("reason_wanted", codes=sorted(codes))


async def _read_once_more(desk: Desk, draft: Draft) -> Proofread:
    read = await desk.proofreader.read(draft)
    if read is None:  # only a newer check of the same key drops one, and this has none
        raise Refused("newer_check")
    count(draft, read)
    return read


def _event(  # noqa: PLR0917  an event is made of all there is to it
    desk: Desk,
    conversation: str,
    signed: Signed,
    sent: NewReply,
    read: Proofread,
    said: Mapping[str, Strength],
) -> events.ReplySent:
    return events.ReplySent(
        conversation=conversation,
        source=f"web:{signed.id}:{sent.client_id}",
        who=signed.id,
        reply=new_id(),
        text=sent.text,
        seen=sent.seen,
        findings=tuple(finding.code for finding in read.findings),
        confirmed=frozenset(sent.confirmed),
        override=sent.override,
        close=sent.close,
        checks=dict(read.engines),
        templates=tuple(_used(desk, sent)),
        holding=of_strength(said, "reason", "second"),
        promises=tuple(
            promised(desk, f"{conversation}:{signed.id}:{sent.client_id}:{place}", one.quote, one.due)
            for place, one in enumerate(sent.promises)
        ),
        keeps=frozenset(sent.keeps),
        promises_stay=sent.promises_stay,
        reasons={code: reason.strip() for code, reason in sent.reasons.items() if code in said},
        second_reader=signed.person.read_first or bool(of_strength(said, "second").intersection(sent.confirmed)),
    )


def _used(desk: Desk, sent: NewReply) -> Iterator[events.TemplateUsed]:
    """What the templates put in have become; one that was removed meanwhile is not counted."""
    for key, lang in dict.fromkeys((one.key, one.lang) for one in sent.templates):
        template = desk.canned.now.find(key, lang)
        if template is not None:
            yield events.TemplateUsed(key, lang, changed_share(template.text, sent.text))


async def missed(desk: Desk, lang: str, event: events.ReplySent | events.ReplyPassed) -> dict[str, Any]:
    """What was written since the librarian's page was current."""
    opened = await desk.store.open(event.conversation, after=event.seen)
    missed = opened.entries if opened else ()
    return {"entries": shapes.staff_entries(missed, desk.name_of, lang)}


def _to_confirm(
    draft: Draft, lang: str, read: Proofread, said: Mapping[str, Strength], codes: frozenset[str]
) -> dict[str, Any]:
    """The places that hold the reply back."""
    found = (finding for finding in read.findings if finding.code in codes)
    return {"findings": [shaped(finding, draft, lang, said) for finding in found]}


async def _queued(desk: Desk, signed: Signed, outcome: Outcome) -> dict[str, Any]:
    """What was queued; for a send that came twice, the first one's. Without a time it is to be read first."""
    queued = outcome.entries[0]
    hold_until = queued.meta.get("hold_until")
    draft = await desk.store.draft(outcome.conversation.id, signed.id)
    return {
        "reply": queued.meta["reply"],
        "hold_until": shapes.time_of(datetime.fromisoformat(hold_until)) if hold_until else None,
        "seq": outcome.conversation.seq,
        "draft": drafts.shaped(draft),
    }


async def undo(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/replies/{reply}/undo."""
    conversation, reply = await known(desk, request)
    event = events.ReplyUndone(conversation=conversation, who=signed.id, reply=reply)
    outcome = await desk.store.apply(event)
    draft = await desk.store.draft(conversation, signed.id)
    return answer({**acted(desk, outcome, language(request)), "draft": drafts.shaped(draft)})


def _deed(name: str, event: type[events.SentAgain | events.Arrived]) -> Route:
    """A route for what is done with a reply that may not have arrived."""

    async def handle(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
        conversation, reply = await known(desk, request)
        return await act(desk, request, event(conversation=conversation, who=signed.id, reply=reply))

    return staff("POST", f"/api/conversations/{{id}}/replies/{{reply}}/{name}", handle, roles=ANSWERING)


async def known(desk: Desk, request: web.Request) -> tuple[str, str]:
    """The conversation and the reply in the path; one of another conversation is as unknown as one that never was.

    Raises:
        Refused: ``not_found``.
    """
    conversation, reply = conversation_id(request), request.match_info["reply"]
    opened = await desk.store.open(conversation)
    if opened is None or all(entry.meta.get("reply") != reply for entry in opened.entries):
        raise Refused("not_found")
    return conversation, reply


ROUTES: Final = (
    staff("POST", "/api/conversations/{id}/replies", send, roles=ANSWERING),
    staff("POST", "/api/conversations/{id}/replies/{reply}/undo", undo, roles=ANSWERING),
    _deed("again", events.SentAgain),
    _deed("arrived", events.Arrived),
)
