"""What the checks know of the library, with the house dictionary as it is now."""

from __future__ import annotations

from dataclasses import replace

from bot.ports import Store
from nlp.draft import House
from nlp.text import fold


class Dictionary:
    """The accepted words kept at hand; looked at again whenever an admin has decided.

    Args:
        store: Where the words are kept.
        told: What the settings say: contacts and names.
    """

    def __init__(self, store: Store, told: House) -> None:
        self._store = store
        self._told = told
        self._house = told

    async def learn(self) -> None:
        """Look at the store."""
        accepted = await self._store.dictionary()
        words = {lang: frozenset(fold(word, lang) for word in words) for lang, words in accepted.items()}
        self._house = replace(self._told, words=words)

    def house(self) -> House:
        """What a draft is read with from now on."""
        return self._house
