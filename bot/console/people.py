"""Who works here: invitations by one-time link, roles, and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.console.session import Name, PageLang
from bot.fields import Sent, Text
from bot.ports import Link, Person, Role
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.tokens import digest, new_id, new_token
from replies.hours import is_open
from replies.refusal import Refused
from replies.routing import who_first

LINK_LASTS: Final = timedelta(days=7)

Languages = Annotated[list[Annotated[Text, Field(min_length=2, max_length=35)]], Field(max_length=20)]
Desks = Annotated[list[Annotated[Text, Field(max_length=64)]], Field(max_length=50)]


class Invitation(Sent):
    """Somebody new."""

    name: Name
    role: Role
    lang: PageLang | None = None
    languages: Languages = Field(default_factory=list)
    desks: Desks = Field(default_factory=list)


class Change(Sent):
    """What an admin may change; what is absent stays."""

    role: Role | None = None
    languages: Languages | None = None
    desks: Desks | None = None
    active: bool | None = None
    second_reader: bool | None = None
    identity: Annotated[Text, Field(max_length=254)] | None = None


async def show(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /api/people; who signs in with a telephone's code is for admins to know."""
    now = desk.clock.now()
    everybody = await _who_first(desk, await desk.store.people(), request.query.get("for"))
    for_admins = signed.person.role in ADMIN
    with_code = await desk.store.second_factors() if for_admins else ()
    identities = {one.id: one.identity for one in everybody if one.identity}
    return answer(
        {
            "people": [shapes.person(somebody) for somebody in everybody],
            "desks": [
                {"id": place.id, "name": place.name, "open": is_open(place.hours, now)}
                for place in desk.house().desks
            ],
            "second_factors": sorted(with_code),
            "identities": identities if for_admins else {},
        }
    )


async def _who_first(desk: Desk, everybody: Sequence[Person], conversation: str | None) -> Sequence[Person]:
    """Before all others those who could take a conversation, the fittest of them first."""
    opened = await desk.store.open(conversation, limit=1) if conversation else None
    if opened is None:
        return everybody
    fitting = [one.id for one in who_first(desk.house(), opened.conversation, await desk.store.loads())]
    return sorted(everybody, key=lambda one: fitting.index(one.id) if one.id in fitting else len(fitting))


async def invite(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/people."""
    sent = await read_json(request, Invitation)
    _check_desks(desk, sent.desks)
    person = Person(
        new_id(),
        sent.name.strip(),
        sent.role,
        tuple(sent.languages),
        tuple(sent.desks),
        on_shift=False,
        settings={"lang": sent.lang} if sent.lang else {},
    )
    await desk.keep_person(person, by=signed.id)
    return await _link(desk, signed, request, person)


async def change(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PATCH /api/people/{id}."""
    person = await _somebody(desk, request)
    sent = await read_json(request, Change)
    _check_desks(desk, sent.desks or [])
    given: dict[str, Any] = sent.model_dump(exclude_none=True)
    if "second_reader" in given:
        given["settings"] = {**person.settings, "second_reader": given.pop("second_reader")}
    if "identity" in given:
        identity = given.pop("identity").strip()
        await _check_identity(desk, person, identity)
        given["settings"] = {**given.get("settings", person.settings), "identity": identity}
    for many in ("languages", "desks"):
        if many in given:
            given[many] = tuple(given[many])
    changed = replace(person, **given)
    if person.role == "admin" and (changed.role != "admin" or not changed.active):
        await _another_admin(desk, person)
    await desk.keep_person(changed, by=signed.id)
    if changed.role != person.role or not changed.active or changed.identity != person.identity:
        await desk.end_sessions(person=person.id)
    return answer(shapes.person(changed))


async def new_link(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/people/{id}/link."""
    return await _link(desk, signed, request, await _somebody(desk, request))


async def _link(desk: Desk, signed: Signed, request: web.Request, person: Person) -> web.Response:
    token, expires_at = new_token(), desk.clock.now() + LINK_LASTS
    await desk.store.put_link(Link(digest(token), person.role, person.id, expires_at, made_by=signed.id))
    origin = desk.site.public_origin or str(request.url.origin())
    return answer(
        {
            "person": shapes.person(person),
            "link": link_text(origin, token),
            "expires_at": shapes.time_of(expires_at),
        },
        201,
    )


def link_text(origin: str, token: str) -> str:
    """A one-time link; the token stands behind ``#``, which browsers never send."""
    return f"{origin}/welcome#{token}"


async def _somebody(desk: Desk, request: web.Request) -> Person:
    found = await desk.store.person(request.match_info["id"])
    if found is None:
        raise Refused("not_found")
    return found


async def _check_identity(desk: Desk, person: Person, identity: str) -> None:
    """One identity opens one colleague's door."""
    for other in await desk.store.people():
        if identity and other.id != person.id and other.active and other.identity.casefold() == identity.casefold():
            raise Refused("identity_taken", who=other.name)


async def _another_admin(desk: Desk, person: Person) -> None:
    others = (other for other in await desk.store.people() if other.id != person.id)
    if not any(other.role == "admin" and other.active and other.password_hash for other in others):
        raise Refused("last_admin")


def _check_desks(desk: Desk, desks: list[str]) -> None:
    known = {place.id for place in desk.house().desks}
    for place in desks:
        if place not in known:
            raise Refused("unknown_desk", desk=place)


ROUTES: Final = (
    staff("GET", "/api/people", show),
    staff("POST", "/api/people", invite, roles=ADMIN),
    staff("PATCH", "/api/people/{id}", change, roles=ADMIN),
    staff("POST", "/api/people/{id}/link", new_link, roles=ADMIN),
)
