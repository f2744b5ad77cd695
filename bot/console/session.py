"""Signing in, signing out, and one's own settings.

Sessions live on the server; the cookie holds a random token whose digest is stored. Each sign-in makes a new one, so
a planted cookie is worth nothing. A wrong password and an unknown name cost the same time and answer alike; only who
knows the password is asked for a code.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, Final, Literal

from aiohttp import web
from pydantic import Field

from bot.console.second_factor import Code, Password, check_code, check_password
from bot.console.words import quiet
from bot.fields import Sent, Text
from bot.ports import Person, Session
from bot.server import cookies
from bot.server.answers import answer, nothing
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import Signed, anyone, session_cookie, staff
from bot.server.guessing import count_guesses
from bot.server.passwords import check_new_password
from bot.server.readers import address, language
from bot.server.tokens import digest, new_token
from bot.words import PAGE_LANGUAGES
from replies.refusal import Refused

LASTS: Final = timedelta(hours=12)
"""A session ends by itself after a long day."""

PageLang = Literal["en", "it", "ro", "sv", "fi"]
Name = Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]


class SignIn(Sent):
    """Name and password; the telephone's code, too, where somebody has switched that on."""

    name: Name
    password: Password
    code: Code | None = None


class Change(Sent):
    """One's own settings; what is absent stays."""

    lang: PageLang | None = None
    available: bool | None = None
    plain_field: bool | None = None


class NewPassword(Sent):
    """The present password and the one to come."""

    old: Password
    new: Password


async def sign_in(desk: Desk, request: web.Request) -> web.Response:
    """POST /api/session."""
    sent = await read_json(request, SignIn)
    name, near = sent.name.strip().casefold(), address(request)
    guesses = await count_guesses(desk, ("addresses", near), ("tries", f"{near} {name}"), ("names", name))
    person = await desk.store.person_named(sent.name)
    allowed = person.password_hash if person and person.active else None
    if not await desk.passwords.fits(allowed, sent.password) or person is None:
        raise Refused("wrong_sign_in")
    await guesses.were_right(desk)
    await check_code(desk, person, sent.code)
    return await open_session(desk, request, person)


async def open_session(desk: Desk, request: web.Request, person: Person) -> web.Response:
    """Sign the person in: a new session, its cookie, and who they are."""
    token, session = await new_session(desk, person)
    response = answer(await _me(desk, Signed(person, session), request))
    give_cookie(desk, response, token)
    return response


async def new_session(desk: Desk, person: Person) -> tuple[str, Session]:
    """A new session, and the token that opens it."""
    token, now = new_token(), desk.clock.now()
    session = Session(digest(token), person.id, new_token(), now, now + LASTS)
    await desk.store.put_session(session)
    return token, session


def give_cookie(desk: Desk, response: web.Response, token: str) -> None:
    """The session's cookie, gone after a long day."""
    cookies.give(desk.site, response, session_cookie(desk), token, lasts=int(LASTS.total_seconds()))


async def sign_out(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """DELETE /api/session."""
    await desk.end_sessions(token_hash=signed.session.token_hash)
    response = nothing()
    cookies.take_away(desk.site, response, session_cookie(desk))
    return response


async def me(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """GET /api/me."""
    return answer(await _me(desk, signed, request))


async def _me(desk: Desk, signed: Signed, request: web.Request) -> dict[str, Any]:
    person = signed.person
    chosen = person.settings.get("lang")
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "lang": chosen if chosen in PAGE_LANGUAGES else language(request),
        "languages": list(person.languages),
        "desks": list(person.desks),
        "available": person.on_shift,
        "quiet": quiet(person),
        "plain_field": person.settings.get("plain_field") is True,
        "csrf": signed.session.csrf,
        "undo_seconds": int(desk.house().patience.undo.total_seconds()),
        "languages_spoken": list(desk.site.languages),
    }


async def change_me(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PATCH /api/me."""
    sent = await read_json(request, Change)
    person = signed.person
    if chosen := sent.model_dump(include={"lang", "plain_field"}, exclude_none=True):
        person = replace(person, settings={**person.settings, **chosen})
    if sent.available is not None:
        person = replace(person, on_shift=sent.available)
    await desk.keep_person(person, by=signed.id)
    return answer(await _me(desk, Signed(person, signed.session), request))


async def change_password(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/me/password."""
    sent = await read_json(request, NewPassword)
    name = signed.person.name.strip().casefold()
    await check_password(desk, signed, sent.old)
    check_new_password(name, sent.new)
    hashed = await desk.passwords.hash(sent.new)
    await desk.keep_person(replace(signed.person, password_hash=hashed), by=signed.id)
    await desk.end_sessions(person=signed.id, but=signed.session)
    return nothing()


ROUTES: Final = (
    anyone("POST", "/api/session", sign_in),
    staff("DELETE", "/api/session", sign_out),
    staff("GET", "/api/me", me),
    staff("PATCH", "/api/me", change_me),
    staff("POST", "/api/me/password", change_password),
)
