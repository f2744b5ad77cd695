"""Reading a draft once more, while it is typed."""

from __future__ import annotations

from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.context import draft_in_context
from bot.console.conversation import conversation_id
from bot.console.findings import shaped_all
from bot.console.promises import promises_in
from bot.fields import Sent, Text
from bot.finding_words import not_checked
from bot.metrics import CHECKS, ENGINES, FINDINGS
from bot.ports import Proofread
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ANSWERING, Signed, staff
from bot.server.readers import language
from nlp.draft import LANGUAGES, Draft
from nlp.finding import Category
from replies.refusal import Refused


class Typed(Sent):
    """A draft as it stands."""

    text: Text
    version: Annotated[int, Field(ge=0)]


async def check(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/conversations/{id}/check."""
    conversation = conversation_id(request)
    sent = await read_json(request, Typed)
    if len(sent.text) > desk.site.reply_limit:
        raise Refused("too_large", limit=desk.site.reply_limit)
    draft = await draft_in_context(desk, conversation, sent.text)
    read = await desk.proofreader.read(draft, key=f"{conversation}:{signed.id}")
    if read is None:
        raise Refused("newer_check")
    count(draft, read)
    return answer(await checked(desk, draft, read, language(request), sent.version, role=signed.person.role))


async def checked(
    desk: Desk, draft: Draft, read: Proofread, lang: str, version: int, *, role: str = "librarian"
) -> dict[str, Any]:
    """What was read in a draft, for the API; ``lang`` is the reader's language, ``role`` what they are here."""
    steps = desk.canned.next_steps(draft.lang or lang, draft.channel) if _dead_end(read) else ()
    return {
        "version": version,
        "lang": draft.lang if draft.lang in LANGUAGES else None,
        "findings": shaped_all(desk, draft, read.findings, lang, role),
        "engines": dict(read.engines),
        "not_checked": not_checked(draft.lang, read.engines, lang),
        "ms": round(read.ms, 1),
        "next_steps": [step.key for step in steps],
        "promises": await promises_in(draft, desk.clock.now(), desk.site.zone),
    }


def _dead_end(read: Proofread) -> bool:
    return any(finding.category is Category.DEAD_END for finding in read.findings)


def count(draft: Draft, read: Proofread) -> None:
    """Count a check for the figures: codes and languages, never words."""
    lang = draft.lang if draft.lang in LANGUAGES else "other"
    CHECKS.labels(lang).observe(read.ms / 1000)
    for finding in read.findings:
        FINDINGS.labels(finding.code, lang).inc()
    for engine, state in read.engines.items():
        ENGINES.labels(engine, state).inc()


ROUTES: Final = (staff("POST", "/api/conversations/{id}/check", check, roles=ANSWERING),)
