"""The house as an admin tunes it: every kind of ``bot.tuning.kinds`` that isn't a template, a rule or a person.

One shape for all: a thing has a body that all languages share and words in single languages. What is written counts
at once; every version stays.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError

from bot.config.settings import Branch
from bot.config.settings import Desk as DeskAsSet
from bot.fields import Sent
from bot.server.answers import answer
from bot.server.body import read_json, read_up_to
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.tuning.bodies import Lang
from bot.tuning.kinds import (
    BRANCH,
    DESK,
    EXTRA,
    HOURS,
    KINDS,
    LIBRARY,
    LINES,
    NOTICE,
    PICTURE,
    SHIFT,
    WAITING,
    Kind,
)
from bot.tuning.pictures import ENDINGS, MOST, BadPictureError, read_picture
from bot.tuning.record import Change, Head, Name
from nlp.draft import LANGUAGES
from replies.refusal import Refused

HOUSE: Final = (LIBRARY, HOURS, WAITING, BRANCH, DESK, SHIFT, LINES, NOTICE, EXTRA, PICTURE)
"""What the page of the house shows, in its order."""

_SECTIONS: Final = (LIBRARY, HOURS, WAITING)
_SHARED: Final = "shared"
_MOST: Final = 2**31
_ANY_YEAR: Final = 2027

Body = dict[str, Any]
Versions = Annotated[dict[str, Annotated[int, Field(ge=0, le=_MOST)]], Field(max_length=len(LANGUAGES) + 1)]


class Thing(Sent):
    """A thing as it shall be: what is None is taken away, and ``on`` says which versions were on screen."""

    shared: Body | None = None
    words: dict[Lang, Body | None] = Field(default_factory=dict)
    on: Versions = Field(default_factory=dict)


class Removing(Sent):
    """Which versions were on screen."""

    on: Versions = Field(default_factory=dict)


async def show(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/admin/house."""
    known = await desk.store.tuned()
    return answer(
        {
            "things": [thing for name in HOUSE for thing in _things(desk, KINDS[name], known)],
            "languages": list(desk.site.languages),
            "people": sorted(person.name for person in await desk.store.people() if person.active),
            "shipped_lines": {lang: dict(desk.greetings.shipped(lang)) for lang in LANGUAGES},
        }
    )


def _things(desk: Desk, kind: Kind, known: Mapping[Name, Head]) -> Iterator[dict[str, Any]]:
    as_set = _as_set(desk, kind)
    tuned = dict.fromkeys(key for name, key, _ in known if name == kind.name)
    for key in dict.fromkeys((*as_set, *tuned, *([kind.only] if kind.only else ()))):
        thing = _thing(kind, key, as_set.get(key), known)
        if kind.only or thing["shared"] is not None or thing["words"]:
            if kind.name == PICTURE and thing["shared"]:
                thing["address"] = desk.canned.gallery.address(key)
            yield thing


def _as_set(desk: Desk, kind: Kind) -> dict[str, BaseModel]:
    """What ``config.toml`` says of a kind, by key."""
    if kind.name in _SECTIONS:
        return {kind.only: getattr(desk.household.as_set, kind.name)}
    as_set = desk.household.as_set
    many: dict[str, tuple[Branch | DeskAsSet, ...]] = {BRANCH: as_set.branches, DESK: as_set.desks}
    return {one.id: one for one in many.get(kind.name, ())}


def _thing(kind: Kind, key: str, as_set: BaseModel | None, known: Mapping[Name, Head]) -> dict[str, Any]:
    heads = {lang: head for lang in ("", *LANGUAGES) if (head := known.get((kind.name, key, lang)))}
    framed = heads.get("")
    shared = framed.body if framed else None
    if shared is None and as_set is not None and not (framed and framed.is_gone):
        shared = kind.body(as_set)
    return {
        "kind": kind.name,
        "key": key,
        "shared": shared,
        "words": {lang: head.body for lang, head in heads.items() if lang and head.body is not None},
        "on": {lang or _SHARED: head.newest.version for lang, head in heads.items()},
        "as_set": as_set is not None and framed is None,
    }


async def keep(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PUT /api/admin/house/{kind}/{key}."""
    kind, key = _named(request)
    sent = await read_json(request, Thing)
    known = await desk.store.tuned()
    said = {"": sent.shared} if kind.shared else {}
    said |= {lang: body for lang, body in sent.words.items() if kind.spoken}
    read = {lang: None if body is None else _read(kind, key, lang, body) for lang, body in said.items()}
    await _hangs_together(desk, kind, read.get(""))
    changes = [
        Change(kind.name, key, lang, body, on=sent.on.get(lang or _SHARED, 0), publish=True)
        for lang, body in read.items()
        if _is_news(kind, key, lang, body, known)
    ]
    return await _kept(desk, signed, changes)


def _is_news(kind: Kind, key: str, lang: str, body: Body | None, known: Mapping[Name, Head]) -> bool:
    """Whether it says something else than counts already; a table of nothing is written only where one was."""
    head = known.get((kind.name, key, lang))
    if head is None or head.counts is None:
        return body is not None
    return body != (None if head.body is None else kind.body(kind.read(key, lang, head.body)))


def _read(kind: Kind, key: str, lang: str, body: Body) -> Body:
    try:
        return kind.body(kind.read(key, lang, body))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Refused("wrong_field", field=".".join(str(step) for step in first["loc"]) or lang or _SHARED) from None
    except (TypeError, ValueError):
        raise Refused("wrong_field", field=lang or _SHARED) from None


async def _hangs_together(desk: Desk, kind: Kind, body: Body | None) -> None:
    """What a body names must be there.

    Raises:
        Refused: ``unknown_desk``, ``unknown_person``, ``wrong_field``.
    """
    if body is None:
        return
    named = [*body.get("desks", ()), *([body["desk"]] if body.get("desk") else ())] if kind.name != DESK else []
    if not set(named) <= {place.id for place in desk.house().desks}:
        raise Refused("unknown_desk")
    branches = [*body.get("branches", ()), *([body["branch"]] if body.get("branch") else ())]
    if not set(branches) <= {branch.id for branch in desk.household.now.branches}:
        raise Refused("wrong_field", field="branch")
    if kind.name == SHIFT and not set(body["people"]) <= {person.name for person in await desk.store.people()}:
        raise Refused("unknown_person")
    if kind.name == PICTURE and await desk.store.picture(body["digest"]) is None:
        raise Refused("wrong_field", field="file")
    if kind.name == HOURS or "hours" in body:
        await asyncio.to_thread(_holidays_are_known, body if kind.name == HOURS else body["hours"] or {})


def _holidays_are_known(hours: Body) -> None:
    """Looking them up loads a large library."""
    from bot.config.house import holidays_of  # noqa: PLC0415
    from bot.config.reading import SettingsError  # noqa: PLC0415

    try:
        holidays_of(hours.get("holidays", ""), (_ANY_YEAR,))
    except SettingsError:
        raise Refused("wrong_field", field="holidays") from None


async def remove(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/house/{kind}/{key}/remove: everything of it; its versions stay."""
    kind, key = _named(request)
    sent = await read_json(request, Removing)
    thing = next((one for one in _things(desk, kind, await desk.store.tuned()) if one["key"] == key), None)
    if thing is None:
        raise Refused("not_found")
    gone = [*([""] if thing["shared"] is not None and kind.shared else []), *thing["words"]]
    changes = [Change(kind.name, key, lang, None, on=sent.on.get(lang or _SHARED, 0), publish=True) for lang in gone]
    return await _kept(desk, signed, changes)


async def _kept(desk: Desk, signed: Signed, changes: list[Change]) -> web.Response:
    kept = await desk.store.keep_records(changes, by=signed.id)
    await desk.learn()
    return answer({"versions": {record.lang or _SHARED: record.version for record in kept}})


async def take_picture(desk: Desk, _: Signed, request: web.Request) -> web.Response:
    """POST /api/admin/house/pictures: the bytes of one; a picture that speaks of them is to follow."""
    try:
        picture = read_picture(await read_up_to(request, MOST))
    except BadPictureError:
        raise Refused("file_type") from None
    await desk.store.put_picture(picture)
    return answer({"digest": picture.digest, "ending": ENDINGS[picture.type]}, 201)


def _named(request: web.Request) -> tuple[Kind, str]:
    kind, key = KINDS.get(request.match_info["kind"]), request.match_info["key"]
    if kind is None or kind.name not in HOUSE or not kind.takes(key):
        raise Refused("not_found")
    return kind, key


ROUTES: Final = (
    staff("GET", "/api/admin/house", show, roles=ADMIN),
    staff("POST", "/api/admin/house/pictures", take_picture, roles=ADMIN),
    staff("PUT", "/api/admin/house/{kind}/{key}", keep, roles=ADMIN),
    staff("POST", "/api/admin/house/{kind}/{key}/remove", remove, roles=ADMIN),
)
