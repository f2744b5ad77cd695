"""Which Telegram account is which librarian: connected by a one-time code that only the signed-in librarian gets."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final

from bot.ports import Clock, Person, Store
from bot.server.doors import ANSWERING
from bot.server.tokens import digest, new_token

CODE_LASTS: Final = timedelta(minutes=15)
WAY_IN: Final = "link_"
"""What stands before a code behind /start, so that it is not taken for a language."""

_CODES: Final = "telegram:code:"
_ACCOUNTS: Final = "telegram:account:"


class Accounts:
    """Connects and tells apart. Codes are kept as digests."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def new_code(self, person: str) -> tuple[str, datetime]:
        """A code for somebody signed in, and until when it works, once."""
        await self._store.let_go(_CODES, self._clock.now() - CODE_LASTS)
        code, until = new_token(), self._clock.now() + CODE_LASTS
        await self._store.remember(_CODES + digest(code), {"person": person, "until": until.isoformat()})
        return WAY_IN + code, until

    async def connect(self, told: str, user: int) -> Person | None:
        """Whoever brings a code that still works is its librarian from now on; None for any other code."""
        key = _CODES + digest(told.removeprefix(WAY_IN))
        async with self._one_at_a_time:
            found = await self._store.recall(key)
            if found is None:
                return None
            await self._store.remember(key, None)
        if self._clock.now() > datetime.fromisoformat(found["until"]):
            return None
        await self.disconnect(found["person"])
        await self._store.remember(f"{_ACCOUNTS}{user}", found["person"])
        await self._store.audit(found["person"], "telegram.connected", found["person"])
        return await self.person(user)

    async def person(self, user: int) -> Person | None:
        """The librarian behind a Telegram account, if they may answer patrons now."""
        known = await self._store.recall(f"{_ACCOUNTS}{user}")
        person = await self._store.person(known) if known else None
        return person if person and person.active and person.role in ANSWERING else None

    async def account(self, person: str) -> str:
        """Somebody's own Telegram account, which is their chat with the bot too; "" while there is none."""
        known = await self._store.recall_all(_ACCOUNTS)
        return next((user for user, whose in known.items() if whose == person), "")

    async def is_connected(self, person: str) -> bool:
        """Whether somebody has connected their Telegram."""
        return person in (await self._store.recall_all(_ACCOUNTS)).values()

    async def disconnect(self, person: str) -> None:
        """Their Telegram is nobody's any more."""
        for user, whose in (await self._store.recall_all(_ACCOUNTS)).items():
            if whose == person:
                await self._store.remember(_ACCOUNTS + user, None)
                await self._store.audit(person, "telegram.disconnected", person)
