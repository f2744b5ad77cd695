"""Templates as an admin tunes them: a record with a version per language, drafted, read once more, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.findings import shaped_all
from bot.console.tuning.paths import key_in, lang_in, version_of
from bot.console.tuning.reading import read_patiently
from bot.fields import Sent
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.readers import language
from bot.tuning.bodies import TemplateFrame, TemplateWords
from bot.tuning.kinds import PICTURE, TEMPLATE
from bot.tuning.record import Change, Head, Name, Record, TemplateUse, heads
from bot.tuning.shelf import frame_of, words_of, written
from nlp.draft import LANGUAGES, Draft
from replies.refusal import Refused
from replies.templates.compare import compare
from replies.templates.shelf import Slot, Template

COUNTED: Final = timedelta(days=365)
"""How far back uses are told."""

Uses = Mapping[tuple[str, str], TemplateUse]
Version = Annotated[int, Field(ge=0, le=2**31)]


class Words(TemplateWords):
    """A language's words, and the version they were written upon."""

    on: Version


class Frame(TemplateFrame):
    """What all languages share, and the version it was written upon."""

    on: Version


class Publishing(Sent):
    """Which version shall count, and whether its findings have been read."""

    version: Version
    confirmed: bool = False


class Restoring(Sent):
    """Which version comes back as a draft; 0 is the shipped one."""

    version: Version
    on: Version


class Removing(Sent):
    """Which version was on screen."""

    on: Version


async def show_all(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/admin/templates."""
    known = heads(await desk.store.records())
    uses = await desk.store.template_uses(_since(desk))
    shipped = desk.canned.shipped
    keys = dict.fromkeys(one.key for lang in LANGUAGES for one in shipped.every(lang))
    keys |= dict.fromkeys(key for kind, key, _lang in known if kind == TEMPLATE)
    today = desk.clock.now().astimezone(desk.site.zone).date()
    return answer(
        {
            "languages": list(desk.site.languages),
            "desks": [{"id": place.id, "name": place.name} for place in desk.house().desks],
            "branches": [{"id": one.id, "name": one.name} for one in desk.household.now.branches],
            "pictures": sorted(_pictures(known)),
            "templates": [_line(desk, key, known, uses, today) for key in keys],
        }
    )


def _pictures(known: Mapping[Name, Head]) -> frozenset[str]:
    return frozenset(key for (kind, key, lang), head in known.items() if kind == PICTURE and not lang and head.body)


def _since(desk: Desk) -> date:
    return (desk.clock.now() - COUNTED).date()


def _line(
    desk: Desk,
    key: str,
    known: Mapping[Name, Head],
    uses: Uses,
    today: date,
) -> dict[str, Any]:
    frame, version = _frame(desk, key, known)
    return {
        "key": key,
        **frame.model_dump(),
        "version": version,
        "due": frame.review_on is not None and date.fromisoformat(frame.review_on) <= today,
        "langs": {lang: _standing(desk, key, lang, known.get((TEMPLATE, key, lang)), uses) for lang in LANGUAGES},
    }


def _frame(desk: Desk, key: str, known: Mapping[Name, Head]) -> tuple[TemplateFrame, int]:
    """What the languages share, and its version (0: as shipped)."""
    head = known.get((TEMPLATE, key, ""))
    if head is None or head.body is None:
        return frame_of(desk.canned.shipped, key), head.newest.version if head else 0
    return TemplateFrame.model_validate(head.body), head.newest.version


def _standing(desk: Desk, key: str, lang: str, head: Head | None, uses: Uses) -> dict[str, Any]:
    """How it stands in one language."""
    shipped = desk.canned.shipped.find(key, lang)
    said = _newest_words(head, shipped)
    used = uses.get((key, lang))
    return {
        "state": _state(head, shipped),
        "title": said.title if said else None,
        "shortcut": (said.shortcut or None) if said else None,
        "used": used.used if used else 0,
    }


def _newest_words(head: Head | None, shipped: Template | None) -> TemplateWords | None:
    if head and head.newest.body is not None:
        return TemplateWords.model_validate(head.newest.body)
    return words_of(shipped) if shipped else None


def _state(head: Head | None, shipped: Template | None) -> str:
    """One word: missing, shipped, draft (never published), changed (a newer draft), published, removed."""
    if head is None:
        return "shipped" if shipped else "missing"
    if head.newest.published_at is None:
        return "changed" if head.counts or shipped else "draft"
    return "removed" if head.newest.body is None else "published"


async def show(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/admin/templates/{key}/{lang}."""
    key, lang = key_in(request), lang_in(request)
    desk.proofreader.expect(lang)
    history = await desk.store.record_history(TEMPLATE, key, lang)
    shipped = desk.canned.shipped.find(key, lang)
    used = (await desk.store.template_uses(_since(desk))).get((key, lang))
    newest = history[0] if history else None
    said = _newest_words(Head(newest, None) if newest else None, shipped)
    return answer(
        {
            "key": key,
            "lang": lang,
            "version": newest.version if newest else 0,
            "words": said.model_dump() if said else None,
            "shipped": shipped is not None,
            "slots": [_slot(name, slot) for name, slot in desk.canned.shipped.slots.get(lang, {}).items()],
            "versions": [_version(desk, record) for record in history],
            "used": _used(used) if used else None,
        }
    )


def _used(used: TemplateUse) -> dict[str, Any]:
    return {
        "times": used.used,
        "edited": used.edited,
        "changed": round(used.changed, 3),
        "found": used.found,
        "missed": used.missed,
    }


def _slot(name: str, slot: Slot) -> dict[str, Any]:
    return {"name": name, "label": slot.label, "type": slot.type, "value": slot.value, "sample": slot.sample}


def _version(desk: Desk, record: Record) -> dict[str, Any]:
    return {
        "version": record.version,
        "at": shapes.time_of(record.at),
        "by": desk.name_of(record.by) or record.by,
        "published_at": shapes.time_of(record.published_at),
        "published_by": (desk.name_of(record.published_by) or record.published_by) if record.published_by else None,
        "removed": record.body is None,
        "title": record.body["title"] if record.body else None,
    }


async def save(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/templates/{key}/{lang}: a draft; nobody finds it before it is published."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Words)
    words = sent.model_dump(exclude={"on"})
    change = Change(TEMPLATE, key, lang, words, on=sent.on)
    kept = (await desk.store.keep_records([change], by=signed.id))[0]
    template = await _template(desk, key, lang, words)
    return answer({"version": kept.version, "findings": await _findings(desk, request, template)})


async def _findings(desk: Desk, request: web.Request, template: Template) -> list[dict[str, Any]]:
    """The text with samples in its slots, read as a reply is."""
    draft = Draft(
        template.sampled(),
        lang=template.lang,
        channel=min(template.channels, default="chat"),
        phase=template.phase,
        house=desk.dictionary.house(),
    )
    read = await read_patiently(desk, draft)
    return shaped_all(desk, draft, read.findings, language(request))


async def _template(desk: Desk, key: str, lang: str, words: Mapping[str, Any]) -> Template:
    """Words in the frame that all languages share."""
    head = heads(await desk.store.record_history(TEMPLATE, key)).get((TEMPLATE, key, ""))
    frame = head.body if head and head.body is not None else frame_of(desk.canned.shipped, key).model_dump()
    return written(desk.canned.shipped, key, lang, words, frame)


async def publish(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/templates/{key}/{lang}/publish: with findings it asks once."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Publishing)
    newest = await _version_there(desk, key, lang, sent.version)
    if newest.body is not None and not sent.confirmed:
        template = await _template(desk, key, lang, newest.body)
        if found := await _findings(desk, request, template):
            raise Refused("template_findings", answer={"findings": found})
    await desk.store.publish_record(TEMPLATE, key, lang, sent.version, by=signed.id)
    await desk.canned.learn()
    return answer({"version": sent.version})


async def _version_there(desk: Desk, key: str, lang: str, version: int) -> Record:
    """A version of the store's.

    Raises:
        Refused: ``not_found``.
    """
    history = await desk.store.record_history(TEMPLATE, key, lang)
    found = next((record for record in history if record.version == version), None)
    if found is None:
        raise Refused("not_found")
    return found


async def restore(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/templates/{key}/{lang}/restore: an old version's words as the newest draft."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Restoring)
    change = Change(TEMPLATE, key, lang, await _words_at(desk, key, lang, sent.version), on=sent.on)
    kept = (await desk.store.keep_records([change], by=signed.id))[0]
    return answer({"version": kept.version})


async def _words_at(desk: Desk, key: str, lang: str, version: int) -> dict[str, Any]:
    """The words of a version.

    Raises:
        Refused: ``not_found``, also when that version took the text away.
    """
    if version == 0:
        shipped = desk.canned.shipped.find(key, lang)
        if shipped is None:
            raise Refused("not_found")
        return words_of(shipped).model_dump()
    body = (await _version_there(desk, key, lang, version)).body
    if body is None:
        raise Refused("not_found")
    return dict(body)


async def compared(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """GET /api/admin/templates/{key}/{lang}/compare."""
    key, lang = key_in(request), lang_in(request)
    one = await _words_at(desk, key, lang, version_of(request, "one"))
    other = await _words_at(desk, key, lang, version_of(request, "other"))
    parts = compare(str(one["text"]), str(other["text"]))
    return answer(
        {
            "titles": [one["title"], other["title"]],
            "parts": [{"kind": part.kind, "text": part.text} for part in parts],
        }
    )


async def remove(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/templates/{key}/{lang}/remove: nobody finds it any longer; every version stays."""
    key, lang = key_in(request), lang_in(request)
    sent = await read_json(request, Removing)
    history = await desk.store.record_history(TEMPLATE, key, lang, limit=1)
    if not history and desk.canned.shipped.find(key, lang) is None:
        raise Refused("not_found")
    change = Change(TEMPLATE, key, lang, None, on=sent.on, publish=True)
    kept = (await desk.store.keep_records([change], by=signed.id))[0]
    await desk.canned.learn()
    return answer({"version": kept.version})


async def frame(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/templates/{key}: what all languages share; counts at once."""
    key = key_in(request)
    sent = await read_json(request, Frame)
    known = {place.id for place in desk.house().desks}
    for place in sent.desks:
        if place not in known:
            raise Refused("unknown_desk", desk=place)
    if not set(sent.branches) <= {branch.id for branch in desk.household.now.branches}:
        raise Refused("wrong_field", field="branches")
    if sent.picture and sent.picture not in _pictures(heads(await desk.store.records())):
        raise Refused("wrong_field", field="picture")
    change = Change(TEMPLATE, key, "", sent.model_dump(exclude={"on"}), on=sent.on, publish=True)
    kept = (await desk.store.keep_records([change], by=signed.id))[0]
    await desk.canned.learn()
    return answer({"version": kept.version})


_ONE: Final = "/api/admin/templates/{key}/{lang}"

ROUTES: Final = (
    staff("GET", "/api/admin/templates", show_all, roles=ADMIN),
    staff("PUT", "/api/admin/templates/{key}", frame, roles=ADMIN),
    staff("GET", _ONE, show, roles=ADMIN),
    staff("PUT", _ONE, save, roles=ADMIN),
    staff("POST", f"{_ONE}/publish", publish, roles=ADMIN),
    staff("POST", f"{_ONE}/restore", restore, roles=ADMIN),
    staff("GET", f"{_ONE}/compare", compared, roles=ADMIN),
    staff("POST", f"{_ONE}/remove", remove, roles=ADMIN),
)
