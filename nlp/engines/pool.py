"""Several LanguageTools that run elsewhere: asked in turn, one that fails is left to rest while the others serve."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Lock

from nlp.engines.breaker import Breaker


class Pool:
    """Where to ask next; any thread may.

    Args:
        addresses: The servers, such as ``http://languagetool.library.example:8081``.
        failures: How many in a row let a server rest.
        rest: Seconds until it is tried again; doubled at each failure, up to a minute.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        addresses: Sequence[str],
        *,
        failures: int = 2,
        rest: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._servers = [(address, Breaker(failures, rest, clock)) for address in addresses]
        self._turn = 0
        self._lock = Lock()

    def __call__(self) -> str | None:
        """The next server that is not resting; None while all are."""
        with self._lock:
            awake = [address for address, breaker in self._servers if breaker.closed]
            return awake[self._turn % len(awake)] if awake else None

    def told(self, address: str, *, well: bool) -> None:
        """How asking a server ended; the next one is in turn."""
        with self._lock:
            self._turn += 1
            for known, breaker in self._servers:
                if known == address:
                    (breaker.succeeded if well else breaker.failed)()
