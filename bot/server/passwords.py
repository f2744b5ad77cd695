"""Passwords: argon2id, in threads of their own, and the same work for names that do not exist."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from replies.refusal import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 10
"""Characters a password must have."""


def check_new_password(name: str, password: str) -> None:
    """Refuse what is too easy.

    Raises:
        Refused: ``password_short``, ``password_is_name``.
    """
    if len(password) < SHORTEST:
        raise Refused("password_short", limit=SHORTEST)
    if password.strip().casefold() == name.strip().casefold():
        raise Refused("password_is_name")


class Passwords:
    """Hash and verify without holding up anybody else: at most two at a time, 64 MiB each.

    Args:
        **cost: argon2's own parameters, where its defaults are not wanted.
    """

    def __init__(self, **cost: Any) -> None:
        self._cost = cost
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="passwords")

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415  not needed before somebody signs in

        return PasswordHasher(**self._cost)

    @cached_property
    def _nobody(self) -> str:
        """A hash that no password opens: what an unknown name is verified against."""
        import secrets  # noqa: PLC0415

        return self._hasher.hash(secrets.token_hex(32))

    async def hash(self, password: str) -> str:
        """The hash to store."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: self._hasher.hash(password))

    async def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is right; None or "" (nobody) costs the same and never fits."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._fits, stored, password)

    def _fits(self, stored: str | None, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

        try:
            right = self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return right and bool(stored)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)
