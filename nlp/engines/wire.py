"""Forms sent to a server over connections that are kept, each request in one piece.

A new connection costs as much as reading a sentence does, and the libraries for the web as much again.
"""

from __future__ import annotations

import json
from collections import deque
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlencode, urlsplit
from weakref import finalize

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


class Wire:
    """Connections to one server, as many as are in use at once; may be used from any thread.

    Args:
        address: Where the server is, ``http://127.0.0.1:45678``.
        timeout: Seconds that each wait for it may take.
    """

    def __init__(self, address: str, timeout: float) -> None:
        parts = urlsplit(address)
        self._kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._place = parts.netloc
        self._timeout = timeout
        self._idle: deque[HTTPConnection] = deque()
        finalize(self, _close_all, self._idle)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Any:
        """What the server answers, read from JSON.

        A connection that the server closed while it was idle is replaced; nothing else is tried again.

        Raises:
            OSError: It can't be reached, or takes too long.
            HTTPException: What it answers is an error, or no HTTP.
            ValueError: What it answers is no JSON.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            return self._ask_over(self._kind(self._place, timeout=self._timeout), method, path, form)
        try:
            return self._ask_over(connection, method, path, form)
        except ConnectionError:
            return self._ask_over(self._kind(self._place, timeout=self._timeout), method, path, form)

    def _ask_over(self, connection: HTTPConnection, method: str, path: str, form: dict[str, str] | None) -> Any:
        try:
            connection.request(method, path, urlencode(form).encode() if form else None, _FORM if form else {})
            answer = connection.getresponse()
            body = answer.read()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        if answer.status != HTTPStatus.OK:
            raise HTTPException(f"{method} {path} was answered {answer.status}")
        return json.loads(body)


def _close_all(connections: deque[HTTPConnection]) -> None:
    while connections:
        connections.pop().close()
