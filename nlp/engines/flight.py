"""A request on its way: who asks sends it and reads its answer, with no thread between (docs/adr/0026).

Where it can't be sent at once, or the answer comes too late for who asked, a thread sees to it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from typing import Final, Generic, TypeVar

Found = TypeVar("Found")
Ready = Callable[[float], bool]
"""Waits at most some seconds for an answer, and tells whether there is one."""

_A_MOMENT: Final = 0.0003  # seconds in which a request leaves by a thread, before the rules take the interpreter


class NoAnswerError(RuntimeError):
    """The server did not answer, or not with an answer."""


class Flight(Generic[Found]):
    """One request.

    Args:
        send: Sends it, where that takes no time; None where it would.
        read: Reads the answer to what was sent, or asks, where nothing was.
        threads: Who asks and reads in the asker's stead.

    Attributes:
        future: What is found.
    """

    def __init__(self, send: Callable[[], Ready | None], read: Callable[[], Found], threads: Executor) -> None:
        self.future: Future[Found] = Future()
        self._send = send
        self._read = read
        self._threads = threads
        self._ready: Ready | None = None

    def start(self) -> None:
        """Send the request, or leave it to a thread, for which a moment is waited."""
        self._ready = self._send()
        if self._ready:
            self.future.set_running_or_notify_cancel()
        else:
            self._leave(self._ask)
            wait((self.future,), timeout=_A_MOMENT)

    def land(self, timeout: float) -> None:
        """Read the answer to what was sent if it comes in time; else a thread does, for whoever asks next."""
        ready, self._ready = self._ready, None
        if ready:
            self._finish() if ready(timeout) else self._leave(self._finish)

    def __del__(self) -> None:
        """An answer that nobody came for is read all the same: others may wait for it, too."""
        self.land(0)

    def _leave(self, what: Callable[[], None]) -> None:
        try:
            self._threads.submit(what)
        except RuntimeError:  # they are closed
            self.future.set_exception(NoAnswerError("closed"))

    def _ask(self) -> None:
        if self.future.set_running_or_notify_cancel():
            self._finish()

    def _finish(self) -> None:
        try:
            found = self._read()
        except BaseException as error:  # noqa: BLE001 - it is raised where the answer is asked for
            self.future.set_exception(error)
        else:
            self.future.set_result(found)
