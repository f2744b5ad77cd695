"""What the checks know of the library: its dictionary, its glossary and its rules as they are now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.ports import Store
from bot.tuning.record import heads
from bot.tuning.rules import Rules, rules_of
from nlp.draft import House
from nlp.text import fold


class Dictionary:
    """The accepted words and the tuned rules kept at hand; looked at again whenever an admin has decided.

    Args:
        store: Where the words are kept.
        told: What the settings say: contacts and names.
        colleagues: The names of everybody who answers, as they are now.
    """

    def __init__(self, store: Store, told: House, colleagues: Callable[[], frozenset[str]] = frozenset) -> None:
        self._store = store
        self._told = told
        self._colleagues = colleagues
        self._seen: frozenset[str] = frozenset()
        self._house = told
        self.rules = Rules()

    def tell(self, told: House) -> None:
        """What the library says of itself from now on: its contacts and names."""
        self._told = told
        self._house = replace(self._house, contacts=told.contacts, names=told.names | self._seen)

    async def learn(self) -> None:
        """Look at the store."""
        accepted = await self._store.dictionary()
        words = {lang: frozenset(fold(word, lang) for word in words) for lang, words in accepted.items()}
        known = heads(await self._store.records())
        self.rules = await asyncio.to_thread(rules_of, known)  # compiling phrases loads the packs
        self._house = self.rules.told(replace(self._house, words=words))

    def house(self) -> House:
        """What a draft is read with from now on; the set of names is the same until a colleague comes or goes."""
        colleagues = self._colleagues()
        if colleagues != self._seen:
            self._seen = colleagues
            self._house = replace(self._house, names=self._told.names | colleagues)
        return self._house
