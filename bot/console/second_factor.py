"""Signing in with a code of one's telephone besides the password: switched on and off by oneself, off by an admin."""

from __future__ import annotations

from typing import Annotated, Any, Final

from aiohttp import web
from pydantic import Field

from bot.fields import Sent, Text
from bot.ports import Person, SecondFactor
from bot.server import second_factor as factor
from bot.server import shapes
from bot.server.answers import answer, nothing
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, Signed, staff
from bot.server.guessing import count_guesses
from replies.refusal import Refused

Password = Annotated[Text, Field(min_length=1, max_length=1024)]
Code = Annotated[Text, Field(min_length=1, max_length=40)]


class WithPassword(Sent):
    """The password once more: a page left open is not enough."""

    password: Password


class WithCode(Sent):
    """What the telephone shows."""

    code: Code


async def check_code(desk: Desk, person: Person, code: str | None) -> None:
    """Whoever has switched it on needs a code besides the password; each code opens once.

    Raises:
        Refused: ``code_wanted``, ``wrong_code``, ``too_many``.
    """
    known = await desk.store.second_factor(person.id)
    if known is None or known.since is None:
        return
    if code is None:
        raise Refused("code_wanted")
    guesses = await count_guesses(desk, ("codes", person.id))
    step = _step_of(desk, person.id, known, code)
    if step is not None:
        right = await desk.store.use_step(person.id, step)
    else:
        right = await desk.store.use_recovery_code(person.id, factor.recovery_digest(desk.key, code))
    if not right:
        raise Refused("wrong_code")
    await guesses.were_right(desk)


def _step_of(desk: Desk, person: str, known: SecondFactor, code: str) -> int | None:
    """The half minute that this code is of; None when it is none of this person's telephone, or not of now."""
    secret = factor.unseal(desk.key, person, known.sealed)
    return factor.step_of(secret, factor.plain_code(code), desk.clock.now()) if secret else None


async def show(desk: Desk, signed: Signed, _: web.Request) -> web.Response:
    """GET /api/me/second-factor."""
    return answer(await _told(desk, signed.id))


async def _told(desk: Desk, person: str) -> dict[str, Any]:
    known = await desk.store.second_factor(person)
    on = known is not None and known.since is not None
    return {
        "on": on,
        "since": shapes.time_of(known.since) if known and known.since else None,
        "codes_left": known.codes_left if known and on else 0,
    }


async def offer(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/me/second-factor: a fresh secret for the telephone; nothing changes before a code confirms it."""
    await check_password(desk, signed, (await read_json(request, WithPassword)).password)
    secret = factor.new_secret()
    await desk.store.offer_second_factor(signed.id, factor.seal(desk.key, signed.id, secret))
    told = factor.address(secret, desk.site.library, signed.person.name)
    return answer({"secret": secret, "address": told, "squares": factor.squares(told)}, 201)


async def confirm(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/me/second-factor/confirm: the first code; other sessions end, recovery codes are shown once."""
    code = (await read_json(request, WithCode)).code
    guesses = await count_guesses(desk, ("codes", signed.id))
    known = await desk.store.second_factor(signed.id)
    if known is None or known.since is not None:
        raise Refused("not_offered")
    step = _step_of(desk, signed.id, known, code)
    if step is None:
        raise Refused("wrong_first_code")
    codes = factor.new_recovery_codes()
    digests = [factor.recovery_digest(desk.key, one) for one in codes]
    if not await desk.store.confirm_second_factor(signed.id, step, digests):
        raise Refused("not_offered")
    await guesses.were_right(desk)
    await desk.end_sessions(person=signed.id, but=signed.session)
    return answer({"recovery_codes": codes})


async def switch_off(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/me/second-factor/off."""
    await check_password(desk, signed, (await read_json(request, WithPassword)).password)
    await desk.store.end_second_factor(signed.id, by=signed.id)
    return nothing()


async def switch_off_for(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/people/{id}/second-factor/off: somebody has lost the telephone and the recovery codes."""
    person = await desk.store.person(request.match_info["id"])
    if person is None:
        raise Refused("not_found")
    await desk.store.end_second_factor(person.id, by=signed.id)
    return nothing()


async def check_password(desk: Desk, signed: Signed, password: str) -> None:
    """One's own password once more, before something that somebody at an open page must not do.

    Raises:
        Refused: ``wrong_password``, ``too_many``.
    """
    guesses = await count_guesses(desk, ("tries", signed.id))
    if not await desk.passwords.fits(signed.person.password_hash, password):
        raise Refused("wrong_password")
    await guesses.were_right(desk)


ROUTES: Final = (
    staff("GET", "/api/me/second-factor", show),
    staff("POST", "/api/me/second-factor", offer),
    staff("POST", "/api/me/second-factor/confirm", confirm),
    staff("POST", "/api/me/second-factor/off", switch_off),
    staff("POST", "/api/people/{id}/second-factor/off", switch_off_for, roles=ADMIN),
)
