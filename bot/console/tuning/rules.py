"""Tone rules as an admin tunes them: on or off, how strongly, the house's own, and a trial before anything counts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.tuning.paths import key_in, lang_in
from bot.console.tuning.trial import Flagged, Trial, speaks_wrongly, try_on
from bot.fields import Sent
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.tuning.bodies import GlossaryBody, HouseRuleBody, Key, Lang, RuleBody, Sentence
from bot.tuning.kinds import GLOSSARY, PHRASES, RULE
from bot.tuning.record import Change, Head, Name, Record, heads
from bot.tuning.rules import (
    OWN,
    TERMS,
    check_house,
    check_terms,
    compiled,
)
from nlp.draft import LANGUAGES
from nlp.finding import CATEGORY_OF
from nlp.house_rules import RuleRefused
from nlp.pack import load_pack
from replies.refusal import Refused

Version = Annotated[int, Field(ge=0, le=2**31)]


class Setting(RuleBody):
    """How a rule speaks, and the version that was on screen."""

    on: Version


class Written(HouseRuleBody):
    """A rule of the house's own, and the version it was written upon."""

    on: Version


class Publishing(Sent):
    """Which version shall count."""

    version: Version


class Removing(Sent):
    """Which version was on screen."""

    on: Version


class Terms(GlossaryBody):
    """A language's glossary, and the version it was written upon."""

    on: Version


class Trying(Sent):
    """A rule to try: one that is there, by name, or one as it stands in the page."""

    rule: Key | None = None
    lang: Lang | None = None
    written: HouseRuleBody | None = None
    samples: Annotated[list[Sentence], Field(max_length=40)] = Field(default_factory=list)


async def show_all(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/admin/rules."""
    known = heads(await desk.store.records())
    codes = await asyncio.to_thread(_codes, desk.site.languages)
    own = [head for (kind, _key, _lang), head in known.items() if kind == PHRASES and head.newest.body is not None]
    return answer(
        {
            "rules": [_rule(desk, name, code, known) for name, code in codes.items()],
            "own": [_own(desk, head, known) for head in own],
            "glossary": [_glossary(lang, known) for lang in LANGUAGES],
            "codes": {code: str(category) for code, category in CATEGORY_OF.items()},
        }
    )


def _codes(languages: Sequence[str]) -> dict[str, str]:
    """Every rule with the code it says; all languages have the same, so the one that is surely loaded is asked."""
    lang = next((lang for lang in languages if lang in LANGUAGES), LANGUAGES[0])
    return {name: rule.code for name, rule in sorted(load_pack(lang).rules.items())}


def _rule(desk: Desk, name: str, code: str, known: Mapping[Name, Head]) -> dict[str, Any]:
    body, version = _setting(name, known)
    said = {"name": name, "code": code, "category": str(CATEGORY_OF[code]), "held": code in desk.house().hold_back}
    return {**said, **body.model_dump(), "version": version}


def _setting(name: str, known: Mapping[Name, Head]) -> tuple[RuleBody, int]:
    head = known.get((RULE, name, ""))
    if head is None or head.body is None:
        return RuleBody(), head.newest.version if head else 0
    return RuleBody.model_validate(head.body), head.newest.version


def _own(desk: Desk, head: Head, known: Mapping[Name, Head]) -> dict[str, Any]:
    newest = head.newest
    setting, version = _setting(OWN + newest.key, known)
    return {
        "key": newest.key,
        "lang": newest.lang,
        "version": newest.version,
        "published": newest.published_at is not None,
        "counts": head.body is not None,
        "at": shapes.time_of(newest.at),
        "by": desk.name_of(newest.by) or newest.by,
        "written": HouseRuleBody.model_validate(newest.body).model_dump(),
        "setting": {**setting.model_dump(), "version": version},
    }


def _glossary(lang: str, known: Mapping[Name, Head]) -> dict[str, Any]:
    head = known.get((GLOSSARY, TERMS, lang))
    terms = GlossaryBody.model_validate(head.body).terms if head and head.body else {}
    return {"lang": lang, "terms": terms, "version": head.newest.version if head else 0}


async def set_rule(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/rules/{key}: on or off, and how strongly; counts at once."""
    name = key_in(request)
    sent = await read_json(request, Setting)
    own = {OWN + key for kind, key, _lang in heads(await desk.store.records()) if kind == PHRASES}
    if name not in own and name not in await asyncio.to_thread(_codes, desk.site.languages):
        raise Refused("not_found")
    change = Change(RULE, name, "", sent.model_dump(exclude={"on"}), on=sent.on, publish=True)
    return await _kept(desk, signed, change)


async def write(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/house-rules/{key}/{lang}: a draft; it is compiled, so that a slip is told at once."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Written)
    body = HouseRuleBody.model_validate(sent.model_dump(exclude={"on"}))
    await _usable(key, lang, body)
    return await _kept(desk, signed, Change(PHRASES, key, lang, body.model_dump(), on=sent.on))


async def publish(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/house-rules/{key}/{lang}/publish: only with its proof, as our own rules."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Publishing)
    known = heads(await desk.store.records())
    head = known.get((PHRASES, key, lang))
    if head is None or head.newest.body is None:
        raise Refused("not_found")
    body = HouseRuleBody.model_validate(head.newest.body)
    await _usable(key, lang, body)
    await _light(key, lang, body, known)
    wrong = await speaks_wrongly(desk.proofreader, Trial(key, lang, body))
    if wrong is not None or not (body.speaks and body.silent):
        raise Refused("rule_examples", sentence=wrong or "")
    record = await desk.store.publish_record(PHRASES, key, lang, sent.version, by=signed.id)
    await desk.dictionary.learn()
    return answer({"version": record.version})


async def _usable(key: str, lang: str, body: HouseRuleBody) -> None:
    try:
        await asyncio.to_thread(compiled, key, lang, body)
    except RuleRefused as refused:
        raise Refused(f"rule_{refused.problem}", phrase=refused.phrase) from None
    except ValueError:
        raise Refused("wrong_field", field="code") from None


async def _light(key: str, lang: str, body: HouseRuleBody, known: Mapping[Name, Head]) -> None:
    try:
        await asyncio.to_thread(check_house, key, lang, body, known)
    except RuleRefused:
        raise Refused("rule_too_hard", phrase="") from None


async def remove(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/house-rules/{key}/{lang}/remove: it is heard no longer; its versions stay."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Removing)
    if not await desk.store.record_history(PHRASES, key, lang, limit=1):
        raise Refused("not_found")
    return await _kept(desk, signed, Change(PHRASES, key, lang, None, on=sent.on, publish=True))


async def keep_terms(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/glossary/{lang}: counts at once."""
    lang = lang_in(request)
    sent = await read_json(request, Terms)
    try:
        await asyncio.to_thread(lambda: check_terms(sent.terms, load_pack(lang)))
    except RuleRefused as refused:
        raise Refused(f"rule_{refused.problem}", phrase=refused.phrase) from None
    change = Change(GLOSSARY, TERMS, lang, {"terms": sent.terms}, on=sent.on, publish=True)
    return await _kept(desk, signed, change)


async def _kept(desk: Desk, signed: Signed, change: Change) -> web.Response:
    kept: Sequence[Record] = await desk.store.keep_records([change], by=signed.id)
    await desk.dictionary.learn()
    return answer({"version": kept[0].version})


async def try_rule(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/rules/try: what it would have said of the last fifty replies, and of sentences of one's own."""
    sent = await read_json(request, Trying)
    began = time.perf_counter()
    if sent.written is not None and sent.lang is not None:
        await _usable(sent.rule or "trial", sent.lang, sent.written)
        trial = Trial(sent.rule or "trial", sent.lang, sent.written)
    elif sent.rule is not None:
        trial = Trial(sent.rule, sent.lang, None)
    else:
        raise Refused("missing_field", field="rule")
    replies = await desk.store.sent_replies()
    flagged, spoken = await try_on(desk, trial, replies, sent.samples)
    await desk.store.audit(signed.id, "rule.tried", trial.name, replies=len(replies))
    return answer(
        {
            "replies": len(replies),
            "flagged": [_flagged(one) for one in flagged],
            "samples": [{"text": text, "quotes": list(quotes)} for text, quotes in spoken],
            "ms": round((time.perf_counter() - began) * 1000, 1),
        }
    )


def _flagged(one: Flagged) -> dict[str, Any]:
    return {
        "lang": one.reply.lang,
        "channel": one.reply.channel,
        "at": shapes.time_of(one.reply.at),
        "before": one.reply.text[: one.finding.start],
        "quote": one.finding.quote,
        "after": one.reply.text[one.finding.end :],
        "message": one.finding.message,
    }


_OWN: Final = "/api/admin/house-rules/{key}/{lang}"

ROUTES: Final = (
    staff("GET", "/api/admin/rules", show_all, roles=ADMIN),
    staff("POST", "/api/admin/rules/try", try_rule, roles=ADMIN),
    staff("PUT", "/api/admin/rules/{key}", set_rule, roles=ADMIN),
    staff("PUT", _OWN, write, roles=ADMIN),
    staff("POST", f"{_OWN}/publish", publish, roles=ADMIN),
    staff("POST", f"{_OWN}/remove", remove, roles=ADMIN),
    staff("PUT", "/api/admin/glossary/{lang}", keep_terms, roles=ADMIN),
)
