"""Using a one-time link: choose a name and a password, and be signed in.

A used, an expired and an invented link answer alike. A link is a new password, not a new telephone: whoever has a
second factor needs its code here too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from aiohttp import web
from pydantic import Field

from bot.console.second_factor import Code, Password, check_code
from bot.console.session import Name, open_session
from bot.fields import Sent, Text
from bot.ports import Link, Person
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import anyone
from bot.server.guessing import count_guesses
from bot.server.passwords import check_new_password
from bot.server.readers import address
from bot.server.tokens import digest, new_id
from replies.refusal import Refused


class Welcome(Sent):
    """The link's token, what the person chooses, and the telephone's code where there is one."""

    token: Annotated[Text, Field(min_length=1, max_length=200)]
    name: Name
    password: Password
    code: Code | None = None


async def welcome(desk: Desk, request: web.Request) -> web.Response:
    """POST /api/welcome."""
    sent = await read_json(request, Welcome)
    near = address(request)
    guesses = await count_guesses(desk, ("addresses", near))
    link = await desk.store.link(digest(sent.token))
    if link is None:
        raise Refused("unknown_link")
    await guesses.were_right(desk)
    name = " ".join(sent.name.split())
    await _check_name(desk, name, link)
    check_new_password(name, sent.password)
    person = await _person(desk, link)
    await check_code(desk, person, sent.code)
    person = replace(
        person, name=name, password_hash=await desk.passwords.hash(sent.password), active=True, on_shift=True
    )
    if not await desk.store.use_link(digest(sent.token), person):
        raise Refused("unknown_link")
    await desk.people.learn()
    await desk.end_sessions(person=person.id)
    return await open_session(desk, request, person)


async def _check_name(desk: Desk, name: str, link: Link) -> None:
    known = await desk.store.person_named(name)
    if known is not None and known.active and known.id != link.person:
        raise Refused("name_taken")


async def _person(desk: Desk, link: Link) -> Person:
    """Who the link is for: somebody we know, or somebody new with the link's role."""
    if link.person is None:
        return Person(new_id(), "", link.role)
    known = await desk.store.person(link.person)
    if known is None or not known.active:
        raise Refused("unknown_link")
    return known


ROUTES: Final = (anyone("POST", "/api/welcome", welcome),)
