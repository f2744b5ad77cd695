"""A breaker: stops asking what keeps failing, and tries it again after a while."""

from __future__ import annotations

from collections.abc import Callable


class Breaker:
    """Stops asking an engine that keeps failing, and tries it again after a while.

    Args:
        failures: How many in a row open it.
        rest: Seconds until the first new try; doubled at each one that fails, up to a minute.
        clock: Monotonic seconds.
    """

    def __init__(self, failures: int, rest: float, clock: Callable[[], float]) -> None:
        self._limit = failures
        self._first_rest = rest
        self._clock = clock
        self._failed = 0
        self._rest = rest
        self._until = 0.0

    @property
    def closed(self) -> bool:
        """Whether the engine may be asked."""
        return self._failed < self._limit or self._clock() >= self._until

    def succeeded(self) -> None:
        """An answer came."""
        self._failed, self._rest = 0, self._first_rest

    def failed(self) -> None:
        """None came."""
        self._failed += 1
        if self._failed >= self._limit:
            self._until = self._clock() + self._rest
            self._rest = min(self._rest * 2, 60.0)
