"""The make-believe mailbox of a demonstration, without scripts: somebody writes to the library and reads its letters.

Each mailbox has an address nobody can guess, in the page's own address; whoever has that may use it.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aiohttp import hdrs, web

from bot.server.body import check_length, read_form
from bot.server.desk import Desk
from bot.server.doors import Route, anyone
from bot.server.pages import page, page_language
from bot.server.readers import address
from bot.server.refusals import say
from bot.server.tokens import new_id
from replies.refusal import Refused

if TYPE_CHECKING:
    from bot.practice.mailbox import Letter, PracticePost

MAIL: Final = "/demo/mail"
_BOX: Final = re.compile(r"[0-9a-f]{12}")
_SUBJECT: Final = 200


def mail_routes(post: PracticePost) -> tuple[Route, ...]:
    """The page, and what its form sends."""

    def shown(
        desk: Desk, request: web.Request, box: str, refused: Refused | None = None, text: str = ""
    ) -> web.Response:
        said = say(refused, page_language(request)) if refused else None
        return page(
            request,
            "mail.html",
            status=said.status if said else 200,
            message=said.body["message"] if said else "",
            letters=[_told(desk, letter) for letter in post.box(_address(box))],
            api=MAIL,
            box=box,
            own=_address(box),
            to=post.account.address,
            text=text,
            text_limit=desk.site.text_limit,
        )

    async def show(desk: Desk, request: web.Request) -> web.StreamResponse:
        box = request.query.get("box", "")
        return shown(desk, request, box) if _BOX.fullmatch(box) else _to(new_id()[:12], request)

    async def send(desk: Desk, request: web.Request) -> web.StreamResponse:
        typed = await read_form(request, "box", "subject", "text")
        box = typed["box"] if _BOX.fullmatch(typed["box"]) else new_id()[:12]
        try:
            desk.limits.asks.take(address(request))
            check_length(typed["text"], desk.site.text_limit)
            await post.write(_address(box), typed["subject"][:_SUBJECT], typed["text"].strip())
        except Refused as refused:
            return shown(desk, request, box, refused, typed["text"])
        return _to(box, request)

    return (anyone("GET", MAIL, show), anyone("POST", MAIL, send))


def _address(box: str) -> str:
    return f"reader.{box}@mail.example"


def _to(box: str, request: web.Request) -> web.Response:
    asked = {"box": box} | ({"lang": request.query["lang"]} if "lang" in request.query else {})
    return web.Response(status=303, headers={hdrs.LOCATION: f"{MAIL}?{urlencode(asked)}"})


def _told(desk: Desk, letter: Letter) -> dict[str, Any]:
    """A letter as the page shows it."""
    at = parsedate_to_datetime(str(letter.mail["Date"]))
    return {
        "own": letter.own,
        "sender": str(letter.mail["From"]),
        "subject": str(letter.mail["Subject"]),
        "at": at.isoformat(),
        "time": f"{at.astimezone(desk.site.zone):%H:%M}",
        "text": letter.text,
        "raw": letter.raw.decode("utf-8", "replace").replace("\r\n", "\n"),
    }
