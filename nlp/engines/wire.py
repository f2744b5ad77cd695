"""Forms sent to a server over connections that are kept, each request in one piece.

A new connection costs as much as reading a sentence does, and the libraries for the web as much again.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from select import POLLIN, poll
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
        self._ahead: dict[tuple[str, str, bytes], HTTPConnection] = {}
        finalize(self, _close_all, self._idle)

    def send(self, method: str, path: str, form: dict[str, str]) -> Callable[[float], bool] | None:
        """Send what `ask` is going to ask, which then only reads the answer; nothing that could take time is done.

        Returns:
            What waits some seconds for the answer, and tells whether there is one; None when nothing was sent, as no
            connection is idle or the server has closed it.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            return None
        body = _encoded(form)
        try:
            connection.request(method, path, body, _FORM)
        except (OSError, HTTPException):
            connection.close()
            return None
        self._ahead[method, path, body] = connection
        answer = poll()
        answer.register(connection.sock, POLLIN)
        return lambda seconds: bool(answer.poll(max(seconds, 0.0) * 1000))

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Any:
        """What the server answers, read from JSON.

        A connection that the server closed while it was idle is replaced; nothing else is tried again.

        Raises:
            OSError: It can't be reached, or takes too long.
            HTTPException: What it answers is an error, or no HTTP.
            ValueError: What it answers is no JSON.
        """
        body = _encoded(form)
        sent = self._ahead.pop((method, path, body), None)
        try:
            connection = sent or self._idle.pop()
        except IndexError:
            return self._ask_over(self._new(), method, path, body)
        try:
            return self._ask_over(connection, method, path, body, sent=bool(sent))
        except ConnectionError:
            return self._ask_over(self._new(), method, path, body)

    def _new(self) -> HTTPConnection:
        return self._kind(self._place, timeout=self._timeout)

    def _ask_over(
        self, connection: HTTPConnection, method: str, path: str, body: bytes, *, sent: bool = False
    ) -> Any:
        try:
            if not sent:
                connection.request(method, path, body or None, _FORM if body else {})
            answer = connection.getresponse()
            body = answer.read()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        if answer.status != HTTPStatus.OK:
            raise HTTPException(f"{method} {path} was answered {answer.status}")
        return json.loads(body)


def _encoded(form: dict[str, str] | None) -> bytes:
    return urlencode(form).encode() if form else b""


def _close_all(connections: deque[HTTPConnection]) -> None:
    while connections:
        connections.pop().close()
