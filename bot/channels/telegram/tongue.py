"""Which language to speak with somebody before there is a conversation to remember it, and which desk they came for.

Kept in the store, so that a choice made before the first question survives a restart; let go of as soon as the
question is there, at /forget, and after a month in any case: it is a chat's number and nothing else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.ports import Clock, Store

AT_HAND: Final = 10_000
"""Chats whose choice is not looked up again."""

KEPT: Final = timedelta(days=30)
AT_HOME: Final = timedelta(hours=1)
"""How long after their last words they are in the middle of it: nobody's language is guessed anew meanwhile."""

_NONE: Final[Mapping[str, str]] = {}
_LONG_AGO: Final = ("", datetime.min.replace(tzinfo=UTC))


class Tongues:
    """What people chose on their way in."""

    def __init__(self, languages: Sequence[str], store: Store, clock: Clock, bot_id: str) -> None:
        self._languages = tuple(languages)
        self._store = store
        self._clock = clock
        self._prefix = f"telegram:{bot_id}:tongue:"
        self._at_hand: OrderedDict[int, Mapping[str, str]] = OrderedDict()
        self._spoken: OrderedDict[int, tuple[str, datetime]] = OrderedDict()

    @property
    def offered(self) -> tuple[str, ...]:
        """The library's languages, first one first."""
        return self._languages

    async def choose(self, chat: int, lang: str, desk: str = "") -> None:
        """They pressed a language's button, or came by a link that names language and desk."""
        known = await self.way_in(chat)
        chosen = {"lang": lang or known.get("lang", ""), "desk": desk or known.get("desk", "")}
        await self._store.remember(f"{self._prefix}{chat}", chosen)
        self._hold(chat, chosen)

    async def chosen(self, chat: int) -> str:
        """The language they chose and have not asked in yet, or ""."""
        return (await self.way_in(chat)).get("lang", "")

    def spoken(self, chat: int) -> str:
        """The language of their conversation as it was when they last wrote, or "" where nobody remembers."""
        return self._spoken.get(chat, _LONG_AGO)[0]

    def at_home(self, chat: int) -> str:
        """The language of whoever is in the middle of a conversation, with nothing chosen on the way in; else ""."""
        lang, at = self._spoken.get(chat, _LONG_AGO)
        return lang if self._at_hand.get(chat) == _NONE and self._clock.now() - at < AT_HOME else ""

    async def forget(self, chat: int) -> None:
        """Nothing is known of them any more."""
        if await self.way_in(chat):
            await self._store.remember(f"{self._prefix}{chat}", None)
        self._hold(chat, _NONE)
        self._spoken.pop(chat, None)

    async def come_to_rest(self, chat: int, lang: str) -> None:
        """Their question is here, in this language: from now on its conversation knows what they chose."""
        if self._at_hand.get(chat) != _NONE:
            await self.forget(chat)
        self.hear(chat, lang)

    def hear(self, chat: int, lang: str) -> None:
        """They have written in a conversation of this language."""
        self._spoken[chat] = lang, self._clock.now()
        self._spoken.move_to_end(chat)
        if len(self._spoken) > AT_HAND:
            self._spoken.popitem(last=False)

    async def tidy(self) -> None:
        """Let go of choices nobody followed up."""
        await self._store.let_go(self._prefix, self._clock.now() - KEPT)

    async def of(self, chat: int, telegram_says: str) -> str:
        """Their choice, else their Telegram's language where the library speaks it, else the library's first."""
        if chosen := await self.chosen(chat):
            return chosen
        spoken = telegram_says.split("-", 1)[0].lower()
        if spoken in self._languages:
            return spoken
        return "en" if spoken and "en" in self._languages else self._languages[0]

    async def way_in(self, chat: int) -> Mapping[str, str]:
        """What they chose and have not asked in yet: ``lang``, ``desk``, both or neither."""
        known = self._at_hand.get(chat)
        if known is None:
            known = await self._store.recall(f"{self._prefix}{chat}") or _NONE
            self._hold(chat, known)
        return known

    def _hold(self, chat: int, known: Mapping[str, str]) -> None:
        self._at_hand[chat] = known
        self._at_hand.move_to_end(chat)
        if len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)
