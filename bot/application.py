"""The HTTP server: every route behind its door, every answer with its headers."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from bot.channels.web import ROUTES as PATRON_ROUTES
from bot.console import ROUTES as STAFF_ROUTES
from bot.server.answers import answer_everything
from bot.server.body import BODY
from bot.server.desk import DESK, Desk
from bot.server.doors import Route, add_routes
from bot.server.headers import add_headers
from bot.server.operations import ROUTES as OPERATION_ROUTES
from bot.server.pictures import ROUTES as PICTURE_ROUTES
from bot.server.sockets import SOCKETS_OPEN, OpenSockets, close_sockets

ROUTES: Final = (*PATRON_ROUTES, *STAFF_ROUTES, *OPERATION_ROUTES, *PICTURE_ROUTES)
"""Every route of the desk; channels may add their own."""


def build_application(desk: Desk, more: tuple[Route, ...] = ()) -> web.Application:
    """The application over a desk's parts.

    Args:
        desk: The parts.
        more: Routes of channels that are open (a webhook, the make-believe phone).
    """
    app = web.Application(middlewares=[answer_everything], client_max_size=BODY)
    app[DESK] = desk
    app[SOCKETS_OPEN] = OpenSockets()
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(close_sockets)
    add_routes(app, (*ROUTES, *more))
    return app
