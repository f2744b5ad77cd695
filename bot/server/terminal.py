"""The terminal's own door: a socket in the data folder, which only the desk's account can open.

Whoever may read the data folder may do everything an admin may, without a password: the commands ask the open desk
through the same API as its pages, so both do the same and nothing has to be stopped for it.
"""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog
from aiohttp import web

from bot.ports import Person, Session

WHO: Final = Person("cli", "terminal", "admin")
"""Who acts, in the audit."""

SESSION: Final = Session("", WHO.id, "", datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_LONGEST: Final = 100
"""Bytes of a socket's path; systems take some hundred."""

log: Final = structlog.get_logger(__name__)


def from_terminal(request: web.Request) -> bool:
    """Whether a request came through the socket."""
    near = request.transport.get_extra_info("socket") if request.transport else None
    return near is not None and near.family == socket.AF_UNIX


async def open_door(runner: web.AppRunner, path: Path) -> None:
    """Listen there, unless another process of this desk does or the path is too long: the desk can do without."""
    if len(bytes(path)) > _LONGEST or somebody_listens(path):
        log.info("no door for the terminal", kind="path")
        return
    path.unlink(missing_ok=True)  # noqa: ASYNC240  left by a crash; one look into a folder of our own
    await web.UnixSite(runner, path).start()
    path.chmod(0o600)  # noqa: ASYNC240


def somebody_listens(path: Path) -> bool:
    """Whether an open desk is behind this socket."""
    with socket.socket(socket.AF_UNIX) as caller:
        try:
            caller.connect(str(path))
        except OSError:
            return False
    return True
