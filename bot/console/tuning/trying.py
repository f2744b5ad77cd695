"""Trying a template before anybody else sees it: exactly as it would leave, and whether its links are alive."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from aiohttp import web
from pydantic import Field

from bot.channels.telegram.accounts import Accounts
from bot.channels.telegram.split import split, utf16_units
from bot.console.findings import shaped_all
from bot.console.tuning.reading import read_patiently, unread
from bot.ports import Sent as Arrived
from bot.server.addresses import read_email
from bot.server.answers import answer
from bot.server.body import check_length, read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.readers import language
from bot.server.shapes import time_of
from bot.tuning.bodies import Label, Lang, TemplateWords
from bot.tuning.links import Link, last_report
from nlp.draft import Channel, Draft, Phase
from replies.refusal import Refused
from replies.templates.filling import fill
from replies.templates.shelf import Slot


class Trial(TemplateWords):
    """Words as they stand in the page, and what to try them with."""

    lang: Lang
    channel: Channel = "chat"
    phase: Phase = "opening"
    values: Annotated[dict[str, Label], Field(max_length=20)] = Field(default_factory=dict)


class Test(TemplateWords):
    """Words as they stand in the page, to be sent to oneself."""

    lang: Lang
    channel: Literal["telegram", "email"]
    to: Annotated[str, Field(max_length=320)] = ""


def _holes(desk: Desk, sent: TemplateWords, lang: str) -> tuple[tuple[Slot, ...], dict[str, str]]:
    """The slots of a text, and what stands in them: their own value, what is known of the library, or a sample."""
    holes = desk.canned.shipped.holes(sent.text, lang, {name: slot.model_dump() for name, slot in sent.slots.items()})
    known = desk.canned.known(lang)
    return holes, {slot.name: said for slot in holes if (said := slot.value or known.get(slot.name) or slot.sample)}


async def preview(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/templates/preview: the parts in which it would leave, and what the check says of it."""
    sent = await read_json(request, Trial)
    holes, samples = _holes(desk, sent, sent.lang)
    text = fill(sent.text.strip(), samples | {name: value for name, value in sent.values.items() if value})
    draft = Draft(text, lang=sent.lang, channel=sent.channel, phase=sent.phase, house=desk.dictionary.house())
    read, lang = await read_patiently(desk, draft), language(request)
    parts = split(text) if sent.channel == "telegram" else (text,)  # the others send it whole
    return answer(
        {
            "text": text,
            "parts": list(parts),
            "units": utf16_units(text),
            "slots": [
                {
                    "name": slot.name,
                    "label": slot.label,
                    "type": slot.type,
                    "value": slot.value,
                    "sample": slot.sample,
                }
                for slot in holes
            ],
            "findings": shaped_all(desk, draft, read.findings, lang),
            "not_checked": unread(draft, read, lang),
        }
    )


async def test(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/templates/test: sent to oneself, by mail or to one's own Telegram; audited, not its words."""
    sent = await read_json(request, Test)
    text = fill(sent.text.strip(), _holes(desk, sent, sent.lang)[1])
    check_length(text, desk.site.reply_limit)
    try_out = desk.elsewhere.try_out.get(sent.channel)
    if try_out is None:
        raise Refused("no_telegram" if sent.channel == "telegram" else "no_email")
    to = await _own_address(desk, signed, sent)
    wire = await try_out(to, text, sent.lang, signed.person.name)
    await desk.store.audit(signed.id, "template.tried", sent.channel)
    if not isinstance(wire, Arrived):
        raise Refused("test_failed")
    return answer({"sent": True})


async def _own_address(desk: Desk, signed: Signed, sent: Test) -> str:
    """Where the test goes.

    Raises:
        Refused: ``wrong_email``, ``test_unconnected``.
    """
    if sent.channel == "email":
        if (address := read_email(sent.to)) is None:
            raise Refused("wrong_email")
        return address
    account = await Accounts(desk.store, desk.clock).account(signed.id)
    if not account:
        raise Refused("test_unconnected")
    return account


async def links(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """POST /api/admin/templates/links: ask every address that a template carries whether it is there."""
    asked = await desk.ask_links()
    await desk.store.audit(signed.id, "template.links_asked", links=len(asked))
    return answer({"links": [_shaped(link) for link in asked]})


async def last_links(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/admin/templates/links: what had no good answer when addresses were last asked."""
    report = await last_report(desk.store)
    asked_at, found = report or (None, [])
    return answer({"asked_at": time_of(asked_at), "links": [_shaped(link) for link in found]})


def _shaped(link: Link) -> dict[str, Any]:
    return {
        "address": link.address,
        "state": link.state,
        "status": link.status,
        "places": [{"key": key, "lang": lang} for key, lang in link.places],
    }


ROUTES: Final = (
    staff("POST", "/api/admin/templates/preview", preview, roles=ADMIN),
    staff("POST", "/api/admin/templates/test", test, roles=ADMIN),
    staff("POST", "/api/admin/templates/links", links, roles=ADMIN),
    staff("GET", "/api/admin/templates/links", last_links, roles=ADMIN),
)
