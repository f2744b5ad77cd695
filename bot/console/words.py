"""What a librarian doesn't want to hear again, and words proposed for the house dictionary."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from aiohttp import web
from pydantic import Field

from bot.fields import Sent, Text
from bot.ports import HouseWord, Person, WordState
from bot.server import shapes
from bot.server.answers import answer
from bot.server.body import read_json
from bot.server.desk import Desk
from bot.server.doors import ADMIN, ANSWERING, Route, Signed, staff
from replies.refusal import Refused

Code = Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,39}$")]
Word = Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]
Lang = Literal["en", "it", "ro", "sv", "fi"]

_MOST: Final = 500
"""Words one person may call no mistake; past that the oldest is heard of again."""

_NUMBER: Final = re.compile(r"[1-9]\d{0,14}", re.ASCII)


class Hint(Sent):
    """A kind of hint, or a word, and whether to hear of it."""

    code: Code | None = None
    word: Word | None = None
    hidden: bool


class Proposal(Sent):
    """A word that is no mistake."""

    word: Word
    lang: Lang


def quiet(person: Person) -> dict[str, list[str]]:
    """What this person doesn't hear of; words are case folded, oldest first."""
    kept = person.settings.get("quiet", {})
    return {"codes": sorted(kept.get("codes", ())), "words": list(kept.get("words", ()))}


async def hide(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """PATCH /api/me/quiet."""
    sent = await read_json(request, Hint)
    if (sent.code is None) == (sent.word is None):
        raise Refused("wrong_field", field="code")
    kept = quiet(signed.person)
    part, entry = ("codes", sent.code) if sent.code is not None else ("words", _folded(sent.word or ""))
    others = [one for one in kept[part] if one != entry]
    person = _with_quiet(signed.person, kept | {part: [*others, entry] if sent.hidden else others})
    await desk.keep_person(person, by=signed.id)
    return answer(quiet(person))


async def propose(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
    """POST /api/proposals: no mistake to this librarian at once, to everybody when an admin agrees."""
    sent = await read_json(request, Proposal)
    kept, word = quiet(signed.person), sent.word.strip()
    others = [one for one in kept["words"] if one != _folded(word)]
    person = _with_quiet(signed.person, kept | {"words": [*others, _folded(word)]})
    await desk.keep_person(person, by=signed.id)
    proposed = await desk.store.propose_word(word, sent.lang, by=signed.id)
    return answer({"quiet": quiet(person), "proposal": _shaped(desk, proposed)}, 201)


async def proposals(desk: Desk, _: Signed, __: web.Request) -> web.Response:
    """GET /api/proposals."""
    return answer(
        {
            "proposals": [_shaped(desk, word) for word in await desk.store.words_in_state("open")],
            "accepted": [_shaped(desk, word) for word in await desk.store.words_in_state("accepted")],
        }
    )


def _verdict(name: str, state: WordState) -> Route:
    """POST /api/proposals/{number}/accept or /decline; an admin may think better of it."""

    async def decide(desk: Desk, signed: Signed, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        word = await desk.store.decide_word(int(number), state, by=signed.id) if _NUMBER.fullmatch(number) else None
        if word is None:
            raise Refused("not_found")
        await desk.dictionary.learn()
        return answer(_shaped(desk, word))

    return staff("POST", f"/api/proposals/{{number}}/{name}", decide, roles=ADMIN)


def _folded(word: str) -> str:
    return word.strip().casefold()


def _with_quiet(person: Person, kept: dict[str, list[str]]) -> Person:
    kept = kept | {"words": kept["words"][-_MOST:]}
    return replace(person, settings={**person.settings, "quiet": kept})


def _shaped(desk: Desk, word: HouseWord) -> dict[str, Any]:
    return {
        "number": word.n,
        "word": word.word,
        "lang": word.lang,
        "state": word.state,
        "by": desk.name_of(word.by),
        "at": shapes.time_of(word.at),
    }


ROUTES: Final = (
    staff("PATCH", "/api/me/quiet", hide, roles=ANSWERING),
    staff("GET", "/api/proposals", proposals, roles=ADMIN),
    staff("POST", "/api/proposals", propose, roles=ANSWERING),
    _verdict("accept", "accepted"),
    _verdict("decline", "declined"),
)
