"""The API document and the router say the same, in both directions."""

from __future__ import annotations

import re

import openapi_spec_validator

from bot.application import ROUTES
from bot.channels.telegram.receive import Receiver
from bot.channels.telegram.webhook import Webhook
from bot.duties.email_line import practice_account
from bot.practice.mailbox import PracticePost
from bot.practice.telegram.world import World
from bot.server.mailbox import mail_routes
from bot.server.phone import phone_routes
from bot.server.refusals import REFUSALS
from tests.bot.server.document import document, operations


def test_the_document_is_a_valid_one() -> None:
    """Whoever reads it by program can."""
    openapi_spec_validator.validate(document())


def test_every_route_is_documented_and_every_documented_route_is_there() -> None:
    """Nothing hidden, nothing promised in vain."""
    practice = PracticePost(practice_account("Library"), None, None)  # type: ignore[arg-type]  # no mail comes here
    routes = (*ROUTES, *phone_routes(World("1:practice", now=lambda: 0.0), group=1), *mail_routes(practice))
    served = {(route.method, re.sub(r":[^}]*}", "}", route.path)) for route in routes}
    told = Webhook(Receiver(None, "1"), "secret").routes()  # type: ignore[arg-type]  # nothing is received here
    pushed = {(route.method, route.path) for route in told}
    assert served | pushed == {(operation.method, operation.path) for operation in operations()}


def test_every_route_lets_in_whom_the_document_names() -> None:
    """A route that names nobody can't be written: ``x-roles`` is read, not guessed."""
    served = {(route.method, re.sub(r":[^}]*}", "}", route.path)): route.roles for route in ROUTES}
    documented = {(operation.method, operation.path): operation.roles for operation in operations()}
    assert {key: documented[key] for key in served} == served


def test_codes_in_the_document_are_codes_the_desk_says() -> None:
    """A code that was renamed is renamed in the document too."""
    told = set(re.findall(r"`([a-z_]+)`", " ".join(r["description"] for r in _responses())))
    known = set(REFUSALS) | {"seen", "entries", "confirmed", "engines", "field", "limit", "after", "seq"}
    assert told <= known


def _responses() -> list[dict[str, str]]:
    shared = list(document()["components"]["responses"].values())
    own = [r for o in operations() for r in o.told["responses"].values() if "description" in r]
    return shared + own
