"""Which conversation a patron's token opens, kept at hand: every request of a patron asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.ports import Outcome
from replies.conversation import State

_KEPT: Final = 20_000
"""Tokens; past that all are dropped and asked for again."""


class Tokens:
    """Answers of the database, until a conversation is forgotten: then its token opens nothing any more."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._forgotten = 0

    def known(self, token_hash: str) -> str | None:
        """What is known already."""
        return self._known.get(token_hash)

    async def ask(self, token_hash: str, ask: Callable[[], Awaitable[str | None]]) -> str | None:
        """What the database says; None, which may change, is not kept."""
        before = self._forgotten
        found = await ask()
        if found is not None and before == self._forgotten:  # else it may be an answer from before
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[token_hash] = found
        return found

    def heard(self, outcome: Outcome) -> None:
        """A commit."""
        if outcome.conversation.state is State.FORGOTTEN:
            self._forgotten += 1
            self._known.clear()
